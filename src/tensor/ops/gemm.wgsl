// What both engines of products share: the cut of the work, and four divisions at once.
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

/// As `divide`.
fn divide4(a: vec4u, b: u32) -> vec4u {
    let guess = vec4u(vec4f(a) / f32(b));
    let rest = vec4i(a - guess * b);
    let more = select(vec4u(0u), vec4u(1u), rest >= vec4i(i32(b)));
    return guess + more - select(vec4u(0u), vec4u(1u), rest < vec4i(0));
}

/// What a thread keeps: eight rows of two fours. With names: an array would not stay in registers.
struct Sums {
    l0: vec4f,
    l1: vec4f,
    l2: vec4f,
    l3: vec4f,
    l4: vec4f,
    l5: vec4f,
    l6: vec4f,
    l7: vec4f,
    r0: vec4f,
    r1: vec4f,
    r2: vec4f,
    r3: vec4f,
    r4: vec4f,
    r5: vec4f,
    r6: vec4f,
    r7: vec4f,
}

/// One inner step: eight rows of A times eight columns of B.
fn multiply(sums: ptr<function, Sums>, top: vec4f, bottom: vec4f, left: vec4f, right: vec4f) {
    (*sums).l0 += top.x * left;
    (*sums).l1 += top.y * left;
    (*sums).l2 += top.z * left;
    (*sums).l3 += top.w * left;
    (*sums).l4 += bottom.x * left;
    (*sums).l5 += bottom.y * left;
    (*sums).l6 += bottom.z * left;
    (*sums).l7 += bottom.w * left;
    (*sums).r0 += top.x * right;
    (*sums).r1 += top.y * right;
    (*sums).r2 += top.z * right;
    (*sums).r3 += top.w * right;
    (*sums).r4 += bottom.x * right;
    (*sums).r5 += bottom.y * right;
    (*sums).r6 += bottom.z * right;
    (*sums).r7 += bottom.w * right;
}

/// Rows from `row` on and from `low_row` on.
fn store_all(sums: Sums, left: Columns, right: Columns, slice: u32, row: u32, low_row: u32) {
    store(left, slice, row, sums.l0);
    store(left, slice, row + 1u, sums.l1);
    store(left, slice, row + 2u, sums.l2);
    store(left, slice, row + 3u, sums.l3);
    store(left, slice, low_row, sums.l4);
    store(left, slice, low_row + 1u, sums.l5);
    store(left, slice, low_row + 2u, sums.l6);
    store(left, slice, low_row + 3u, sums.l7);
    store(right, slice, row, sums.r0);
    store(right, slice, row + 1u, sums.r1);
    store(right, slice, row + 2u, sums.r2);
    store(right, slice, row + 3u, sums.r3);
    store(right, slice, low_row, sums.r4);
    store(right, slice, low_row + 1u, sums.r5);
    store(right, slice, low_row + 2u, sums.r6);
    store(right, slice, low_row + 3u, sums.r7);
}
