//! A 1×1 convolution and the matrix product that it is: the same numbers on two ways, and every
//! cell's path from its plane into its matrix. Words are left to `text`.

mod figure;

pub use self::figure::frame;

use super::format;
use super::state::pixelwise::Pixelwise;
use crate::nn::torch::Line;
use crate::tensor::ops::conv2d;
use crate::tensor::ops::matmul::{self, Transpose};
use crate::tensor::rng::Rng;
use crate::tensor::shape::{Shape, Window};
use crate::tensor::tensor::Tensor;

/// Both ways to one result.
#[derive(Debug, Clone, PartialEq)]
pub struct Both {
    /// [1, c_i, h, w]
    pub x: Tensor,
    /// [c_o, c_i, 1, 1]: as kernels and as a matrix the very same shape of ours.
    pub weight: Tensor,
    /// [1, c_o, h, w], by the convolution.
    pub convolved: Tensor,
    /// [c_o, h·w], by the product.
    pub product: Tensor,
}

/// What the reader points at: output channel, row, column.
pub type Spot = [usize; 3];

pub fn both(sizes: &Pixelwise) -> Both {
    let Pixelwise {
        in_channels,
        out_channels,
        input: [h, w],
    } = *sizes;
    let mut rng = Rng::new(11);
    let mut whole = |shape: Shape, below: u32, from: f32| {
        let numbers = (0..shape.len()).map(|_| rng.below(below) as f32 + from);
        Tensor::new(shape, numbers.collect())
    };
    let weight = whole(Shape::new(out_channels, in_channels, 1, 1), 7, -3.0);
    let x = whole(Shape::new(1, in_channels, h, w), 10, 0.0);
    of(x, weight)
}

/// Both ways from `x` [1, c_i, h, w] through `weight` [c_o, c_i, 1, 1].
pub fn of(x: Tensor, weight: Tensor) -> Both {
    let [_, in_channels, h, w] = x.shape.0;
    let out_channels = weight.shape.n();
    let mut convolved = Tensor::zeros(Shape::new(1, out_channels, h, w));
    let window = Window::square(1);
    conv2d::reference::conv2d(window, x.view(), weight.view(), None, convolved.view_mut());
    let flat = Tensor::new(Shape::matrix(in_channels, h * w), x.data.clone());
    let mut product = Tensor::zeros(Shape::matrix(out_channels, h * w));
    let plain = Transpose { a: false, b: false };
    matmul::reference(
        plain,
        [weight.view(), flat.view()],
        None,
        product.view_mut(),
    );
    Both {
        x,
        weight,
        convolved,
        product,
    }
}

impl Both {
    /// c_o, c_i, h, w
    fn sizes(&self) -> [usize; 4] {
        let [c_o, c_i, ..] = self.weight.shape.0;
        let [_, _, h, w] = self.x.shape.0;
        [c_o, c_i, h, w]
    }

    /// The spot that there is nearest to one that was.
    pub fn clamped(&self, [o, i, j]: Spot) -> Spot {
        let [c_o, _, h, w] = self.sizes();
        [o.min(c_o - 1), i.min(h - 1), j.min(w - 1)]
    }

    /// The spot that a cell of the figure stands for; what it does not say stays as it is.
    pub fn spot(&self, place: [i64; 3], now: Spot) -> Spot {
        let [plane, row, column] = place.map(|at| usize::try_from(at).unwrap_or(0));
        let found = match plane / 100 {
            0 => [plane % 100, now[1], now[2]],
            1 => [now[0], row, column],
            _ => [plane % 100, row, column],
        };
        self.clamped(found)
    }

    /// Pairs of weight and input behind one output.
    fn terms(&self, [o, i, j]: Spot) -> impl Iterator<Item = (f32, f32)> {
        let [_, c_i, h, w] = self.sizes();
        (0..c_i).map(move |c| {
            let x = self.x.data[(c * h + i) * w + j];
            (self.weight.data[o * c_i + c], x)
        })
    }

    /// `2×4 + (−1)×7`: the row of the weights times the column of the pixel.
    pub fn sum(&self, spot: Spot) -> String {
        let terms = self.terms(spot).map(|(weight, x)| {
            let weight = match weight < 0.0 {
                true => format!("({})", format::cell(weight)),
                false => format::cell(weight),
            };
            format!("{weight}×{}", format::cell(x))
        });
        terms.collect::<Vec<_>>().join(" + ")
    }

    /// The output at a spot, by the convolution and by the product.
    pub fn results(&self, [o, i, j]: Spot) -> [f32; 2] {
        let [_, _, h, w] = self.sizes();
        let at = (o * h + i) * w + j;
        [self.convolved.data[at], self.product.data[at]]
    }
}

/// PyTorch source that computes the same numbers three ways.
pub fn source(both: &Both) -> Vec<Line> {
    let [c_o, c_i, h, w] = both.sizes();
    let list = |tensor: &Tensor| {
        let numbers: Vec<String> = tensor.data.iter().map(|x| format!("{x:.0}.")).collect();
        numbers.join(", ")
    };
    let text = format!(
        "import torch\n\
         import torch.nn.functional as F\n\
         \n\
         X = torch.tensor([{}]).reshape(1, {c_i}, {h}, {w})\n\
         K = torch.tensor([{}]).reshape({c_o}, {c_i}, 1, 1)\n\
         \n\
         # a convolution\n\
         Y = F.conv2d(X, K)\n\
         # a matrix product: a row an output channel, a column a pixel\n\
         P = K.reshape({c_o}, {c_i}) @ X.reshape({c_i}, {})\n\
         # a fully connected layer, applied at every pixel\n\
         D = F.linear(X.permute(0, 2, 3, 1), K.reshape({c_o}, {c_i}))\n\
         \n\
         assert torch.equal(Y, P.reshape(1, {c_o}, {h}, {w}))\n\
         assert torch.equal(Y, D.permute(0, 3, 1, 2))",
        list(&both.x),
        list(&both.weight),
        h * w,
    );
    let line = |text: &str| Line {
        text: text.to_owned(),
        path: None,
    };
    text.lines().map(line).collect()
}
