// Tiled matrix product, rows × columns over depth: the engine of every convolution and product.
// Who includes it defines `load_a`, `load_b`, `Columns`, `columns_at` and `store`.
// A thread keeps 4 × 4 sums; a group's threads fill tiles of A and B together, in fours.

override THREADS_X: u32 = 8u;
override THREADS_Y: u32 = 8u;
override DEPTH: u32 = 16u;
/// Fours in the tiles. With names: wgpu 30 trips over sizes that are expressions.
override FOURS_A: u32 = DEPTH * THREADS_Y;
override FOURS_B: u32 = DEPTH * THREADS_X;

/// The head of every product's parameters.
struct Product {
    rows: u32,
    columns: u32,
    depth: u32,
    /// How much of the depth one slice sums up.
    slice: u32,
    row_tiles: u32,
    tiles: u32,
    slices: u32,
    /// A struct within the parameters fills sixteens of bytes.
    padding: u32,
}

var<workgroup> tile_a: array<vec4f, FOURS_A>;
var<workgroup> tile_b: array<vec4f, FOURS_B>;

fn product(size: Product, group: vec3u, groups: vec3u, local: vec3u) {
    let at = group.y * groups.x + group.x;
    let slice = at / size.tiles;
    if slice >= size.slices {
        return;
    }
    let tile = at % size.tiles;
    let row = (tile % size.row_tiles * THREADS_Y + local.y) * 4u;
    let column = (tile / size.row_tiles * THREADS_X + local.x) * 4u;
    let columns = columns_at(column);
    let thread = local.y * THREADS_X + local.x;
    let first_row = tile % size.row_tiles * THREADS_Y * 4u;
    let start = slice * size.slice;
    let end = min(start + size.slice, size.depth);
    var sums_0 = vec4f();
    var sums_1 = vec4f();
    var sums_2 = vec4f();
    var sums_3 = vec4f();
    for (var origin = start; origin < end; origin += DEPTH) {
        for (var item = thread; item < DEPTH * THREADS_Y; item += THREADS_X * THREADS_Y) {
            let k = origin + item % DEPTH;
            let quad = item / DEPTH;
            tile_a[item % DEPTH * THREADS_Y + quad] = load_a(first_row + quad * 4u, k, end);
        }
        for (var k = local.y; k < DEPTH; k += THREADS_Y) {
            tile_b[k * THREADS_X + local.x] = load_b(columns, origin + k, end);
        }
        workgroupBarrier();
        for (var k = 0u; k < DEPTH; k++) {
            let a = tile_a[k * THREADS_Y + local.y];
            let b = tile_b[k * THREADS_X + local.x];
            sums_0 += a.x * b;
            sums_1 += a.y * b;
            sums_2 += a.z * b;
            sums_3 += a.w * b;
        }
        workgroupBarrier();
    }
    store(columns, slice, row, sums_0);
    store(columns, slice, row + 1u, sums_1);
    store(columns, slice, row + 2u, sums_2);
    store(columns, slice, row + 3u, sums_3);
}

/// ⌊a / b⌋ for a < 2³¹: GPUs divide integers slowly, and a guess by f32 is off by one at most.
fn divide(a: u32, b: u32) -> u32 {
    let guess = u32(f32(a) / f32(b));
    let rest = i32(a - guess * b);
    return guess + select(0u, 1u, rest >= i32(b)) - select(0u, 1u, rest < 0);
}

fn divide4(a: vec4u, b: u32) -> vec4u {
    let guess = vec4u(vec4f(a) / f32(b));
    let rest = vec4i(a - guess * b);
    let more = select(vec4u(0u), vec4u(1u), rest >= vec4i(i32(b)));
    return guess + more - select(vec4u(0u), vec4u(1u), rest < vec4i(0));
}
