// Weightᵀ · upstream: rows are input channels, columns are pixels of the input, depth are taps of
// all output channels. Each pixel gathers what the windows over it send back.
// Twin of input_grad.rs; after gemm.wgsl, an engine and window.wgsl.

@group(0) @binding(0) var<storage, read> upstream: array<f32>;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> grad: array<f32>;

@compute @workgroup_size(THREADS_X, THREADS_Y)
fn conv2d_input_grad(group: Group, local: Local) {
    product(params.size, group, local);
}

/// Four pixels of the padded input, and where they stand in channel 0.
struct Columns {
    row: vec4i,
    column: vec4i,
    sample: vec4u,
    out: vec4u,
    inside: vec4<bool>,
}

fn columns_at(first: u32) -> Columns {
    let pixels = params.height * params.width;
    let at = first + FOUR;
    let n = divide4(at, pixels);
    let pixel = at - n * pixels;
    let row = divide4(pixel, params.width);
    let column = pixel - row * params.width;
    return Columns(
        vec4i(row + params.top),
        vec4i(column + params.left),
        n * params.channels * params.out_height * params.out_width,
        n * params.size.rows * pixels + pixel,
        at < vec4u(params.size.columns),
    );
}

/// An outer step is a tap, the inner ones are output channels.
fn steps(outer: u32) -> u32 {
    return params.channels;
}

fn rows_at(row: u32, outer: u32) -> vec4u {
    return (row + FOUR) * kernel_taps() + outer;
}

fn load_a(rows: vec4u, k: u32) -> vec4f {
    let at = rows + k * params.size.rows * kernel_taps();
    return vec4f(weight[at.x], weight[at.y], weight[at.z], weight[at.w]);
}

/// Which output reads four pixels with a tap, in channel 0, if any does.
struct Taps {
    at: vec4u,
    inside: vec4<bool>,
}

fn taps_at(columns: Columns, outer: u32) -> Taps {
    let tap = tap_at(outer);
    // Negative numbers become large ones, which no row or column is.
    let down = vec4u(columns.row - i32(tap.x * params.dilation_height));
    let right = vec4u(columns.column - i32(tap.y * params.dilation_width));
    var i = down;
    var j = right;
    if params.stride_height > 1u {
        i = divide4(down, params.stride_height);
    }
    if params.stride_width > 1u {
        j = divide4(right, params.stride_width);
    }
    return Taps(
        columns.sample + i * params.out_width + j,
        (i < vec4u(params.out_height)) & (j < vec4u(params.out_width))
            & (i * params.stride_height == down) & (j * params.stride_width == right),
    );
}

fn load_b(taps: Taps, k: u32) -> vec4f {
    let at = taps.at + k * params.out_height * params.out_width;
    let numbers = vec4f(upstream[at.x], upstream[at.y], upstream[at.z], upstream[at.w]);
    return select(vec4f(), numbers, taps.inside);
}

fn store(columns: Columns, slice: u32, row: u32, sums: vec4f) {
    if row >= params.size.rows {
        return;
    }
    let at = columns.out + row * params.height * params.width;
    for (var lane = 0u; lane < 4u; lane++) {
        if columns.inside[lane] {
            grad[at[lane]] = sums[lane];
        }
    }
}
