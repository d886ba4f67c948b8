// Matrix products, either operand read transposed, with an optional bias for each column.
// Twin of matmul.rs; after gemm.wgsl.

override TRANSPOSE_A: bool = false;
override TRANSPOSE_B: bool = false;

struct Params {
    size: Product,
    has_bias: u32,
    relu: u32,
}

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(THREADS_X, THREADS_Y)
fn matmul(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_id) local: vec3u,
) {
    product(params.size, group, groups, local);
}

struct Columns {
    at: vec4u,
    inside: vec4<bool>,
}

fn columns_at(first: u32) -> Columns {
    let at = first + vec4u(0u, 1u, 2u, 3u);
    return Columns(at, at < vec4u(params.size.columns));
}

fn load_a(row: u32, k: u32, end: u32) -> vec4f {
    let rows = row + vec4u(0u, 1u, 2u, 3u);
    let inside = (rows < vec4u(params.size.rows)) & vec4<bool>(k < end);
    var at = rows * params.size.depth + k;
    if TRANSPOSE_A {
        at = k * params.size.rows + rows;
    }
    at = select(vec4u(0u), at, inside);
    return select(vec4f(), vec4f(a[at.x], a[at.y], a[at.z], a[at.w]), inside);
}

fn load_b(columns: Columns, k: u32, end: u32) -> vec4f {
    let inside = columns.inside & vec4<bool>(k < end);
    var at = k * params.size.columns + columns.at;
    if TRANSPOSE_B {
        at = columns.at * params.size.depth + k;
    }
    at = select(vec4u(0u), at, inside);
    return select(vec4f(), vec4f(b[at.x], b[at.y], b[at.z], b[at.w]), inside);
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
