//! What choices, states and classes are called. Labels of controls are left to `strings`.

use super::lang::Text;
use super::strings;
use crate::data::fashion_mnist::CLASSES;
use crate::lesson::scene::Label;
use crate::lesson::state::operation::{InputSource, KernelSource, Kind, Notation};
use crate::nn::init::Init;
use crate::nn::optim::Optimizer;
use crate::train::protocol::RunState;
use crate::zoo::lenet::{Activation, Pooling};

/// A name that both languages write alike.
const fn same(name: &'static str) -> Text {
    Text { zh: name, en: name }
}

const fn both(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

pub const fn activation(activation: Activation) -> Text {
    match activation {
        Activation::Sigmoid => same("sigmoid"),
        Activation::ReLU => same("ReLU"),
        Activation::Tanh => same("tanh"),
    }
}

pub const fn pooling(pooling: Pooling) -> Text {
    match pooling {
        Pooling::Max => both("最大池化", "max"),
        Pooling::Average => both("平均池化", "average"),
    }
}

pub const fn operation(kind: Kind) -> Text {
    match kind {
        Kind::CrossCorrelation => both("互相关", "cross-correlation"),
        Kind::Convolution => both("真正的卷积", "true convolution"),
        Kind::MaxPool => both("最大池化", "max pooling"),
        Kind::AvgPool => both("平均池化", "average pooling"),
    }
}

pub const fn input_source(source: InputSource) -> Text {
    match source {
        InputSource::Ramp => both("依次 0, 1, 2 …", "0, 1, 2, … in order"),
        InputSource::Random => both("随机", "random"),
        InputSource::Edge => both("边缘图", "two edges"),
        InputSource::Picture => both("小图片", "a small picture"),
        InputSource::Own => both("自己填", "your own"),
    }
}

pub const fn kernel_source(source: KernelSource) -> Text {
    match source {
        KernelSource::Ramp => both("依次 0, 1, 2 …", "0, 1, 2, … in order"),
        KernelSource::Random => both("随机", "random"),
        KernelSource::Ones => both("全是 1", "ones"),
        KernelSource::Identity => both("恒等", "identity"),
        KernelSource::Edge => both("竖直边缘", "vertical edges"),
        KernelSource::Own => both("自己填", "your own"),
    }
}

pub const fn notation(notation: Notation) -> Text {
    match notation {
        Notation::PerSide => both("每侧 p（PyTorch）", "p a side (PyTorch)"),
        Notation::Total => both("两侧合计 p（书）", "p on both sides together (the book)"),
    }
}

/// Whether average pooling counts padded zeros.
pub const fn counted(count_include_pad: bool) -> Text {
    if count_include_pad {
        both("算在内（PyTorch 默认）", "counted (PyTorch’s default)")
    } else {
        both("不算", "left out")
    }
}

pub const fn optimizer(optimizer: Optimizer) -> Text {
    match optimizer {
        Optimizer::Sgd => same("SGD"),
        Optimizer::Momentum => both("SGD，动量 0.9", "SGD, momentum 0.9"),
        Optimizer::Adam => same("Adam"),
    }
}

pub const fn init(init: Init) -> Text {
    match init {
        Init::Default => both("PyTorch 默认", "PyTorch’s default"),
        Init::Xavier => same("Xavier"),
        Init::He => same("He"),
    }
}

pub const fn state(state: RunState) -> Text {
    match state {
        RunState::Loading => strings::STATE_LOADING,
        RunState::Running => strings::STATE_RUNNING,
        RunState::Paused => strings::STATE_PAUSED,
        RunState::Evaluating => strings::STATE_EVALUATING,
        RunState::Finished => strings::STATE_FINISHED,
        RunState::Diverged => strings::STATE_DIVERGED,
    }
}

/// A word of a figure.
pub const fn label(label: Label) -> Text {
    match label {
        Label::Input => strings::INPUT,
        Label::Output => strings::OUTPUT,
    }
}

/// The classes of Fashion-MNIST, by label.
pub const FASHION: [Text; CLASSES] = [
    both("T 恤/上衣", "T-shirt/top"),
    both("裤子", "Trouser"),
    both("套头衫", "Pullover"),
    both("连衣裙", "Dress"),
    both("外套", "Coat"),
    both("凉鞋", "Sandal"),
    both("衬衫", "Shirt"),
    both("运动鞋", "Sneaker"),
    both("包", "Bag"),
    both("短靴", "Ankle boot"),
];
