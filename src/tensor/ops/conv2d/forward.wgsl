// Weight · patches: rows are output channels, columns are pixels of all samples, depth are taps.
// Twin of forward.rs; after gemm.wgsl, an engine and window.wgsl.

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(THREADS_X, THREADS_Y)
fn conv2d(group: Group, local: Local) {
    product(params.size, group, local);
}

/// Four pixels: where their windows begin, and where their results go in channel 0.
struct Columns {
    row: vec4i,
    column: vec4i,
    sample: vec4u,
    out: vec4u,
    inside: vec4<bool>,
}

fn columns_at(first: u32) -> Columns {
    let pixels = params.out_height * params.out_width;
    let at = first + FOUR;
    let n = divide4(at, pixels);
    let pixel = at - n * pixels;
    let i = divide4(pixel, params.out_width);
    let j = pixel - i * params.out_width;
    return Columns(
        vec4i(i * params.stride_height) - i32(params.top),
        vec4i(j * params.stride_width) - i32(params.left),
        n * params.channels * params.height * params.width,
        n * params.size.rows * pixels + pixel,
        at < vec4u(params.size.columns),
    );
}

/// An outer step is a tap, the inner ones are channels.
fn steps(outer: u32) -> u32 {
    return params.channels;
}

fn rows_at(row: u32, outer: u32) -> vec4u {
    let taps = kernel_taps();
    return (row + FOUR) * params.channels * taps + outer;
}

fn load_a(rows: vec4u, k: u32) -> vec4f {
    let at = rows + k * kernel_taps();
    return vec4f(weight[at.x], weight[at.y], weight[at.z], weight[at.w]);
}

/// What four pixels read in channel 0, if it is no padding.
struct Taps {
    at: vec4u,
    inside: vec4<bool>,
}

fn taps_at(columns: Columns, outer: u32) -> Taps {
    let tap = tap_at(outer);
    let row = vec4u(columns.row + i32(tap.x * params.dilation_height));
    let column = vec4u(columns.column + i32(tap.y * params.dilation_width));
    return Taps(
        columns.sample + row * params.width + column,
        (row < vec4u(params.height)) & (column < vec4u(params.width)),
    );
}

fn load_b(taps: Taps, k: u32) -> vec4f {
    let at = taps.at + k * params.height * params.width;
    return select(vec4f(), vec4f(x[at.x], x[at.y], x[at.z], x[at.w]), taps.inside);
}

fn store(columns: Columns, slice: u32, row: u32, sums: vec4f) {
    if row >= params.size.rows {
        return;
    }
    var numbers = sums;
    if params.has_bias != 0u {
        numbers += bias[row];
    }
    if params.relu != 0u {
        // In this order a NaN stays.
        numbers = select(numbers, vec4f(), numbers < vec4f());
    }
    let at = columns.out + row * params.out_height * params.out_width;
    for (var lane = 0u; lane < 4u; lane++) {
        if columns.inside[lane] {
            y[at[lane]] = numbers[lane];
        }
    }
}
