//! What each input channel adds to an output channel: a convolution of that channel alone.

use super::Slide;
use crate::tensor::ops::conv2d;
use crate::tensor::shape::Shape;
use crate::tensor::tensor::{Tensor, View};

/// [c_i, h', w']: the map of each input channel on its own for output channel `o`, before the bias.
/// Their sum and the bias are the output. Empty where the kind pools.
pub fn partial_maps(slide: &Slide, o: usize) -> Vec<f32> {
    if slide.kind.is_pool() {
        return Vec::new();
    }
    let [_, channels, h, w] = slide.x.shape.0;
    let [_, _, k_h, k_w] = slide.weight.shape.0;
    let [_, _, rows, columns] = slide.y.shape.0;
    let mut maps = Vec::with_capacity(channels * rows * columns);
    for c in 0..channels {
        let x = View {
            shape: Shape::new(1, 1, h, w),
            data: slide.x.view().plane(0, c),
        };
        let weight = View {
            shape: Shape::new(1, 1, k_h, k_w),
            data: slide.weight.view().plane(o, c),
        };
        let mut map = Tensor::zeros(Shape::new(1, 1, rows, columns));
        conv2d::reference::conv2d(slide.window, x, weight, None, map.view_mut());
        maps.extend(map.data);
    }
    maps
}
