// Upstream · patchesᵀ: rows are output channels, columns are taps, depth are pixels of all samples.
// The depth is long and the result small, so slices of it are summed apart and added afterwards.
// Twin of weight_grad.rs; after gemm.wgsl, an engine and window.wgsl.

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> upstream: array<f32>;
@group(0) @binding(2) var<storage, read_write> grad: array<f32>;

@compute @workgroup_size(THREADS_X, THREADS_Y)
fn conv2d_weight_grad(group: Group, local: Local) {
    product(params.size, group, local);
}

/// Four taps: their channel's start, and their distance from a window's first row and column.
struct Columns {
    channel: vec4u,
    down: vec4i,
    right: vec4i,
    out: vec4u,
    inside: vec4<bool>,
}

fn columns_at(first: u32) -> Columns {
    let taps = kernel_taps();
    let at = first + FOUR;
    let c = divide4(at, taps);
    let tap = at - c * taps;
    let u = divide4(tap, params.kernel_width);
    let v = tap - u * params.kernel_width;
    return Columns(
        c * params.height * params.width,
        vec4i(u * params.dilation_height) - i32(params.top),
        vec4i(v * params.dilation_width) - i32(params.left),
        at,
        at < vec4u(params.size.columns),
    );
}

/// An outer step is a sample, the inner ones are pixels of the output.
fn steps(outer: u32) -> u32 {
    return params.out_height * params.out_width;
}

fn rows_at(row: u32, outer: u32) -> vec4u {
    return (outer * params.size.rows + row + FOUR) * params.out_height * params.out_width;
}

fn load_a(rows: vec4u, k: u32) -> vec4f {
    let at = rows + k;
    return vec4f(upstream[at.x], upstream[at.y], upstream[at.z], upstream[at.w]);
}

/// Four taps: their channel in a sample, and their distance from a window's first row and column.
struct Taps {
    channel: vec4u,
    down: vec4i,
    right: vec4i,
}

fn taps_at(columns: Columns, outer: u32) -> Taps {
    let start = outer * params.channels * params.height * params.width;
    return Taps(start + columns.channel, columns.down, columns.right);
}

fn load_b(taps: Taps, k: u32) -> vec4f {
    let i = divide(k, params.out_width);
    let j = k - i * params.out_width;
    let row = vec4u(taps.down + i32(i * params.stride_height));
    let column = vec4u(taps.right + i32(j * params.stride_width));
    let inside = (row < vec4u(params.height)) & (column < vec4u(params.width));
    let at = taps.channel + row * params.width + column;
    return select(vec4f(), vec4f(x[at.x], x[at.y], x[at.z], x[at.w]), inside);
}

fn store(columns: Columns, slice: u32, row: u32, sums: vec4f) {
    if row >= params.size.rows {
        return;
    }
    let start = (slice * params.size.rows + row) * params.size.columns;
    for (var lane = 0u; lane < 4u; lane++) {
        if columns.inside[lane] {
            grad[start + columns.out[lane]] = sums[lane];
        }
    }
}
