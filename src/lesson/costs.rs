//! A convolution against a dense layer between the same two volumes: parameters, multiply-adds,
//! memory. The layer is left to `state::layer`, the picture of it to `ui`.

use super::format::count;
use super::state::layer::{Bias, Layer};
use crate::nn::module::Module;
use crate::nn::torch::{Line, arguments};
use crate::tensor::shape::{Shape, ShapeError};

/// Of one sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    pub weights: u64,
    pub biases: u64,
    /// Multiply-adds.
    pub macs: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Costs {
    pub input: Shape,
    pub output: Shape,
    pub conv: Cost,
    pub dense: Cost,
}

impl Cost {
    pub const fn parameters(&self) -> u64 {
        self.weights + self.biases
    }

    /// All parameters as f32.
    pub const fn bytes(&self) -> u64 {
        self.parameters() * size_of::<f32>() as u64
    }
}

/// # Errors
/// The numbers that clash where there is no output.
pub fn costs(layer: &Layer) -> Result<Costs, ShapeError> {
    let [h, w] = layer.window().output([layer.height, layer.width])?;
    let input = layer.input();
    let output = Shape::new(layer.samples, layer.out_channels, h, w);
    let product = |numbers: &[usize]| numbers.iter().map(|&number| number as u64).product();
    let k = layer.kernel_size;
    let weights: u64 = product(&[layer.out_channels, layer.in_channels, k, k]);
    let positions: u64 = product(&[h, w]);
    let dense: u64 = product(&[input.sample_len(), output.sample_len()]);
    let biased = |count: usize| match layer.bias {
        Bias::True => count as u64,
        Bias::False => 0,
    };
    Ok(Costs {
        input,
        output,
        conv: Cost {
            weights,
            biases: biased(layer.out_channels),
            macs: weights * positions,
        },
        dense: Cost {
            weights: dense,
            biases: biased(output.sample_len()),
            macs: dense,
        },
    })
}

impl Costs {
    /// Both layers' weights and multiply-adds, with the numbers put in.
    pub fn formulas(&self, layer: &Layer) -> [String; 4] {
        let Layer {
            in_channels: c_1,
            out_channels: c_2,
            kernel_size: k,
            ..
        } = layer;
        let [_, _, h_1, w_1] = self.input.0;
        let [_, _, h_2, w_2] = self.output.0;
        let (conv, dense) = (&self.conv, &self.dense);
        let [weights, macs, all] = [conv.weights, conv.macs, dense.weights].map(count);
        [
            format!("c₂·c₁·k_h·k_w = {c_2} × {c_1} × {k} × {k} = {weights}"),
            format!("c₁·h₁·w₁ · c₂·h₂·w₂ = {c_1} × {h_1} × {w_1} × {c_2} × {h_2} × {w_2} = {all}"),
            format!("c₂·c₁·k_h·k_w · h₂·w₂ = {weights} × {h_2} × {w_2} = {macs}"),
            format!("c₁·h₁·w₁ · c₂·h₂·w₂ = {all}"),
        ]
    }

    /// Both layers in PyTorch, with the shapes that go in and come out.
    pub fn source(&self, layer: &Layer) -> Vec<Line> {
        let shape = |shape: Shape| {
            let [n, c, h, w] = shape.0;
            format!("({n}, {c}, {h}, {w})")
        };
        let conv = arguments(&Module::Conv2d(layer.conv()));
        let (from, to) = (self.input.sample_len(), self.output.sample_len());
        let bias = match layer.bias {
            Bias::True => "",
            Bias::False => ", bias=False",
        };
        let [_, c, h, w] = self.output.0;
        let lines = [
            "from torch import nn".to_owned(),
            String::new(),
            format!("# {} -> {}", shape(self.input), shape(self.output)),
            format!("conv = nn.Conv2d({conv})"),
            format!(
                "dense = nn.Sequential(nn.Flatten(), nn.Linear({from}, {to}{bias}), \
                 nn.Unflatten(1, ({c}, {h}, {w})))"
            ),
        ];
        lines.map(|text| Line { text, path: None }).into()
    }
}

/// How long a bar is on a scale of powers of ten that ends at `most`, as a share of one.
pub fn log_share(number: u64, most: u64) -> f32 {
    let decades = |number: u64| (number as f32).max(1.0).log10();
    if most <= 1 {
        return 1.0;
    }
    (decades(number) / decades(most)).clamp(0.0, 1.0)
}

/// The side of a square whose area is to the whole square's as `part` to `whole`.
pub fn side_share(part: u64, whole: u64) -> f32 {
    (part as f32 / whole.max(1) as f32).sqrt().min(1.0)
}

/// `18,063×`, `31.4×`: how many times `small` goes into `large`.
pub fn times(large: u64, small: u64) -> String {
    let ratio = large as f64 / small.max(1) as f64;
    if ratio >= 100.0 {
        format!("{}×", count(ratio.round() as u64))
    } else {
        format!("{}×", super::format::fixed(ratio as f32, 1))
    }
}
