// What both engines of products share: the cut of the work, and divisions.
// A product is rows × columns, summed over outer steps of several inner ones. Its twin says where the
// numbers lie: `columns_at`, `rows_at`, `taps_at`, `steps`, `load_a`, `load_b`, and `store`.

/// The head of every product's parameters.
struct Product {
    rows: u32,
    columns: u32,
    outers: u32,
    /// How many outer steps one slice sums up.
    slice: u32,
    row_tiles: u32,
    tiles: u32,
    slices: u32,
    /// A struct within the parameters fills sixteens of bytes.
    padding: u32,
}

const FOUR = vec4u(0u, 1u, 2u, 3u);

/// ⌊a / b⌋ for a < 2³¹, and something large above: GPUs divide integers slowly, and a guess by f32 is
/// off by one at most.
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
