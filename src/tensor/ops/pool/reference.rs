//! The readable loops of both poolings and their gradients.
//! What is fast is left to `maximum` and `average`.

use super::super::super::shape::Window;
use super::super::super::tensor::{View, ViewMut};
use super::super::taps::Taps;
use super::for_each_plane;

/// y_ij = max over u, v of x at row s·i + d·u − p, column likewise.
pub fn max_pool2d(window: Window, x: View, mut out: ViewMut) {
    let taps = Taps::new(window, x.shape, out.shape);
    for_each_plane(out.shape, |n, c| {
        let x = x.plane(n, c);
        let columns = out.shape.w();
        for (at, y) in out.plane(n, c).iter_mut().enumerate() {
            *y = match winner(&taps, x, at / columns, at % columns) {
                Some(at) => x[at],
                None => f32::NEG_INFINITY,
            };
        }
    });
}

/// Each u_ij goes to the first largest x in its window; overlapping windows add up.
pub fn max_pool2d_grad(window: Window, x: View, upstream: View, mut out: ViewMut) {
    let taps = Taps::new(window, x.shape, upstream.shape);
    out.data.fill(0.0);
    for_each_plane(out.shape, |n, c| {
        let (x, grad) = (x.plane(n, c), out.plane(n, c));
        let columns = upstream.shape.w();
        for (at, up) in upstream.plane(n, c).iter().enumerate() {
            if let Some(at) = winner(&taps, x, at / columns, at % columns) {
                grad[at] += up;
            }
        }
    });
}

/// y_ij = Σ over u, v of x / number of taps.
pub fn avg_pool2d(window: Window, count_include_pad: bool, x: View, mut out: ViewMut) {
    let taps = Taps::new(window, x.shape, out.shape);
    for_each_plane(out.shape, |n, c| {
        let x = x.plane(n, c);
        let columns = out.shape.w();
        for (at, y) in out.plane(n, c).iter_mut().enumerate() {
            let [i, j] = [at / columns, at % columns];
            let sum: f32 = taps.at(i, j).map(|at| x[at]).sum();
            *y = sum / divisor(&taps, count_include_pad, i, j);
        }
    });
}

/// Each u_ij / number of taps goes to every x in its window.
pub fn avg_pool2d_grad(window: Window, count_include_pad: bool, upstream: View, mut out: ViewMut) {
    let taps = Taps::new(window, out.shape, upstream.shape);
    out.data.fill(0.0);
    for_each_plane(out.shape, |n, c| {
        let grad = out.plane(n, c);
        let columns = upstream.shape.w();
        for (at, up) in upstream.plane(n, c).iter().enumerate() {
            let [i, j] = [at / columns, at % columns];
            let share = up / divisor(&taps, count_include_pad, i, j);
            taps.at(i, j).for_each(|at| grad[at] += share);
        }
    });
}

fn divisor(taps: &Taps, count_include_pad: bool, i: usize, j: usize) -> f32 {
    let count = if count_include_pad {
        taps.window.kernel[0] * taps.window.kernel[1]
    } else {
        taps.at(i, j).count()
    };
    count as f32
}

/// Position of the first largest number in the window of output (i, j).
fn winner(taps: &Taps, x: &[f32], i: usize, j: usize) -> Option<usize> {
    let later_if_larger = |best: usize, at: usize| if x[at] > x[best] { at } else { best };
    taps.at(i, j).reduce(later_if_larger)
}
