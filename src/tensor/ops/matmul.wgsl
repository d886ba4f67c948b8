// Matrix products, either operand read transposed, with an optional bias for each column.
// Twin of matmul.rs; after gemm.wgsl and an engine.

struct Params {
    size: Product,
    depth: u32,
    /// Inner steps of an outer one.
    chunk: u32,
    /// From one row of A, or column of B, to the next, and from one step to the next.
    row: u32,
    row_step: u32,
    column: u32,
    column_step: u32,
    has_bias: u32,
    relu: u32,
}

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(THREADS_X, THREADS_Y)
fn matmul(group: Group, local: Local) {
    product(params.size, group, local);
}

struct Columns {
    at: vec4u,
    inside: vec4<bool>,
}

fn columns_at(first: u32) -> Columns {
    let at = first + FOUR;
    return Columns(at, at < vec4u(params.size.columns));
}

fn steps(outer: u32) -> u32 {
    return min(params.chunk, params.depth - outer * params.chunk);
}

fn rows_at(row: u32, outer: u32) -> vec4u {
    return (row + FOUR) * params.row + outer * params.chunk * params.row_step;
}

fn load_a(rows: vec4u, k: u32) -> vec4f {
    let at = rows + k * params.row_step;
    return vec4f(a[at.x], a[at.y], a[at.z], a[at.w]);
}

struct Taps {
    at: vec4u,
}

fn taps_at(columns: Columns, outer: u32) -> Taps {
    return Taps(columns.at * params.column + outer * params.chunk * params.column_step);
}

fn load_b(taps: Taps, k: u32) -> vec4f {
    let at = taps.at + k * params.column_step;
    return vec4f(b[at.x], b[at.y], b[at.z], b[at.w]);
}

fn store(columns: Columns, slice: u32, row: u32, sums: vec4f) {
    if row >= params.size.rows {
        return;
    }
    let start = (slice * params.size.rows + row) * params.size.columns;
    for (var lane = 0u; lane < 4u; lane++) {
        if columns.inside[lane] {
            var number = sums[lane];
            if params.has_bias != 0u {
                number += bias[columns.at[lane]];
            }
            if params.relu != 0u {
                // In this order a NaN stays.
                number = select(number, 0.0, number < 0.0);
            }
            y[start + columns.at[lane]] = number;
        }
    }
}
