// Softmax, cross-entropy and the count of right answers. Labels are class indices as numbers.
// Twin of loss.rs; after positions.wgsl.

struct Params {
    samples: u32,
    classes: u32,
    /// Numbers in a plane: softmax knows pictures.
    area: u32,
}

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<f32>;
@group(0) @binding(2) var<storage, read_write> result: array<f32>;
@group(0) @binding(2) var<storage, read> upstream: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

/// Over channels, for each sample and pixel: y_c = e^(x_c − max) / Σ_k e^(x_k − max).
@compute @workgroup_size(THREADS)
fn softmax(group: Group, local: Local) {
    let at = position(group, local);
    if at >= params.samples * params.area {
        return;
    }
    let first = row_start(at);
    let scale = largest_and_sum(first);
    for (var k = 0u; k < params.classes; k++) {
        let place = first + k * params.area;
        y[place] = exp(x[place] - scale.x) / scale.y;
    }
}

/// ∂x_c = y_c · (u_c − Σ_k u_k·y_k), where `x` is what softmax gave and `labels` the upstream.
@compute @workgroup_size(THREADS)
fn softmax_grad(group: Group, local: Local) {
    let at = position(group, local);
    if at >= params.samples * params.area {
        return;
    }
    let first = row_start(at);
    var dot = 0.0;
    for (var k = 0u; k < params.classes; k++) {
        dot += x[first + k * params.area] * labels[first + k * params.area];
    }
    for (var k = 0u; k < params.classes; k++) {
        let place = first + k * params.area;
        result[place] = x[place] * (labels[place] - dot);
    }
}

/// u/N · (softmax(x)_nc − [c = target(n)])
@compute @workgroup_size(THREADS)
fn cross_entropy_grad(group: Group, local: Local) {
    let n = position(group, local);
    if n >= params.samples {
        return;
    }
    let first = row_start(n);
    let scale = largest_and_sum(first);
    let share = upstream[0] / f32(params.samples);
    let right = u32(labels[n]);
    for (var k = 0u; k < params.classes; k++) {
        let softmax = exp(x[first + k] - scale.x) / scale.y * share;
        grad[first + k] = softmax - select(0.0, share, k == right);
    }
}

var<workgroup> sums: array<f32, THREADS>;

/// Mean over n of ln Σ_k e^(x_nk) − x_n,target(n): one group.
@compute @workgroup_size(THREADS)
fn cross_entropy(local: Local) {
    var sum = 0.0;
    for (var n = local.at.x; n < params.samples; n += THREADS) {
        let first = row_start(n);
        let scale = largest_and_sum(first);
        sum += scale.x + log(scale.y) - x[first + u32(labels[n])];
    }
    sums[local.at.x] = sum;
    add_up(local.at.x);
    if local.at.x == 0u {
        result[0] = sums[0] / f32(params.samples);
    }
}

/// Samples whose first largest logit stands at the target: one group.
@compute @workgroup_size(THREADS)
fn correct(local: Local) {
    var count = 0.0;
    for (var n = local.at.x; n < params.samples; n += THREADS) {
        let first = row_start(n);
        let right = u32(labels[n]);
        let answer = x[first + right];
        var wins = true;
        for (var k = 0u; k < params.classes; k++) {
            let other = x[first + k];
            wins = wins && (other < answer || (k >= right && other == answer));
        }
        count += select(0.0, 1.0, wins);
    }
    sums[local.at.x] = count;
    add_up(local.at.x);
    if local.at.x == 0u {
        result[0] = sums[0];
    }
}

fn add_up(thread: u32) {
    for (var half = THREADS / 2u; half > 0u; half /= 2u) {
        workgroupBarrier();
        if thread < half {
            sums[thread] += sums[thread + half];
        }
    }
    workgroupBarrier();
}

/// Where the numbers of one sample and pixel begin; they lie a plane apart.
fn row_start(at: u32) -> u32 {
    let n = divide(at, params.area);
    return n * params.classes * params.area + at - n * params.area;
}

fn largest_and_sum(first: u32) -> vec2f {
    var largest = x[first];
    for (var k = 1u; k < params.classes; k++) {
        largest = max(largest, x[first + k * params.area]);
    }
    var sum = 0.0;
    for (var k = 0u; k < params.classes; k++) {
        sum += exp(x[first + k * params.area] - largest);
    }
    return vec2f(largest, sum);
}
