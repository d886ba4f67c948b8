//! The PyTorch program that prints this very output.

use super::fill;
use crate::lesson::state::operation::{InputSource, KernelSource, Kind, Operation};
use crate::nn::module::{Conv2d, Module};
use crate::nn::torch::{Line, arguments};
use crate::tensor::shape::Padding;
use crate::tensor::tensor::Tensor;

/// The program, line by line.
pub fn source(operation: &Operation) -> Vec<Line> {
    let mut lines = vec!["import torch".to_owned()];
    let is_even = is_even(operation.window.padding);
    lines.push(match is_even {
        true => "from torch import nn".to_owned(),
        false => "from torch import nn\nimport torch.nn.functional as F".to_owned(),
    });
    lines.push(String::new());
    lines.push(format!("x = {}", input(operation)));
    let module = module(operation);
    let class = module.name();
    lines.push(format!("layer = nn.{class}({})", arguments(&module)));
    if !operation.kind.is_pool() {
        lines.extend(weights(operation));
    }
    lines.extend(call(operation));
    lines.push("print(y.shape, y, sep=\"\\n\")".to_owned());
    let texts = lines.iter().flat_map(|line| line.split('\n'));
    let line = |text: &str| Line {
        text: text.to_owned(),
        path: None,
    };
    texts.map(line).collect()
}

/// What is printed in the end. The layer itself pads the same on opposite sides only.
fn call(operation: &Operation) -> Vec<String> {
    let Padding {
        top,
        bottom,
        left,
        right,
    } = operation.window.padding;
    if is_even(operation.window.padding) {
        return vec!["y = layer(x)".to_owned()];
    }
    let sides = format!("({left}, {right}, {top}, {bottom})");
    let fill = match operation.kind {
        Kind::MaxPool => ", value=float(\"-inf\")",
        Kind::CrossCorrelation | Kind::Convolution | Kind::AvgPool => "",
    };
    let mut lines = vec![
        "# left, right, top, bottom".to_owned(),
        format!("y = layer(F.pad(x, {sides}{fill}))"),
    ];
    if operation.kind == Kind::AvgPool && !operation.count_include_pad {
        lines.push("# the share of each window that is no padding".to_owned());
        lines.push(format!("y = y / layer(F.pad(torch.ones_like(x), {sides}))"));
    }
    lines
}

/// The layer alone; padding that differs between opposite sides is left to `F.pad`.
pub fn module(operation: &Operation) -> Module {
    let mut window = operation.window();
    if !is_even(window.padding) {
        window.padding = Padding::default();
    }
    match operation.kind {
        Kind::CrossCorrelation | Kind::Convolution => Module::Conv2d(Conv2d {
            in_channels: operation.in_channels,
            out_channels: operation.out_channels,
            window,
            bias: operation.bias != 0.0,
        }),
        Kind::MaxPool => Module::MaxPool2d(window),
        Kind::AvgPool => Module::AvgPool2d {
            window,
            count_include_pad: operation.count_include_pad || !is_even(operation.window.padding),
        },
    }
}

fn is_even(padding: Padding) -> bool {
    padding.top == padding.bottom && padding.left == padding.right
}

fn input(operation: &Operation) -> String {
    let x = fill::input(operation);
    let [_, c, h, w] = x.shape.0;
    if operation.input_source == InputSource::Ramp && c == 1 {
        return format!("torch.arange({}.).reshape(1, 1, {h}, {w})", h * w);
    }
    tensor(&x)
}

fn weights(operation: &Operation) -> Vec<String> {
    let turned = operation.kind == Kind::Convolution;
    let typed = Operation {
        kind: Kind::CrossCorrelation,
        ..operation.clone()
    };
    let kernel = fill::kernel(&typed);
    let [o, c, k_h, k_w] = kernel.shape.0;
    let is_ramp = operation.kernel_source == KernelSource::Ramp && o * c == 1;
    let values = match is_ramp {
        true => format!("torch.arange({}.).reshape(1, 1, {k_h}, {k_w})", k_h * k_w),
        false => tensor(&kernel),
    };
    let mut lines = vec![format!("kernel = {values}")];
    if turned {
        lines.push("kernel = kernel.flip(2, 3)  # true convolution turns it".to_owned());
    }
    lines.push("with torch.no_grad():".to_owned());
    lines.push("    layer.weight.copy_(kernel)".to_owned());
    if operation.bias != 0.0 {
        lines.push(format!("    layer.bias.fill_({})", operation.bias));
    }
    lines
}

/// A tensor with every number, one row of the last axis a line.
fn tensor(tensor: &Tensor) -> String {
    let [n, c, h, w] = tensor.shape.0;
    let numbers: Vec<String> = tensor.data.iter().map(|x| plain(*x)).collect();
    let rows: Vec<String> = numbers
        .chunks(w.max(1))
        .map(|row| format!("    {},", row.join(", ")))
        .collect();
    format!(
        "torch.tensor([\n{}\n]).reshape({n}, {c}, {h}, {w})",
        rows.join("\n")
    )
}

/// A number as Python reads it: always with a point, so that the tensor is one of floats.
fn plain(value: f32) -> String {
    let text = value.to_string();
    if text.contains('.') {
        text
    } else {
        format!("{text}.")
    }
}
