// Where an invocation stands, and a division. Put before all kernels.

/// Apart from what differs within a group, or no barrier would be allowed behind it.
struct Group {
    @builtin(workgroup_id) at: vec3u,
    @builtin(num_workgroups) count: vec3u,
}

struct Local {
    @builtin(local_invocation_id) at: vec3u,
}

/// Dispatches are folded to two dimensions: 65535 groups is the end of one.
fn group_number(group: Group) -> u32 {
    return group.at.y * group.count.x + group.at.x;
}

/// ⌊a / b⌋ for a < 2³¹ where the result is below 2²², and something large for a above: GPUs divide
/// integers slowly, and a guess by f32 is off by one at most.
fn divide(a: u32, b: u32) -> u32 {
    let guess = u32(f32(a) / f32(b));
    let rest = i32(a - guess * b);
    return guess + select(0u, 1u, rest >= i32(b)) - select(0u, 1u, rest < 0);
}
