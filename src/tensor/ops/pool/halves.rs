//! Max pooling and its gradient for windows of 2×2 side by side: no two windows share a number, so that
//! four of them are read and written at once, where they stand. Other windows are left to `maximum`.

use super::super::super::shape::Window;
use super::super::super::simd::F32x4;
use super::super::super::tensor::{View, ViewMut};
use super::super::lanes;
use super::for_each_plane;

pub const WINDOW: Window = Window::square(2).stride(2);

pub fn max_pool2d(x: View, mut out: ViewMut) {
    let (width, columns) = (x.shape.w(), out.shape.w());
    for_each_plane(x.shape, |n, c| {
        let x = x.plane(n, c).chunks_exact(2 * width);
        for (y, x) in out.plane(n, c).chunks_exact_mut(columns).zip(x) {
            row(x.split_at(width), y);
        }
    });
}

/// One row of windows.
#[inline(always)]
fn row((top, bottom): (&[f32], &[f32]), y: &mut [f32]) {
    let (tops, top_tail) = top.as_chunks::<8>();
    let (bottoms, bottom_tail) = bottom.as_chunks::<8>();
    let (ys, y_tail) = y.as_chunks_mut::<4>();
    for (y, (top, bottom)) in ys.iter_mut().zip(tops.iter().zip(bottoms)) {
        let [top, bottom] = [top, bottom].map(|x| lanes::load_pairs(x));
        largest(top, bottom).store(y);
    }
    if !y_tail.is_empty() {
        let [top, bottom] = [top_tail, bottom_tail].map(lanes::load_pairs);
        lanes::unpad(largest(top, bottom), y_tail);
    }
}

#[inline(always)]
fn largest([a, b]: [F32x4; 2], [c, d]: [F32x4; 2]) -> F32x4 {
    a.max(b).max(c).max(d)
}

pub fn max_pool2d_grad(x: View, upstream: View, mut out: ViewMut) {
    let (width, columns) = (x.shape.w(), upstream.shape.w());
    if x.shape.h() % 2 + width % 2 > 0 {
        // Nobody reads the last row or column.
        out.data.fill(0.0);
    }
    for_each_plane(x.shape, |n, c| {
        let up = upstream.plane(n, c).chunks_exact(columns);
        let x = x.plane(n, c).chunks_exact(2 * width);
        let grad = out.plane(n, c).chunks_exact_mut(2 * width);
        for (up, (x, grad)) in up.zip(x.zip(grad)) {
            let (grad_top, grad_bottom) = grad.split_at_mut(width);
            row_grad(up, x.split_at(width), [grad_top, grad_bottom]);
        }
    });
}

/// One row of windows.
#[inline(always)]
fn row_grad(up: &[f32], (top, bottom): (&[f32], &[f32]), [grad_top, grad_bottom]: [&mut [f32]; 2]) {
    let (ups, up_tail) = up.as_chunks::<4>();
    let (tops, top_tail) = top.as_chunks::<8>();
    let (bottoms, bottom_tail) = bottom.as_chunks::<8>();
    let (grad_tops, grad_top_tail) = grad_top.as_chunks_mut::<8>();
    let (grad_bottoms, grad_bottom_tail) = grad_bottom.as_chunks_mut::<8>();
    let inputs = tops.iter().zip(bottoms);
    let grads = grad_tops.iter_mut().zip(grad_bottoms);
    for (up, ((top, bottom), (grad_top, grad_bottom))) in ups.iter().zip(inputs.zip(grads)) {
        let [top, bottom] = [top, bottom].map(|x| lanes::load_pairs(x));
        let claimed = claim(F32x4::new(up), top, bottom);
        lanes::store_pairs(claimed[0], grad_top);
        lanes::store_pairs(claimed[1], grad_bottom);
    }
    if !up_tail.is_empty() {
        let [top, bottom] = [top_tail, bottom_tail].map(lanes::load_pairs);
        let claimed = claim(lanes::pad(up_tail), top, bottom);
        lanes::store_pairs(claimed[0], grad_top_tail);
        lanes::store_pairs(claimed[1], grad_bottom_tail);
    }
}

/// What each number of four windows gets of `up`, in the order of its windows.
#[inline(always)]
fn claim(up: F32x4, [a, b]: [F32x4; 2], [c, d]: [F32x4; 2]) -> [[F32x4; 2]; 2] {
    let second = a.max(b);
    let third = second.max(c);
    let mut rest = up;
    // From the last tap back: it wins if it beats all before it.
    let [from_d, from_c, from_b] = [third.less(d), second.less(c), a.less(b)].map(|wins| {
        let claimed = wins.and(rest);
        rest = wins.select(F32x4::zero(), rest);
        claimed
    });
    [[rest, from_b], [from_c, from_d]]
}
