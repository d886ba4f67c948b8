// Put before kernels that count in one line.

override THREADS: u32 = 64u;

fn position(group: Group, local: Local) -> u32 {
    return group_number(group) * THREADS + local.at.x;
}
