//! What choices, states and classes are called. Labels of controls are left to `strings`.

use super::lang::Text;
use super::strings;
use crate::data::fashion_mnist::CLASSES;
use crate::lesson::inside::inception;
use crate::lesson::question::Verdict;
use crate::lesson::scene::Label;
use crate::lesson::shift::Stage;
use crate::lesson::shuffled::{self, Net};
use crate::lesson::state::holder::Holder;
use crate::lesson::state::layer::{Bias, KnownLayer};
use crate::lesson::state::operation::{InputSource, KernelSource, Kind, Notation};
use crate::lesson::state::shift::Drawing;
use crate::lesson::state::stack::Known;
use crate::nn::init::Init;
use crate::nn::optim::Optimizer;
use crate::train::protocol::RunState;
use crate::train::shuffle::Shuffle;
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

pub const fn bias(bias: Bias) -> Text {
    match bias {
        Bias::True => same("True"),
        Bias::False => same("False"),
    }
}

/// What the hidden layers are kept in.
pub const fn holder(holder: Holder) -> Text {
    match holder {
        Holder::Attributes => strings::HOLDER_ATTRIBUTES,
        Holder::ModuleList => strings::HOLDER_MODULE_LIST,
        Holder::ModuleDict => strings::HOLDER_MODULE_DICT,
        Holder::List => strings::HOLDER_LIST,
        Holder::Dict => strings::HOLDER_DICT,
    }
}

/// Layers of the course by name.
pub const fn known_layer(layer: KnownLayer) -> Text {
    match layer {
        KnownLayer::LenetFirst => both("LeNet 第一个卷积", "LeNet, first convolution"),
        KnownLayer::LenetSecond => both("LeNet 第二个卷积", "LeNet, second convolution"),
        KnownLayer::AlexNetFirst => both("AlexNet 第一个卷积", "AlexNet, first convolution"),
        KnownLayer::VggLast => both("VGG 最后一个卷积", "VGG, last convolution"),
    }
}

/// A run of the pixel-shuffle demonstration.
pub const fn shuffled_run(run: &shuffled::Run) -> Text {
    match (run.net, run.shuffle) {
        (Net::Dense, None) => both("全连接", "dense"),
        (
            Net::Dense,
            Some(Shuffle {
                moves_weights: false,
                ..
            }),
        ) => both("全连接，打乱像素", "dense, shuffled"),
        (
            Net::Dense,
            Some(Shuffle {
                moves_weights: true,
                ..
            }),
        ) => both(
            "全连接，打乱像素，第一层权重跟着换位",
            "dense, shuffled, first weights moved along",
        ),
        (Net::Conv, None) => both("卷积", "convolution"),
        (Net::Conv, Some(_)) => both("卷积，打乱像素", "convolution, shuffled"),
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

/// What is said to an answer.
pub const fn verdict(verdict: Verdict) -> Text {
    match verdict {
        Verdict::Right => both("对了！", "Right!"),
        Verdict::Unreadable => both(
            "没看懂这个答案：形状写成“高×宽”，比如 4×3；格子里的数写一个数。",
            "I could not read that: a shape is written height×width, such as 4×3; a cell is one number.",
        ),
        Verdict::Swapped => both(
            "数都对，只是高和宽写反了。",
            "Both numbers are there, but height and width are swapped.",
        ),
        Verdict::NoPadding => both(
            "这是没有填充时的答案。填充的行和列也在窗口能走的范围里。",
            "That is the size without padding. Padded rows and columns count as room for the window.",
        ),
        Verdict::OneSide => both(
            "填充只算了一侧；两侧都加了。",
            "Padding was counted on one side only; it is added on both.",
        ),
        Verdict::TwiceTotal => both(
            "填充多算了一倍：先看清 p 是每侧的数，还是两侧合计。",
            "Padding was counted twice over: look whether p is for each side or for both together.",
        ),
        Verdict::RoundedUp => both(
            "差一点：除不尽时要向下取整，放不下的最后一步不算。",
            "Nearly: round down where it does not divide; a last step that does not fit is not taken.",
        ),
        Verdict::OneLess => both(
            "差一：别忘了起点那一个位置，公式最后要加 1。",
            "One short: the starting position counts too, hence the + 1.",
        ),
        Verdict::NoStride => both(
            "这是步幅为 1 时的答案。",
            "That would be the size at stride 1.",
        ),
        Verdict::NoDilation => both(
            "这是膨胀为 1 时的答案；膨胀大于 1 时窗口盖住的范围更大。",
            "That would be the size without dilation; a dilated window covers more.",
        ),
        Verdict::InputSize => both("那是输入的大小。", "That is the size of the input."),
        Verdict::OtherTurn => both(
            "核的方向反了：互相关不转核，真正的卷积要转半圈。",
            "The kernel is the wrong way round: cross-correlation leaves it, true convolution turns it by half a turn.",
        ),
        Verdict::NoBias => both(
            "乘积都对，还差偏置。",
            "The products are right; the bias is missing.",
        ),
        Verdict::OneChannel => both(
            "这是其中一个输入通道的部分；所有通道的部分要加起来。",
            "That is one input channel’s part; the parts of all channels are summed.",
        ),
        Verdict::NoChannel => both(
            "少加了一个输入通道的部分。",
            "One input channel’s part is missing from the sum.",
        ),
        Verdict::OtherPool => both("最大和平均弄混了。", "Maximum and mean got mixed up."),
        Verdict::NotDivided => both(
            "这是总和，还没有除以个数。",
            "That is the sum; it is not divided yet.",
        ),
        Verdict::OtherDivisor => both(
            "除数不对：看清填充的零算不算在个数里。",
            "Divided by the wrong count: look whether padded zeros are counted.",
        ),
        Verdict::ZeroPadded => both(
            "取最大值时，填充算作 −∞，不是 0。",
            "For a maximum, padding counts as −∞, not as 0.",
        ),
        Verdict::OtherCell => both(
            "这个数在输出里，但在另一格；看看窗口的位置。",
            "That number is in the output, but in another cell; look where the window is.",
        ),
        Verdict::Wrong => both(
            "还不对。一项一项地算，或先看一眼算式。",
            "Not yet. Take it term by term, or look at the arithmetic.",
        ),
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

pub const fn drawing(drawing: Drawing) -> Text {
    match drawing {
        Drawing::Boot => both("靴子", "a boot"),
        Drawing::Letter => both("字母 A", "the letter A"),
        Drawing::Rings => both("两个圆环", "two rings"),
    }
}

/// A map of the shift demo.
pub const fn shift_stage(stage: Stage) -> Text {
    match stage {
        Stage::Input => both("图片", "Picture"),
        Stage::Feature => both("特征图", "Feature map"),
        Stage::Max => both("最大池化后", "Max-pooled"),
        Stage::Average => both("平均池化后", "Average-pooled"),
    }
}

/// A word of a figure.
pub const fn label(label: Label) -> Text {
    match label {
        Label::Input => strings::INPUT,
        Label::Output => strings::OUTPUT,
        Label::Parameters => strings::COUNTED_PARAMETERS,
        Label::Fold => strings::FOLD_GROUP,
        Label::Unfold => strings::UNFOLD_GROUP,
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

/// The blocks of GoogLeNet as the paper counts them, and their paths.
pub const INCEPTIONS: [Text; inception::NAMES.len()] = [
    both("3a：b3.0", "3a: b3.0"),
    both("3b：b3.1", "3b: b3.1"),
    both("4a：b4.0", "4a: b4.0"),
    both("4b：b4.1", "4b: b4.1"),
    both("4c：b4.2", "4c: b4.2"),
    both("4d：b4.3", "4d: b4.3"),
    both("4e：b4.4", "4e: b4.4"),
    both("5a：b5.0", "5a: b5.0"),
    both("5b：b5.1", "5b: b5.1"),
];

pub const fn known_stack(known: Known) -> Text {
    match known {
        Known::LeNet => strings::KNOWN_LENET,
        Known::TwoThrees => strings::KNOWN_TWO,
        Known::ThreeThrees => strings::KNOWN_THREE,
        Known::OneSeven => strings::KNOWN_SEVEN,
        Known::Dilated => strings::KNOWN_DILATED,
        Known::AlexNet => strings::KNOWN_ALEXNET,
        Known::Vgg11 => strings::KNOWN_VGG,
        Known::NiN => strings::KNOWN_NIN,
        Known::Inception => strings::KNOWN_INCEPTION,
        Known::GoogLeNet => strings::KNOWN_GOOGLENET,
    }
}
