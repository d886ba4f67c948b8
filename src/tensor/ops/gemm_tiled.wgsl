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

fn product(size: Product, group: Group, local: Local) {
    let at = group_number(group);
    let slice = at / size.tiles;
    if slice >= size.slices {
        return;
    }
    let tile = at % size.tiles;
    let first_row = tile % size.row_tiles * ACROSS_A * 4u;
    let first_column = tile / size.row_tiles * ACROSS_B * 4u;
    let thread = local.at.y * THREADS_X + local.at.x;
    // Every thread fills the same columns in all its rounds: there are as many as threads, or fewer.
    let filled = thread % ACROSS_B;
    let columns = columns_at(first_column + filled * 4u);
    let last = min((slice + 1u) * size.slice, size.outers);
    var sums = Sums();
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
                let top = tile_a[k * ACROSS_A + local.at.y];
                let bottom = tile_a[k * ACROSS_A + THREADS_Y + local.at.y];
                let left = tile_b[k * ACROSS_B + local.at.x];
                let right = tile_b[k * ACROSS_B + THREADS_X + local.at.x];
                multiply(&sums, top, bottom, left, right);
            }
            workgroupBarrier();
        }
    }
    let left_columns = columns_at(first_column + local.at.x * 4u);
    let right_columns = columns_at(first_column + (THREADS_X + local.at.x) * 4u);
    let row = first_row + local.at.y * 4u;
    store_all(sums, left_columns, right_columns, slice, row, row + THREADS_Y * 4u);
}
