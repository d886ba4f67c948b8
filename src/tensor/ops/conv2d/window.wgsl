// What the convolution and its two gradients share. Put before them.

struct Params {
    size: Product,
    /// Of what the inner steps run over: the input's; for the gradient of the input the output's.
    channels: u32,
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
    has_bias: u32,
    relu: u32,
}

@group(1) @binding(0) var<uniform> params: Params;

/// Kernel positions of a channel.
fn kernel_taps() -> u32 {
    return params.kernel_height * params.kernel_width;
}

/// Row and column of a kernel position.
fn tap_at(tap: u32) -> vec2u {
    let u = divide(tap, params.kernel_width);
    return vec2u(u, tap - u * params.kernel_width);
}
