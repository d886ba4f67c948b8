// Max and average pooling, each channel on its own. Twin of pool.rs; after positions.wgsl.
// Gradients gather: every input asks the windows over it, so that nothing is added to twice at once.

struct Params {
    /// Numbers that the entry writes.
    len: u32,
    height: u32,
    width: u32,
    out_height: u32,
    out_width: u32,
    kernel_height: u32,
    kernel_width: u32,
    stride_height: u32,
    stride_width: u32,
    top: u32,
    left: u32,
    dilation_height: u32,
    dilation_width: u32,
    count_include_pad: u32,
    /// The maximum of nothing: −∞, which no shader may spell.
    nothing: f32,
}

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(1) var<storage, read_write> winners: array<u32>;
@group(0) @binding(0) var<storage, read> upstream: array<f32>;
@group(0) @binding(1) var<storage, read> won: array<u32>;
@group(0) @binding(1) var<storage, read> given: array<f32>;
@group(0) @binding(2) var<storage, read_write> grad: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

const NOBODY = 0xffffffffu;

/// Plane, row and column of a number.
struct Place {
    plane: u32,
    row: u32,
    column: u32,
}

fn place_in(at: u32, height: u32, width: u32) -> Place {
    let line = divide(at, width);
    let plane = divide(line, height);
    return Place(plane, line - plane * height, at - line * width);
}

/// Where the first largest number under a window stands.
fn winner(at: u32) -> u32 {
    let place = place_in(at, params.out_height, params.out_width);
    let plane = place.plane * params.height * params.width;
    var best = NOBODY;
    var largest = 0.0;
    for (var u = 0u; u < params.kernel_height; u++) {
        let row = place.row * params.stride_height + u * params.dilation_height - params.top;
        if row >= params.height {
            continue;
        }
        for (var v = 0u; v < params.kernel_width; v++) {
            let column = place.column * params.stride_width + v * params.dilation_width
                - params.left;
            if column >= params.width {
                continue;
            }
            let here = plane + row * params.width + column;
            let number = x[here];
            if best == NOBODY || number > largest {
                best = here;
                largest = number;
            }
        }
    }
    return best;
}

@compute @workgroup_size(THREADS)
fn max_pool2d(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.len {
        let best = winner(at);
        if best == NOBODY {
            y[at] = params.nothing;
        } else {
            y[at] = x[best];
        }
    }
}

/// The first half of max pooling's gradient: who won, for every output.
@compute @workgroup_size(THREADS)
fn max_pool2d_winners(group: Group, local: Local) {
    let at = position(group, local);
    if at < params.len {
        winners[at] = winner(at);
    }
}

/// The first window over a row of the padded input, and the one after the last.
fn windows_over(row: u32, extent: u32, stride: u32, count: u32) -> vec2u {
    var first = 0u;
    if row >= extent {
        first = divide(row - extent, stride) + 1u;
    }
    return vec2u(first, min(divide(row, stride) + 1u, count));
}

/// Windows over an input: rows, then columns.
fn windows_at(place: Place) -> vec4u {
    let height = (params.kernel_height - 1u) * params.dilation_height + 1u;
    let width = (params.kernel_width - 1u) * params.dilation_width + 1u;
    return vec4u(
        windows_over(place.row + params.top, height, params.stride_height, params.out_height),
        windows_over(place.column + params.left, width, params.stride_width, params.out_width),
    );
}

/// The second half: each input adds up what the windows give that it won.
@compute @workgroup_size(THREADS)
fn max_pool2d_grad(group: Group, local: Local) {
    let at = position(group, local);
    if at >= params.len {
        return;
    }
    let place = place_in(at, params.height, params.width);
    let windows = windows_at(place);
    var sum = 0.0;
    for (var i = windows.x; i < windows.y; i++) {
        let line = (place.plane * params.out_height + i) * params.out_width;
        for (var j = windows.z; j < windows.w; j++) {
            if won[line + j] == at {
                sum += upstream[line + j];
            }
        }
    }
    grad[at] = sum;
}

/// All of max pooling's gradient where windows lie side by side and leave nothing over: each writes
/// what is under it.
@compute @workgroup_size(THREADS)
fn max_pool2d_grad_apart(group: Group, local: Local) {
    let at = position(group, local);
    if at >= params.len {
        return;
    }
    let best = winner(at);
    let share = given[at];
    let place = place_in(at, params.out_height, params.out_width);
    let plane = place.plane * params.height * params.width;
    for (var u = 0u; u < params.kernel_height; u++) {
        let row = place.row * params.stride_height + u;
        for (var v = 0u; v < params.kernel_width; v++) {
            let here = plane + row * params.width + place.column * params.stride_width + v;
            grad[here] = select(0.0, share, here == best);
        }
    }
}

/// By how much the sum under a window is divided.
fn divisor(i: u32, j: u32) -> f32 {
    if params.count_include_pad != 0u {
        return f32(params.kernel_height * params.kernel_width);
    }
    var rows = 0u;
    for (var u = 0u; u < params.kernel_height; u++) {
        let row = i * params.stride_height + u * params.dilation_height - params.top;
        rows += select(0u, 1u, row < params.height);
    }
    var columns = 0u;
    for (var v = 0u; v < params.kernel_width; v++) {
        let column = j * params.stride_width + v * params.dilation_width - params.left;
        columns += select(0u, 1u, column < params.width);
    }
    return f32(rows * columns);
}

@compute @workgroup_size(THREADS)
fn avg_pool2d(group: Group, local: Local) {
    let at = position(group, local);
    if at >= params.len {
        return;
    }
    let place = place_in(at, params.out_height, params.out_width);
    let plane = place.plane * params.height * params.width;
    var sum = 0.0;
    for (var u = 0u; u < params.kernel_height; u++) {
        let row = place.row * params.stride_height + u * params.dilation_height - params.top;
        if row >= params.height {
            continue;
        }
        for (var v = 0u; v < params.kernel_width; v++) {
            let column = place.column * params.stride_width + v * params.dilation_width
                - params.left;
            if column < params.width {
                sum += x[plane + row * params.width + column];
            }
        }
    }
    y[at] = sum / divisor(place.row, place.column);
}

@compute @workgroup_size(THREADS)
fn avg_pool2d_grad(group: Group, local: Local) {
    let at = position(group, local);
    if at >= params.len {
        return;
    }
    let place = place_in(at, params.height, params.width);
    let windows = windows_at(place);
    var sum = 0.0;
    for (var i = windows.x; i < windows.y; i++) {
        // A dilated window steps over what lies between its taps.
        let down = place.row + params.top - i * params.stride_height;
        if down % params.dilation_height != 0u {
            continue;
        }
        let line = (place.plane * params.out_height + i) * params.out_width;
        for (var j = windows.z; j < windows.w; j++) {
            let right = place.column + params.left - j * params.stride_width;
            if right % params.dilation_width == 0u {
                sum += upstream[line + j] / divisor(i, j);
            }
        }
    }
    y[at] = sum;
}
