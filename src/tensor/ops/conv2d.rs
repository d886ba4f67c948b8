//! Cross-correlation over height and width, and its two gradients: formulas and readable loops.
//! The fast kernels stand in `conv2d/`, one file each.

pub mod forward;
pub mod input_grad;
pub mod weight_grad;
mod winograd;

use super::super::shape::Window;
use super::super::tensor::{View, ViewMut};

/// One sum, read three ways.
pub mod reference {
    use super::super::super::shape::Shape;
    use super::super::taps::Taps;
    use super::{View, ViewMut, Window};

    /// y_noij = bias_o + Σ_{c,u,v} x_{n, c, s·i + d·u − p, s·j + d·v − p} · weight_ocuv,
    /// where x is 0 outside.
    pub fn conv2d(window: Window, x: View, weight: View, bias: Option<View>, mut out: ViewMut) {
        for n in 0..out.shape.n() {
            for o in 0..out.shape.c() {
                out.plane(n, o).fill(bias.map_or(0.0, |bias| bias.data[o]));
            }
        }
        for_each_term(window, x.shape, out.shape, |x_at, w_at, y_at| {
            out.data[y_at] += x.data[x_at] * weight.data[w_at];
        });
    }

    /// Each x gets upstream · weight from every y that reads it.
    pub fn conv2d_input_grad(window: Window, upstream: View, weight: View, out: ViewMut) {
        out.data.fill(0.0);
        for_each_term(window, out.shape, upstream.shape, |x_at, w_at, y_at| {
            out.data[x_at] += upstream.data[y_at] * weight.data[w_at];
        });
    }

    /// Each weight gets upstream · x from every y that it serves.
    pub fn conv2d_weight_grad(window: Window, x: View, upstream: View, out: ViewMut) {
        out.data.fill(0.0);
        for_each_term(window, x.shape, upstream.shape, |x_at, w_at, y_at| {
            out.data[w_at] += upstream.data[y_at] * x.data[x_at];
        });
    }

    /// Positions in x, weight and y of every product of the sum.
    fn for_each_term(window: Window, x: Shape, y: Shape, mut f: impl FnMut(usize, usize, usize)) {
        let taps = Taps::new(window, x, y);
        let (area, kernel) = (x.h() * x.w(), window.kernel[0] * window.kernel[1]);
        let [samples, outs, rows, columns] = y.0;
        let mut y_at = 0;
        for n in 0..samples {
            for o in 0..outs {
                for ij in 0..rows * columns {
                    for c in 0..x.c() {
                        for (uv, at) in taps.indexed(ij / columns, ij % columns) {
                            f(
                                (n * x.c() + c) * area + at,
                                (o * x.c() + c) * kernel + uv,
                                y_at,
                            );
                        }
                    }
                    y_at += 1;
                }
            }
        }
    }
}
