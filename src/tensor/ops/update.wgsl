// SGD, momentum and Adam in PyTorch's formulas, in place on a parameter and its state, in fours.
// Twin of update.rs; after positions.wgsl.

struct Params {
    quads: u32,
    momentum: f32,
    beta1: f32,
    beta2: f32,
    rest1: f32,
    rest2: f32,
    /// ln β, rounded from double.
    ln_beta1: f32,
    ln_beta2: f32,
    eps: f32,
}

@group(0) @binding(0) var<storage, read_write> param: array<vec4f>;
@group(0) @binding(1) var<storage, read> grad: array<vec4f>;
@group(0) @binding(2) var<storage, read> clock: array<f32>;
@group(0) @binding(3) var<storage, read_write> first: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> second: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(THREADS)
fn sgd(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.quads {
        param[at] -= clock[1] * grad[at];
    }
}

@compute @workgroup_size(THREADS)
fn with_momentum(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.quads {
        let velocity = params.momentum * first[at] + grad[at];
        first[at] = velocity;
        param[at] -= clock[1] * velocity;
    }
}

@compute @workgroup_size(THREADS)
fn adam(group: Group, local: Local) {
    let at = position(group, local);
    if at >= params.quads {
        return;
    }
    let step = clock[0] + 1.0;
    let step_size = clock[1] / one_minus_exp(step * params.ln_beta1);
    let root_correction = sqrt(one_minus_exp(step * params.ln_beta2));
    let g = grad[at];
    let m = params.beta1 * first[at] + params.rest1 * g;
    let v = params.beta2 * second[at] + params.rest2 * (g * g);
    first[at] = m;
    second[at] = v;
    param[at] -= step_size * (m / (sqrt(v) / root_correction + params.eps));
}

/// 1 − e^x for x < 0; near 0, where that cancels, by the series of e^x.
fn one_minus_exp(x: f32) -> f32 {
    if x < -0.5 {
        return 1.0 - exp(x);
    }
    var series = 1.0;
    for (var k = 9.0; k > 1.0; k -= 1.0) {
        series = 1.0 + series * x / k;
    }
    return -x * series;
}
