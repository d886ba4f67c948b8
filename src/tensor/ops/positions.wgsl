// Where an invocation of a one-dimensional kernel stands. Put before kernels that count in one line.

override THREADS: u32 = 64u;

/// Dispatches are folded to two dimensions: 65535 groups is the end of one.
fn position(group: vec3u, groups: vec3u, local: vec3u) -> u32 {
    return (group.y * groups.x + group.x) * THREADS + local.x;
}

/// ⌊a / b⌋ for a < 2³¹: GPUs divide integers slowly, and a guess by f32 is off by one at most.
fn divide(a: u32, b: u32) -> u32 {
    let guess = u32(f32(a) / f32(b));
    let rest = i32(a - guess * b);
    return guess + select(0u, 1u, rest >= i32(b)) - select(0u, 1u, rest < 0);
}
