//! Launches of pooling.

use super::super::super::shape::{Shape, Window};
use super::{Access, Bound, Launch, Source, line, reads, words};

/// An invocation for each of `len` numbers that are written.
fn pool(
    entry: &'static str,
    operands: (&'static [Access], Vec<Bound>),
    (window, count_include_pad): (Window, bool),
    [x, y]: [Shape; 2],
    len: usize,
) -> Launch {
    let mut params = words(&[
        len,
        x.h(),
        x.w(),
        y.h(),
        y.w(),
        window.kernel[0],
        window.kernel[1],
        window.stride[0],
        window.stride[1],
        window.padding.top,
        window.padding.left,
        window.dilation[0],
        window.dilation[1],
        usize::from(count_include_pad),
    ]);
    params.push(f32::NEG_INFINITY.to_bits());
    line(Source::Pool, entry, operands, params, len)
}

pub fn max_pool2d(window: Window, x: Shape, out: Shape) -> Launch {
    pool("max_pool2d", reads(1), (window, false), [x, out], out.len())
}

/// First who won under each window, then what each input gets; both at once where windows lie apart.
pub fn max_pool2d_grad(window: Window, x: &[Shape]) -> Vec<Launch> {
    let shapes = [x[0], x[1]];
    if is_apart(window, x[0]) {
        let window = (window, false);
        let operands = reads(2);
        return vec![pool(
            "max_pool2d_grad_apart",
            operands,
            window,
            shapes,
            x[1].len(),
        )];
    }
    let winners = Bound::Scratch(x[1].len());
    let find = (reads(1).0, vec![Bound::Input(0), winners]);
    let gather = (reads(2).0, vec![Bound::Input(1), winners, Bound::Output]);
    let window = (window, false);
    vec![
        pool("max_pool2d_winners", find, window, shapes, x[1].len()),
        pool("max_pool2d_grad", gather, window, shapes, x[0].len()),
    ]
}

/// Whether every number of the input lies under one window.
fn is_apart(window: Window, x: Shape) -> bool {
    let [height, width] = window.kernel;
    let whole = x.h().is_multiple_of(height) && x.w().is_multiple_of(width);
    window == Window::square(height).stride(height) && whole
}

pub fn avg_pool2d(window: Window, count_include_pad: bool, x: Shape, out: Shape) -> Launch {
    let window = (window, count_include_pad);
    pool("avg_pool2d", reads(1), window, [x, out], out.len())
}

pub fn avg_pool2d_grad(window: Window, count_include_pad: bool, up: Shape, out: Shape) -> Launch {
    let window = (window, count_include_pad);
    pool("avg_pool2d_grad", reads(1), window, [out, up], out.len())
}
