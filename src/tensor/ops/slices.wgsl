// Adds up what the slices of a product's depth have summed apart. After positions.wgsl.

struct Params {
    len: u32,
    slices: u32,
}

@group(0) @binding(0) var<storage, read> parts: array<f32>;
@group(0) @binding(1) var<storage, read_write> sum: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(THREADS)
fn add_slices(group: Group, local: Local) {
    let at = position(group, local);
    if at >= params.len {
        return;
    }
    var total = 0.0;
    for (var slice = 0u; slice < params.slices; slice++) {
        total += parts[slice * params.len + at];
    }
    sum[at] = total;
}
