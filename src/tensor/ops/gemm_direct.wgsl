// The engine for adapters that are programs: a group's shared memory is memory like any other there,
// and barriers cost much. A thread keeps 8 × 8 sums and reads what it needs itself.

override THREADS_X: u32 = 8u;
override THREADS_Y: u32 = 1u;

fn product(size: Product, group: vec3u, groups: vec3u, local: vec3u) {
    let at = group.y * groups.x + group.x;
    let slice = at / size.tiles;
    let tile = at % size.tiles;
    let row = (tile % size.row_tiles * THREADS_Y + local.y) * 8u;
    let column = (tile / size.row_tiles * THREADS_X + local.x) * 8u;
    if slice >= size.slices || row >= size.rows || column >= size.columns {
        return;
    }
    let left_columns = columns_at(column);
    let right_columns = columns_at(column + 4u);
    let last = min((slice + 1u) * size.slice, size.outers);
    var l0 = vec4f();
    var l1 = vec4f();
    var l2 = vec4f();
    var l3 = vec4f();
    var l4 = vec4f();
    var l5 = vec4f();
    var l6 = vec4f();
    var l7 = vec4f();
    var r0 = vec4f();
    var r1 = vec4f();
    var r2 = vec4f();
    var r3 = vec4f();
    var r4 = vec4f();
    var r5 = vec4f();
    var r6 = vec4f();
    var r7 = vec4f();
    for (var outer = slice * size.slice; outer < last; outer++) {
        let top_rows = rows_at(row, outer);
        let bottom_rows = rows_at(row + 4u, outer);
        let left_taps = taps_at(left_columns, outer);
        let right_taps = taps_at(right_columns, outer);
        let end = steps(outer);
        for (var k = 0u; k < end; k++) {
            let top = load_a(top_rows, k);
            let bottom = load_a(bottom_rows, k);
            let left = load_b(left_taps, k);
            let right = load_b(right_taps, k);
            l0 += top.x * left;
            l1 += top.y * left;
            l2 += top.z * left;
            l3 += top.w * left;
            l4 += bottom.x * left;
            l5 += bottom.y * left;
            l6 += bottom.z * left;
            l7 += bottom.w * left;
            r0 += top.x * right;
            r1 += top.y * right;
            r2 += top.z * right;
            r3 += top.w * right;
            r4 += bottom.x * right;
            r5 += bottom.y * right;
            r6 += bottom.z * right;
            r7 += bottom.w * right;
        }
    }
    store(left_columns, slice, row, l0);
    store(left_columns, slice, row + 1u, l1);
    store(left_columns, slice, row + 2u, l2);
    store(left_columns, slice, row + 3u, l3);
    store(left_columns, slice, row + 4u, l4);
    store(left_columns, slice, row + 5u, l5);
    store(left_columns, slice, row + 6u, l6);
    store(left_columns, slice, row + 7u, l7);
    store(right_columns, slice, row, r0);
    store(right_columns, slice, row + 1u, r1);
    store(right_columns, slice, row + 2u, r2);
    store(right_columns, slice, row + 3u, r3);
    store(right_columns, slice, row + 4u, r4);
    store(right_columns, slice, row + 5u, r5);
    store(right_columns, slice, row + 6u, r6);
    store(right_columns, slice, row + 7u, r7);
}
