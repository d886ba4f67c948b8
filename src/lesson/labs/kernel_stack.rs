//! Small kernels one after another against one large kernel that sees as much: what each costs, and the
//! windows inside one another. The network is traced, nothing is counted by hand.

use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Mark, Scene, Words};
use crate::lesson::state::labs::KernelStack;
use crate::nn::module::Module;
use crate::nn::torch::{Line, arguments};
use crate::nn::trace::{Mode, trace};
use crate::tensor::shape::{Shape, Window};

/// What one of the two ways costs. Biases are left out of the weights, as the formula has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Rows, and columns, that a unit at the end sees.
    pub field: usize,
    pub weights: u64,
    pub biases: u64,
    /// For one sample.
    pub macs: u64,
    /// ReLUs on the way.
    pub bends: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    pub stacked: Way,
    pub single: Way,
    /// Side of the one large kernel.
    pub large: usize,
}

/// Side of the kernel that sees what `layers` kernels of side `k` see: n(k − 1) + 1.
pub fn large(cfg: &KernelStack) -> usize {
    cfg.layers * (cfg.kernel - 1) + 1
}

/// The first layer's input channels.
fn inputs(cfg: &KernelStack) -> usize {
    match cfg.inputs {
        0 => cfg.channels,
        inputs => inputs,
    }
}

fn convs(cfg: &KernelStack, k: usize, layers: usize) -> Vec<Module> {
    let conv = |layer: usize| {
        let from = if layer == 0 {
            inputs(cfg)
        } else {
            cfg.channels
        };
        Module::conv2d(from, cfg.channels, Window::square(k).padding(k / 2))
    };
    (0..layers).map(conv).collect()
}

pub fn ways(cfg: &KernelStack) -> Option<Ways> {
    let large = large(cfg);
    Some(Ways {
        stacked: way(cfg, cfg.kernel, cfg.layers)?,
        single: way(cfg, large, 1)?,
        large,
    })
}

fn way(cfg: &KernelStack, k: usize, layers: usize) -> Option<Way> {
    let input = Shape::new(1, inputs(cfg), cfg.side, cfg.side);
    let layer = |conv| [conv, Module::ReLU];
    let network = convs(cfg, k, layers).into_iter().flat_map(layer);
    let network = Module::sequential(network.collect());
    let traced = trace(&network, input, Mode::Eval).ok()?;
    let len = |is_bias: bool| {
        let params = traced.params.iter().filter(|p| p.is_bias == is_bias);
        params.map(|param| param.shape.len() as u64).sum()
    };
    Some(Way {
        field: traced.rows.last()?.receptive?.size[0],
        weights: len(false),
        biases: len(true),
        macs: traced.macs(),
        bends: layers,
    })
}

/// `3·3²·C² = 27·C²` and `7²·C² = 49·C²`; with other input channels, `3²·3·C + 2·3²·C²`.
pub fn formulas(cfg: &KernelStack) -> [String; 2] {
    let (n, k, large) = (cfg.layers, cfg.kernel, large(cfg));
    let from = inputs(cfg);
    if from == cfg.channels {
        return [
            format!("{n}·{k}²·C² = {}·C²", n * k * k),
            format!("{large}²·C² = {}·C²", large * large),
        ];
    }
    let rest = match n - 1 {
        0 => String::new(),
        rest => format!(" + {rest}·{k}²·C²"),
    };
    [format!("{k}²·{from}·C{rest}"), format!("{large}²·{from}·C")]
}

/// What a unit sees after each layer, from the last back to the input: nested squares.
pub fn nested(cfg: &KernelStack, room: f32) -> Scene {
    const LABELS: f32 = 24.0;
    let side = large(cfg);
    let cell = ((room.min(420.0) - 2.0) / side as f32).floor().max(4.0);
    let whole = cell * side as f32;
    let mut marks = Vec::new();
    // The unit sees 1 + n(k − 1) units each way, n layers back.
    for back in (0..=cfg.layers).rev() {
        let inner = 1 + back * (cfg.kernel - 1);
        let margin = (side - inner) as f32 / 2.0 * cell;
        marks.push(Mark::Rect {
            at: [1.0 + margin; 2],
            size: [inner as f32 * cell; 2],
            radius: 0.0,
            role: match back {
                0 => Role::Output,
                back if back == cfg.layers => Role::Receptive,
                _ => Role::Feature,
            },
        });
    }
    for at in 1..side {
        let offset = 1.0 + at as f32 * cell;
        let (near, far) = (1.0, 1.0 + whole);
        for points in [
            vec![[offset, near], [offset, far]],
            vec![[near, offset], [far, offset]],
        ] {
            marks.push(Mark::Line {
                points,
                role: Role::Seam,
            });
        }
    }
    let caption = format!("1 ← {}", widths(cfg).join(" ← "));
    marks.push(Mark::Text {
        at: [1.0 + whole / 2.0, whole + LABELS - 4.0],
        anchor: Anchor::Middle,
        words: Words::Plain(caption),
        role: Role::Note,
    });
    Scene {
        width: whole + 2.0,
        height: whole + LABELS + 2.0,
        marks,
    }
}

/// The sides of what is seen, the layer before the last first: `3×3`, `5×5`, `7×7`.
fn widths(cfg: &KernelStack) -> Vec<String> {
    let side = |layers: usize| 1 + layers * (cfg.kernel - 1);
    let name = |layers| format!("{0}×{0}", side(layers));
    (1..=cfg.layers).map(name).collect()
}

/// Both ways in PyTorch.
pub fn source(cfg: &KernelStack) -> Vec<Line> {
    let mut lines = vec![
        "from torch import nn".to_owned(),
        String::new(),
        "stacked = nn.Sequential(".to_owned(),
    ];
    for conv in convs(cfg, cfg.kernel, cfg.layers) {
        let arguments = arguments(&conv);
        lines.push(format!("    nn.Conv2d({arguments}), nn.ReLU(),"));
    }
    lines.push(")".to_owned());
    for conv in convs(cfg, large(cfg), 1) {
        let arguments = arguments(&conv);
        lines.push(format!(
            "single = nn.Sequential(nn.Conv2d({arguments}), nn.ReLU())"
        ));
    }
    let line = |text| Line { text, path: None };
    lines.into_iter().map(line).collect()
}
