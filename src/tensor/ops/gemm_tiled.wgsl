// The engine for graphics cards: the threads of a group fill tiles of A and B in shared memory
// together, in fours, and each keeps 8 × 8 sums, whose rows and columns lie in two fours apart.

override THREADS_X: u32 = 8u;
override THREADS_Y: u32 = 8u;
override DEPTH: u32 = 8u;
/// Fours across a tile, and in all of it. With names: wgpu 30 trips over sizes that are expressions.
override ACROSS_A: u32 = 2u * THREADS_Y;
override ACROSS_B: u32 = 2u * THREADS_X;
override FOURS_A: u32 = DEPTH * ACROSS_A;
override FOURS_B: u32 = DEPTH * ACROSS_B;

var<workgroup> tile_a: array<vec4f, FOURS_A>;
var<workgroup> tile_b: array<vec4f, FOURS_B>;

fn product(size: Product, group: vec3u, groups: vec3u, local: vec3u) {
    let at = group.y * groups.x + group.x;
    let slice = at / size.tiles;
    if slice >= size.slices {
        return;
    }
    let tile = at % size.tiles;
    let first_row = tile % size.row_tiles * ACROSS_A * 4u;
    let first_column = tile / size.row_tiles * ACROSS_B * 4u;
    let thread = local.y * THREADS_X + local.x;
    // Every thread fills the same columns in all its rounds: there are as many as threads, or fewer.
    let filled = thread % ACROSS_B;
    let columns = columns_at(first_column + filled * 4u);
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
        let taps = taps_at(columns, outer);
        let end = steps(outer);
        for (var origin = 0u; origin < end; origin += DEPTH) {
            let depth = min(DEPTH, end - origin);
            for (var item = thread; item < FOURS_A; item += THREADS_X * THREADS_Y) {
                let across = item / DEPTH;
                let k = item % DEPTH;
                if k < depth {
                    let rows = rows_at(first_row + across * 4u, outer);
                    tile_a[k * ACROSS_A + across] = load_a(rows, origin + k);
                }
            }
            for (var item = thread; item < depth * ACROSS_B; item += THREADS_X * THREADS_Y) {
                tile_b[item] = load_b(taps, origin + item / ACROSS_B);
            }
            workgroupBarrier();
            for (var k = 0u; k < depth; k++) {
                let top = tile_a[k * ACROSS_A + local.y];
                let bottom = tile_a[k * ACROSS_A + THREADS_Y + local.y];
                let left = tile_b[k * ACROSS_B + local.x];
                let right = tile_b[k * ACROSS_B + THREADS_X + local.x];
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
            workgroupBarrier();
        }
    }
    let left_columns = columns_at(first_column + local.x * 4u);
    let right_columns = columns_at(first_column + (THREADS_X + local.x) * 4u);
    let row = first_row + local.y * 4u;
    let low_row = row + THREADS_Y * 4u;
    store(left_columns, slice, row, l0);
    store(left_columns, slice, row + 1u, l1);
    store(left_columns, slice, row + 2u, l2);
    store(left_columns, slice, row + 3u, l3);
    store(left_columns, slice, low_row, l4);
    store(left_columns, slice, low_row + 1u, l5);
    store(left_columns, slice, low_row + 2u, l6);
    store(left_columns, slice, low_row + 3u, l7);
    store(right_columns, slice, row, r0);
    store(right_columns, slice, row + 1u, r1);
    store(right_columns, slice, row + 2u, r2);
    store(right_columns, slice, row + 3u, r3);
    store(right_columns, slice, low_row, r4);
    store(right_columns, slice, low_row + 1u, r5);
    store(right_columns, slice, low_row + 2u, r6);
    store(right_columns, slice, low_row + 3u, r7);
}
