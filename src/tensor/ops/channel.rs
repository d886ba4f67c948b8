//! Joining, cutting and summing over channels: copies of whole planes.

use super::super::tensor::{View, ViewMut};
use super::lanes;

/// Input k fills its channels of the output, after those of inputs 0 … k − 1.
pub fn concat<'a>(count: usize, input: &dyn Fn(usize) -> View<'a>, out: ViewMut) {
    let row = out.shape.sample_len();
    let mut start = 0;
    for x in (0..count).map(input) {
        let len = x.shape.sample_len();
        let rows = out.data.chunks_exact_mut(row).zip(x.data.chunks_exact(len));
        for (to, from) in rows {
            to[start..start + len].copy_from_slice(from);
        }
        start += len;
    }
}

/// Channels `start …` of the input, as many as the output has.
pub fn slice(start: usize, x: View, out: ViewMut) {
    let skip = start * x.shape.h() * x.shape.w();
    let len = out.shape.sample_len();
    for (at, to) in out.data.chunks_exact_mut(len).enumerate() {
        to.copy_from_slice(&x.sample(at)[skip..skip + len]);
    }
}

/// y_c = Σ_{n,h,w} x_nchw
pub fn sum_channels(x: View, out: ViewMut) {
    let [n, c, h, w] = x.shape.0;
    let area = h * w;
    out.data.fill(0.0);
    for at in 0..n {
        let planes = x.sample(at).chunks_exact(area);
        for (plane, sum) in planes.zip(&mut out.data[..c]) {
            *sum += lanes::sum(plane);
        }
    }
}
