//! The numbers of an input and of a kernel, by where they come from.

use crate::lesson::state::numbers::Numbers;
use crate::lesson::state::operation::{InputSource, KernelSource, Kind, Operation};
use crate::tensor::rng::Rng;
use crate::tensor::shape::Shape;
use crate::tensor::tensor::Tensor;

/// [1, c_i, h, w]
pub fn input(operation: &Operation) -> Tensor {
    let [h, w] = operation.input;
    let shape = Shape::new(1, operation.in_channels, h, w);
    let plane = h * w;
    let data = match operation.input_source {
        InputSource::Ramp => ramp(shape.len(), plane, |channel| channel),
        InputSource::Random => {
            let mut rng = Rng::new(u64::from(operation.draw) * 2);
            (0..shape.len()).map(|_| rng.below(10) as f32).collect()
        }
        InputSource::Edge => (0..shape.len()).map(|at| edge(at % w, w)).collect(),
        InputSource::Picture => picture(shape),
        InputSource::Own => own(&operation.own_input, shape),
    };
    Tensor::new(shape, data)
}

/// [c_o, c_i, k_h, k_w], turned by half a turn for a true convolution.
pub fn kernel(operation: &Operation) -> Tensor {
    if operation.kind.is_pool() {
        return Tensor::zeros(Shape::new(0, 0, 0, 0));
    }
    let [k_h, k_w] = operation.window.kernel;
    let shape = Shape::new(operation.out_channels, operation.in_channels, k_h, k_w);
    let area = k_h * k_w;
    let mut data: Vec<f32> = match operation.kernel_source {
        KernelSource::Ramp => ramp(shape.len(), area, |plane| {
            plane / operation.in_channels + plane % operation.in_channels
        }),
        KernelSource::Random => {
            let mut rng = Rng::new(u64::from(operation.draw) * 2 + 1);
            (0..shape.len())
                .map(|_| rng.below(5) as f32 - 2.0)
                .collect()
        }
        KernelSource::Ones => vec![1.0; shape.len()],
        KernelSource::Identity => {
            let middle = k_h / 2 * k_w + k_w / 2;
            (0..shape.len())
                .map(|at| f32::from(at % area == middle))
                .collect()
        }
        KernelSource::Edge => (0..shape.len())
            .map(|at| [1.0, -1.0].get(at % k_w).copied().unwrap_or(0.0))
            .collect(),
        KernelSource::Own => own(&operation.own_kernel, shape),
    };
    if operation.kind == Kind::Convolution {
        data.chunks_mut(area).for_each(<[f32]>::reverse);
    }
    Tensor::new(shape, data)
}

/// Planes that count up from where `first` says.
fn ramp(len: usize, plane: usize, first: impl Fn(usize) -> usize) -> Vec<f32> {
    (0..len)
        .map(|at| (at % plane + first(at / plane)) as f32)
        .collect()
}

/// 1 1 0 0 0 0 1 1 for a width of 8.
fn edge(column: usize, width: usize) -> f32 {
    let border = (width / 4).max(1);
    f32::from(column < border || column >= width - border)
}

/// A sun over a hill, in whole numbers from 0 to 9, at any size.
fn picture(shape: Shape) -> Vec<f32> {
    let [_, _, h, w] = shape.0;
    let grey = |at: usize| {
        let y = ((at / w % h) as f32 + 0.5) / h as f32;
        let x = ((at % w) as f32 + 0.5) / w as f32;
        let from_sun = ((x - 0.7) * (x - 0.7) + (y - 0.28) * (y - 0.28)).sqrt();
        let hill = 0.6 + 0.5 * (x - 0.35) * (x - 0.35);
        if from_sun < 0.19 {
            9.0
        } else if y > hill {
            2.0 + (4.0 * (y - hill) / 0.4).min(3.0)
        } else {
            1.0 - y
        }
    };
    (0..shape.len()).map(|at| grey(at).round()).collect()
}

fn own(numbers: &Numbers, shape: Shape) -> Vec<f32> {
    let [_, planes, rows, columns] = shape.0;
    let place = |at: usize| {
        let plane = at / (rows * columns);
        let (row, column) = (at / columns % rows, at % columns);
        [plane / planes, plane % planes, row, column]
    };
    (0..shape.len()).map(|at| numbers.get(place(at))).collect()
}
