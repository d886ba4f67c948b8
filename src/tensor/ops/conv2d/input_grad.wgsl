// Weightᵀ · upstream: rows are input channels, columns are pixels of the input, depth are taps of
// all output channels. Each pixel gathers what the windows over it send back.
// Twin of input_grad.rs; after gemm.wgsl.

override KERNEL_HEIGHT: u32 = 1u;
override KERNEL_WIDTH: u32 = 1u;
override STRIDE_HEIGHT: u32 = 1u;
override STRIDE_WIDTH: u32 = 1u;

struct Params {
    size: Product,
    out_channels: u32,
    height: u32,
    width: u32,
    out_height: u32,
    out_width: u32,
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
    let at = first + vec4u(0u, 1u, 2u, 3u);
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

fn load_a(row: u32, k: u32, end: u32) -> vec4f {
    let taps = KERNEL_HEIGHT * KERNEL_WIDTH;
    let o = divide(k, taps);
    let rows = row + vec4u(0u, 1u, 2u, 3u);
    let inside = (rows < vec4u(params.size.rows)) & vec4<bool>(k < end);
    let at = select(vec4u(0u), (o * params.size.rows + rows) * taps + k - o * taps, inside);
    return select(vec4f(), vec4f(weight[at.x], weight[at.y], weight[at.z], weight[at.w]), inside);
}

fn load_b(columns: Columns, k: u32, end: u32) -> vec4f {
    let taps = KERNEL_HEIGHT * KERNEL_WIDTH;
    let o = divide(k, taps);
    let tap = k - o * taps;
    let u = divide(tap, KERNEL_WIDTH);
    let v = tap - u * KERNEL_WIDTH;
    // Negative numbers become large ones, which no row or column is.
    let down = vec4u(columns.row - i32(u * params.dilation_height));
    let right = vec4u(columns.column - i32(v * params.dilation_width));
    let i = down / STRIDE_HEIGHT;
    let j = right / STRIDE_WIDTH;
    let inside = (i < vec4u(params.out_height)) & (j < vec4u(params.out_width))
        & (i * STRIDE_HEIGHT == down) & (j * STRIDE_WIDTH == right)
        & columns.inside & vec4<bool>(k < end);
    let start = columns.sample + o * params.out_height * params.out_width;
    let at = select(vec4u(0u), start + i * params.out_width + j, inside);
    return select(
        vec4f(),
        vec4f(upstream[at.x], upstream[at.y], upstream[at.z], upstream[at.w]),
        inside,
    );
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
