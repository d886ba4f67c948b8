// The engine for adapters that are programs: a group's shared memory is memory like any other there,
// and barriers cost much. A thread keeps 8 × 8 sums and reads what it needs itself.

override THREADS_X: u32 = 8u;
override THREADS_Y: u32 = 1u;

fn product(size: Product, group: Group, local: Local) {
    let at = group_number(group);
    let slice = at / size.tiles;
    let tile = at % size.tiles;
    let row = (tile % size.row_tiles * THREADS_Y + local.at.y) * 8u;
    let column = (tile / size.row_tiles * THREADS_X + local.at.x) * 8u;
    if slice >= size.slices || row >= size.rows || column >= size.columns {
        return;
    }
    let left_columns = columns_at(column);
    let right_columns = columns_at(column + 4u);
    let last = min((slice + 1u) * size.slice, size.outers);
    var sums = Sums();
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
            multiply(&sums, top, bottom, left, right);
        }
    }
    store_all(sums, left_columns, right_columns, slice, row, row + 4u);
}
