//! One layer as a PyTorch expression. Nesting and lines are left to the parent.

use crate::nn::module::Module;
use crate::tensor::shape::{Padding, Window};

/// The arguments of one layer as PyTorch takes them, defaults left out: `1, 6, kernel_size=5`.
pub fn arguments(module: &Module) -> String {
    match module {
        Module::Conv2d(conv) => {
            let mut list = vec![conv.in_channels.to_string(), conv.out_channels.to_string()];
            list.extend(window(&conv.window, [1, 1]));
            list.extend((!conv.bias).then(|| "bias=False".to_owned()));
            list.join(", ")
        }
        Module::Linear(linear) => {
            let bias = if linear.bias { "" } else { ", bias=False" };
            format!("{}, {}{bias}", linear.in_features, linear.out_features)
        }
        Module::MaxPool2d(cfg) => window(cfg, cfg.kernel).join(", "),
        Module::AvgPool2d {
            window: cfg,
            count_include_pad,
        } => {
            let mut list = window(cfg, cfg.kernel);
            list.extend((!count_include_pad).then(|| "count_include_pad=False".to_owned()));
            list.join(", ")
        }
        Module::GlobalAvgPool2d => "1".to_owned(),
        // PyTorch's default.
        Module::Dropout { p: 0.5 } => String::new(),
        Module::Dropout { p } => format!("p={p}"),
        Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Sequential(_)
        | Module::Concat(_) => String::new(),
    }
}

/// Keyword arguments of a window; `stride` is the one that PyTorch assumes.
fn window(cfg: &Window, stride: [usize; 2]) -> Vec<String> {
    let mut list = vec![format!("kernel_size={}", pair(cfg.kernel))];
    list.extend((cfg.stride != stride).then(|| format!("stride={}", pair(cfg.stride))));
    let before = [cfg.padding.top, cfg.padding.left];
    let padded = uneven(&cfg.padding).is_none() && before != [0, 0];
    list.extend(padded.then(|| format!("padding={}", pair(before))));
    list.extend((cfg.dilation != [1, 1]).then(|| format!("dilation={}", pair(cfg.dilation))));
    list
}

pub(super) fn pair([height, width]: [usize; 2]) -> String {
    if height == width {
        height.to_string()
    } else {
        format!("({height}, {width})")
    }
}

/// `(left, right, top, bottom)` as `F.pad` takes it, where opposite sides differ:
/// no layer of PyTorch's pads that way by itself.
pub(super) fn uneven(padding: &Padding) -> Option<String> {
    let Padding {
        top,
        bottom,
        left,
        right,
    } = padding;
    (top != bottom || left != right).then(|| format!("({left}, {right}, {top}, {bottom})"))
}

/// One layer as an expression: `nn.Conv2d(1, 6, kernel_size=5)`.
pub(super) fn expression(module: &Module) -> String {
    let plain = format!("{}({})", constructor(module), arguments(module));
    match module {
        Module::Conv2d(conv) => match uneven(&conv.window.padding) {
            Some(sides) => format!("padded({plain}, {sides})"),
            None => plain,
        },
        Module::MaxPool2d(cfg) => match uneven(&cfg.padding) {
            Some(sides) => {
                format!("nn.Sequential(nn.ConstantPad2d({sides}, float(\"-inf\")), {plain})")
            }
            None => plain,
        },
        Module::AvgPool2d {
            window: cfg,
            count_include_pad,
        } => match (uneven(&cfg.padding), count_include_pad) {
            (Some(sides), true) => format!("nn.Sequential(nn.ZeroPad2d({sides}), {plain})"),
            (Some(sides), false) => format!("MeanOfReal({plain}, {sides})"),
            (None, _) => plain,
        },
        Module::Linear(_)
        | Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Dropout { .. }
        | Module::Sequential(_)
        | Module::Concat(_) => plain,
    }
}

/// What the source calls to make this module.
pub(super) fn constructor(module: &Module) -> String {
    match module {
        Module::Concat(_) => module.name().to_owned(),
        other => format!("nn.{}", other.name()),
    }
}
