// Weightᵀ · upstream: rows are input channels, columns are pixels of the input, depth are taps of
// all output channels. Each pixel gathers what the windows over it send back.
// Twin of input_grad.rs; after gemm.wgsl and an engine.

struct Params {
    size: Product,
    out_channels: u32,
    height: u32,
    width: u32,
    out_height: u32,
    out_width: u32,
    kernel_height: u32,
    kernel_width: u32,
    stride_height: u32,
    stride_width: u32,
    top: u32,
    left: u32,
    dilation_height: u32,
    dilation_width: u32,
}

@group(0) @binding(0) var<storage, read> upstream: array<f32>;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> grad: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(THREADS_X, THREADS_Y)
fn conv2d_input_grad(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_id) local: vec3u,
) {
    product(params.size, group, groups, local);
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
        n * params.out_channels * params.out_height * params.out_width,
        n * params.size.rows * pixels + pixel,
        at < vec4u(params.size.columns),
    );
}

/// An outer step is a tap, the inner ones are output channels.
fn steps(outer: u32) -> u32 {
    return params.out_channels;
}

fn rows_at(row: u32, outer: u32) -> vec4u {
    return (row + FOUR) * params.kernel_height * params.kernel_width + outer;
}

fn load_a(rows: vec4u, k: u32) -> vec4f {
    let at = rows + k * params.size.rows * params.kernel_height * params.kernel_width;
    return vec4f(weight[at.x], weight[at.y], weight[at.z], weight[at.w]);
}

/// Which output reads four pixels with a tap, in channel 0, if any does.
struct Taps {
    at: vec4u,
    inside: vec4<bool>,
}

fn taps_at(columns: Columns, outer: u32) -> Taps {
    let u = divide(outer, params.kernel_width);
    let v = outer - u * params.kernel_width;
    // Negative numbers become large ones, which no row or column is.
    let down = vec4u(columns.row - i32(u * params.dilation_height));
    let right = vec4u(columns.column - i32(v * params.dilation_width));
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
