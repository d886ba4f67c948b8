//! Gradient descent on one kernel, every step of it: the state at a step is a pure function of the
//! choices, so going back is free. The gradient is the tensor core's.

pub mod figure;

use super::state::learning::{Example, Learning, Target};
use crate::tensor::ops::conv2d::reference;
use crate::tensor::rng::Rng;
use crate::tensor::shape::{Shape, Window};
use crate::tensor::tensor::Tensor;

/// Height and width of the numbers that the kernel slides over.
pub const SIZE: [usize; 2] = [6, 8];

/// What is to be learnt, and from what.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// [1, 1, 6, 8]
    pub x: Tensor,
    /// [1, 1, k_h, k_w]
    pub target: Tensor,
    /// What the target makes of x.
    pub wanted: Tensor,
    /// From here the steps are so large that the loss grows.
    pub highest_rate: f32,
    pub states: Vec<State>,
}

/// Before the first step and after each.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    pub kernel: Tensor,
    /// What the kernel makes of x now.
    pub y: Tensor,
    /// Σ (y − wanted)²
    pub loss: f32,
}

/// The whole run.
pub fn learn(choice: &Learning) -> Task {
    let mut rng = Rng::new(u64::from(choice.seed));
    let target = target(choice);
    let mut kernel = Tensor::zeros(target.shape);
    kernel.data.fill_with(|| normal(&mut rng));
    let x = example(choice.example, &mut rng);
    let window = Window {
        kernel: [target.shape.h(), target.shape.w()],
        ..Window::square(1)
    };
    let wanted = correlate(window, &x, &target);
    let mut states = Vec::new();
    for step in 0..=choice.steps {
        let y = correlate(window, &x, &kernel);
        let error = difference(&y, &wanted);
        let loss = error.data.iter().map(|error| error * error).sum();
        states.push(State {
            kernel: kernel.clone(),
            y,
            loss,
        });
        if step < choice.steps {
            let gradient = gradient(window, &x, &error, kernel.shape);
            let moves = kernel.data.iter_mut().zip(&gradient.data);
            moves.for_each(|(weight, slope)| *weight -= choice.rate * slope);
        }
    }
    Task {
        highest_rate: highest_rate(window, &x, target.shape),
        x,
        target,
        wanted,
        states,
    }
}

fn target(choice: &Learning) -> Tensor {
    let square = |data: Vec<f32>| Tensor::new(Shape::new(1, 1, 3, 3), data);
    match choice.target {
        Target::Edge => Tensor::new(Shape::new(1, 1, 1, 2), vec![1.0, -1.0]),
        Target::SobelX => square(vec![-1.0, 0.0, 1.0, -2.0, 0.0, 2.0, -1.0, 0.0, 1.0]),
        Target::SobelY => square(vec![-1.0, -2.0, -1.0, 0.0, 0.0, 0.0, 1.0, 2.0, 1.0]),
        Target::Own => square(
            (0..9)
                .map(|at| choice.own.get([0, 0, at / 3, at % 3]))
                .collect(),
        ),
    }
}

fn example(example: Example, rng: &mut Rng) -> Tensor {
    let [h, w] = SIZE;
    let mut x = Tensor::zeros(Shape::new(1, 1, h, w));
    for (at, value) in x.data.iter_mut().enumerate() {
        *value = match example {
            Example::Edges => f32::from(!(2..w - 2).contains(&(at % w))),
            Example::Noise => rng.unit(),
        };
    }
    x
}

/// Near enough to mean 0 and variance 1: twelve uniform numbers, less their mean.
fn normal(rng: &mut Rng) -> f32 {
    (0..12).map(|_| rng.unit()).sum::<f32>() - 6.0
}

fn correlate(window: Window, x: &Tensor, kernel: &Tensor) -> Tensor {
    // The kernels here are smaller than x.
    let [h, w] = [0, 1].map(|a| (SIZE[a] + 1).saturating_sub(window.kernel[a]));
    let mut y = Tensor::zeros(Shape::new(1, 1, h, w));
    reference::conv2d(window, x.view(), kernel.view(), None, y.view_mut());
    y
}

/// a − b
pub fn difference(a: &Tensor, b: &Tensor) -> Tensor {
    let pairs = a.data.iter().zip(&b.data);
    Tensor::new(a.shape, pairs.map(|(a, b)| a - b).collect())
}

/// ∂loss/∂weight: the errors, twice, through the gradient of the convolution.
fn gradient(window: Window, x: &Tensor, error: &Tensor, shape: Shape) -> Tensor {
    let mut upstream = error.clone();
    upstream.data.iter_mut().for_each(|error| *error *= 2.0);
    let mut gradient = Tensor::zeros(shape);
    reference::conv2d_weight_grad(window, x.view(), upstream.view(), gradient.view_mut());
    gradient
}

/// The loss is a bowl; a step of gradient descent multiplies the distance from its bottom along an
/// axis by 1 − rate·λ, λ the curvature there. Above 2/λ of the steepest axis it grows. The power
/// method finds that axis: it applies the curvature again and again.
fn highest_rate(window: Window, x: &Tensor, shape: Shape) -> f32 {
    let mut axis = Tensor::zeros(shape);
    for (at, value) in axis.data.iter_mut().enumerate() {
        // Not at right angles to any likely axis.
        *value = 1.0 + 0.37 * at as f32;
    }
    let mut curvature = 0.0;
    for _ in 0..200 {
        let norm = length(&axis.data);
        axis.data.iter_mut().for_each(|value| *value /= norm);
        axis = gradient(window, x, &correlate(window, x, &axis), shape);
        curvature = length(&axis.data);
    }
    if curvature > 0.0 {
        2.0 / curvature
    } else {
        f32::INFINITY
    }
}

fn length(numbers: &[f32]) -> f32 {
    numbers.iter().map(|n| n * n).sum::<f32>().sqrt()
}
