// Dropout: a mask that depends on nothing but the clock, the salt of the layer and the position.
// The same integers as in dropout.rs, so the same mask; after positions.wgsl.

struct Params {
    quads: u32,
    sample_len: u32,
    salt: u32,
    p: f32,
    scale: f32,
}

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read> clock: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(0) var<storage, read> clock_in_place: array<f32>;
@group(0) @binding(1) var<storage, read_write> numbers: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(THREADS)
fn dropout(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.quads {
        let now = vec4f(clock[0], clock[1], clock[2], clock[3]);
        y[at] = masked(x[at], at, now);
    }
}

@compute @workgroup_size(THREADS)
fn dropout_in_place(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.quads {
        let now = vec4f(clock_in_place[0], clock_in_place[1], clock_in_place[2], clock_in_place[3]);
        numbers[at] = masked(numbers[at], at, now);
    }
}

/// The clock's last number is how many samples of the batch come before this slice of it.
fn masked(numbers: vec4f, quad: u32, now: vec4f) -> vec4f {
    let first = quad * 4u + u32(now.w) * params.sample_len;
    let key = mix_bits(mix_bits(mix_bits(0x9e3779b9u ^ u32(now.x)) ^ u32(now.z)) ^ params.salt);
    let random = vec4u(
        mix_bits(first + key),
        mix_bits(first + 1u + key),
        mix_bits(first + 2u + key),
        mix_bits(first + 3u + key),
    );
    let unit = vec4f(random >> vec4u(8u)) / 16777216.0;
    return select(vec4f(), numbers * params.scale, unit >= vec4f(params.p));
}

/// Wellons' lowbias32.
fn mix_bits(word: u32) -> u32 {
    var x = (word ^ (word >> 16u)) * 0x7feb352du;
    x = (x ^ (x >> 15u)) * 0x846ca68bu;
    return x ^ (x >> 16u);
}
