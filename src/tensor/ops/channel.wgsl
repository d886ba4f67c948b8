// Joining, cutting and summing over channels: copies of whole planes. Twin of channel.rs;
// after positions.wgsl.

struct Params {
    len: u32,
    /// Numbers in a sample of the part, in a sample of the whole, and before the part.
    part: u32,
    whole: u32,
    start: u32,
    value: f32,
}

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(0) var<storage, read_write> filled: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

/// One input of a concatenation: it fills its channels of the output.
@compute @workgroup_size(THREADS)
fn concat(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.len {
        let n = divide(at, params.part);
        y[n * params.whole + params.start + at - n * params.part] = x[at];
    }
}

@compute @workgroup_size(THREADS)
fn slice(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.len {
        let n = divide(at, params.part);
        y[at] = x[n * params.whole + params.start + at - n * params.part];
    }
}

@compute @workgroup_size(THREADS)
fn fill(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.len {
        filled[at] = params.value;
    }
}

var<workgroup> sums: array<f32, THREADS>;

/// y_c = Σ_{n,h,w} x_nchw, a group for each channel. `part` is a plane, `whole` a sample.
@compute @workgroup_size(THREADS)
fn sum_channels(group: Group, local: Local) {
    let c = group_number(group);
    if c * params.part >= params.whole {
        return;
    }
    var sum = 0.0;
    for (var at = local.at.x; at < params.len; at += THREADS) {
        let n = divide(at, params.part);
        sum += x[n * params.whole + c * params.part + at - n * params.part];
    }
    sums[local.at.x] = sum;
    for (var half = THREADS / 2u; half > 0u; half /= 2u) {
        workgroupBarrier();
        if local.at.x < half {
            sums[local.at.x] += sums[local.at.x + half];
        }
    }
    if local.at.x == 0u {
        y[c] = sums[0];
    }
}
