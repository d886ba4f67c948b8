//! What the controls and their options are called, by their words in a link.
//! The choices themselves, their order and bounds are left to `lesson::link`.

use super::lang::Text;
use super::{compare, device, labs, names, pictures, strings};
use crate::lesson::link::{self, Groups};
use crate::lesson::state::Playground;

/// The choices of a program and their names: those of its widgets, so that it holds no others.
#[derive(Debug, Clone, Copy)]
pub struct Choices {
    pub groups: Groups,
    names: &'static [Names],
}

/// The names of one group.
#[derive(Debug, Clone, Copy)]
struct Names {
    label: fn(&str) -> Option<Text>,
    option: fn(&str, &Playground) -> Option<Text>,
}

impl Choices {
    /// The label of the control `name`.
    pub fn label(self, name: &str) -> Option<Text> {
        self.names.iter().find_map(|names| (names.label)(name))
    }

    /// What the option `word` of the control `name` is called.
    pub fn option(self, name: &str, word: &str) -> Option<Text> {
        let mut chosen = Playground::default();
        if !link::set(self.groups, &mut chosen, name, word) {
            return None;
        }
        let mut names = self.names.iter();
        names.find_map(|names| (names.option)(name, &chosen))
    }
}

/// What one of a list of numbers is called: the same in every language.
pub fn number(name: &str, value: &str) -> String {
    match (name, value) {
        ("ratio", "1") => "1".to_owned(),
        ("ratio", ratio) => format!("1/{ratio}"),
        ("px", side) => format!("{side}×{side}"),
        (_, number) => number.to_owned(),
    }
}

/// Choices without lists of options.
fn no_option(_: &str, _: &Playground) -> Option<Text> {
    None
}

const OPERATION: Names = Names {
    label: operation_label,
    option: operation_option,
};
const PICTURE: Names = Names {
    label: pictures::label,
    option: pictures::option,
};
const STACK: Names = Names {
    label: stack_label,
    option: no_option,
};
const PIXELWISE: Names = Names {
    label: pixelwise_label,
    option: no_option,
};
const SHIFT: Names = Names {
    label: shift_label,
    option: shift_option,
};
const LAYER: Names = Names {
    label: layer_label,
    option: layer_option,
};
const MODEL: Names = Names {
    label: model_label,
    option: model_option,
};
const PAIR: Names = Names {
    label: pair_label,
    option: pair_option,
};
const NETWORK: Names = Names {
    label: network_label,
    option: no_option,
};
const HOLDER: Names = Names {
    label: holder_label,
    option: holder_option,
};
const RUN: Names = Names {
    label: run_label,
    option: run_option,
};
const DEVICE: Names = Names {
    label: device::label,
    option: device::option,
};
const INSIDE: Names = Names {
    label: inside_label,
    option: inside_option,
};
const PHOTO: Names = Names {
    label: labs::photo_label,
    option: labs::photo_option,
};
const LABS_NAMES: Names = Names {
    label: labs::label,
    option: labs::option,
};
const COMPARE: Names = Names {
    label: compare::label,
    option: compare::option,
};

/// One operation.
pub const OPERATIONS: Choices = Choices {
    groups: &[&link::OPERATION, &link::SHIFT],
    names: &[OPERATION, SHIFT],
};
/// Kernels on pictures.
pub const PICTURES: Choices = Choices {
    groups: &[&link::OPERATION, &link::PHOTO, &link::PICTURE],
    names: &[OPERATION, PICTURE],
};
/// Several channels.
pub const CHANNELS: Choices = Choices {
    groups: &[
        &link::OPERATION,
        &link::PHOTO,
        &link::PICTURE,
        &link::PIXELWISE,
    ],
    names: &[OPERATION, PICTURE, PIXELWISE],
};
/// Stacks and costs of layers.
pub const LAYERS: Choices = Choices {
    groups: &[&link::OPERATION, &link::STACK, &link::LAYER, &link::RUN],
    names: &[OPERATION, STACK, LAYER, RUN],
};
/// Whole networks, trained; on the playground, the reader's own.
pub const NETWORKS: Choices = Choices {
    groups: &[
        &link::MODEL,
        &link::NETWORK,
        &link::RUN,
        &link::DEVICE,
        &link::INSIDE,
    ],
    names: &[MODEL, RUN, DEVICE, INSIDE],
};
/// Whole networks, drawn. The choices of the run have no control there, but one that takes back all.
pub const STRUCTURE: Choices = Choices {
    groups: &[
        &link::MODEL,
        &link::PAIR,
        &link::NETWORK,
        &link::RUN,
        &link::DEVICE,
        &link::COMPARE,
    ],
    names: &[MODEL, PAIR, NETWORK, COMPARE],
};
/// Networks of the reader's own.
pub const BUILDER: Choices = Choices {
    groups: &[&link::NETWORK, &link::HOLDER],
    names: &[NETWORK, HOLDER],
};
/// One idea of a network at a time.
pub const LABS: Choices = Choices {
    groups: &[&link::PHOTO, &link::PIXELWISE, &link::LABS],
    names: &[PHOTO, PIXELWISE, LABS_NAMES],
};
/// Every choice of the course.
pub const ALL: Choices = Choices {
    groups: &link::ALL,
    names: &[
        OPERATION, PICTURE, STACK, PIXELWISE, SHIFT, LAYER, MODEL, PAIR, NETWORK, HOLDER, RUN,
        DEVICE, INSIDE, LABS_NAMES, COMPARE,
    ],
};

fn operation_label(name: &str) -> Option<Text> {
    Some(match name {
        "op" => strings::OPERATION,
        "h" => strings::INPUT_HEIGHT,
        "w" => strings::INPUT_WIDTH,
        "kh" => strings::KERNEL_HEIGHT,
        "kw" => strings::KERNEL_WIDTH,
        "sh" => strings::STRIDE_DOWN,
        "sw" => strings::STRIDE_ACROSS,
        "pt" => strings::PADDING_TOP,
        "pb" => strings::PADDING_BOTTOM,
        "pl" => strings::PADDING_LEFT,
        "pr" => strings::PADDING_RIGHT,
        "dh" => strings::DILATION_DOWN,
        "dw" => strings::DILATION_ACROSS,
        "ci" => strings::IN_CHANNELS,
        "co" => strings::OUT_CHANNELS,
        "input" => strings::INPUT_SOURCE,
        "kernel" => strings::KERNEL_SOURCE,
        "bias" => strings::BIAS,
        "notation" => strings::NOTATION,
        "counted" => strings::COUNTED,
        "draw" => strings::DRAW_NUMBER,
        "x" => strings::INPUT,
        "k" => strings::KERNEL,
        "ask" => strings::QUESTION,
        "ph" => strings::PADDING_DOWN,
        "pw" => strings::PADDING_ACROSS,
        _ => return None,
    })
}

fn stack_label(name: &str) -> Option<Text> {
    Some(match name {
        "stack" => strings::STACK,
        "side" => strings::PICTURE_SIDE,
        "unit" => strings::UNIT,
        _ => return None,
    })
}

fn pixelwise_label(name: &str) -> Option<Text> {
    Some(match name {
        "oci" => strings::IN_CHANNELS,
        "oco" => strings::OUT_CHANNELS,
        "oh" => strings::INPUT_HEIGHT,
        "ow" => strings::INPUT_WIDTH,
        _ => return None,
    })
}

fn shift_label(name: &str) -> Option<Text> {
    Some(match name {
        "drawing" => strings::DRAWING,
        "right" => strings::MOVED_RIGHT,
        "down" => strings::MOVED_DOWN,
        "poolside" => strings::POOL_SIDE,
        _ => return None,
    })
}

fn layer_label(name: &str) -> Option<Text> {
    Some(match name {
        "samples" => strings::SAMPLES,
        "cin" => strings::IN_CHANNELS,
        "height" => strings::INPUT_HEIGHT,
        "width" => strings::INPUT_WIDTH,
        "cout" => strings::OUT_CHANNELS,
        "ksize" => strings::KERNEL_SIZE,
        "stride" => strings::STRIDE,
        "pad" => strings::PADDING_SIDE,
        "dilation" => strings::DILATION,
        "withbias" => strings::BIAS,
        _ => return None,
    })
}

fn model_label(name: &str) -> Option<Text> {
    Some(match name {
        "ratio" => strings::RATIO,
        "px" => strings::PICTURE_SIDE,
        "activation" => strings::ACTIVATION,
        "pool" => strings::POOL,
        "padding" => strings::PADDING,
        "b2relu" => strings::B2_RELU,
        _ => return None,
    })
}

fn pair_label(name: &str) -> Option<Text> {
    Some(match name {
        "first" => strings::FIRST_NETWORK,
        "second" => strings::SECOND_NETWORK,
        _ => return None,
    })
}

fn pair_option(name: &str, chosen: &Playground) -> Option<Text> {
    let known = match name {
        "first" => chosen.pair.left,
        "second" => chosen.pair.right,
        _ => return None,
    };
    let title = known.title();
    Some(Text {
        zh: title,
        en: title,
    })
}

fn network_label(name: &str) -> Option<Text> {
    Some(match name {
        "net" => strings::NET,
        "npx" => strings::PICTURE_SIDE,
        _ => return None,
    })
}

fn holder_label(name: &str) -> Option<Text> {
    Some(match name {
        "holder" => strings::HOLDER,
        "hidden" => strings::HIDDEN_LAYERS,
        _ => return None,
    })
}

fn holder_option(name: &str, chosen: &Playground) -> Option<Text> {
    (name == "holder").then(|| names::holder(chosen.keeping.holder))
}

fn run_label(name: &str) -> Option<Text> {
    Some(match name {
        "epochs" => strings::EPOCHS,
        "batch" => strings::BATCH,
        "lr" => strings::LEARNING_RATE,
        "optimizer" => strings::OPTIMIZER,
        "init" => strings::INIT,
        "pictures" => strings::PICTURES,
        "seed" => strings::SEED,
        "picture" => strings::PICTURE,
        _ => return None,
    })
}

fn inside_label(name: &str) -> Option<Text> {
    Some(match name {
        "block" => strings::INCEPTION_BLOCK,
        _ => return None,
    })
}

fn operation_option(name: &str, chosen: &Playground) -> Option<Text> {
    Some(match name {
        "op" => names::operation(chosen.operation.kind),
        "input" => names::input_source(chosen.operation.input_source),
        "kernel" => names::kernel_source(chosen.operation.kernel_source),
        "notation" => names::notation(chosen.operation.notation),
        "counted" => names::counted(chosen.operation.count_include_pad),
        _ => return None,
    })
}

fn shift_option(name: &str, chosen: &Playground) -> Option<Text> {
    Some(match name {
        "drawing" => names::drawing(chosen.shift.drawing),
        _ => return None,
    })
}

fn layer_option(name: &str, chosen: &Playground) -> Option<Text> {
    Some(match name {
        "withbias" => names::bias(chosen.layer.bias),
        _ => return None,
    })
}

fn model_option(name: &str, chosen: &Playground) -> Option<Text> {
    let model = &chosen.model;
    Some(match name {
        "activation" => names::activation(model.lenet.activation),
        "pool" => names::pooling(model.lenet.pooling),
        "padding" if model.lenet.padding == 0 => strings::PADDING_LESSON,
        "padding" => strings::PADDING_CLASSIC,
        "b2relu" if model.b2_relu => strings::B2_WITH_RELU,
        "b2relu" => strings::B2_WITHOUT_RELU,
        _ => return None,
    })
}

fn run_option(name: &str, chosen: &Playground) -> Option<Text> {
    Some(match name {
        "optimizer" => names::optimizer(chosen.run.optimizer),
        "init" => names::init(chosen.run.init),
        _ => return None,
    })
}

fn inside_option(name: &str, chosen: &Playground) -> Option<Text> {
    match name {
        "block" => names::INCEPTIONS.get(chosen.block).copied(),
        _ => None,
    }
}
