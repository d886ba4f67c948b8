//! What the controls and their options are called, by their words in a link.
//! The choices themselves, their order and bounds are left to `lesson::link`.

use super::lang::Text;
use super::{names, pictures, strings};
use crate::lesson::link;
use crate::lesson::state::Playground;

/// The label of the control `name`.
pub fn label(name: &str) -> Option<Text> {
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
        "stack" => strings::STACK,
        "side" => strings::PICTURE_SIDE,
        "unit" => strings::UNIT,
        "oci" => strings::IN_CHANNELS,
        "oco" => strings::OUT_CHANNELS,
        "oh" => strings::INPUT_HEIGHT,
        "ow" => strings::INPUT_WIDTH,
        "drawing" => strings::DRAWING,
        "right" => strings::MOVED_RIGHT,
        "down" => strings::MOVED_DOWN,
        "poolside" => strings::POOL_SIDE,
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
        "activation" => strings::ACTIVATION,
        "pool" => strings::POOL,
        "padding" => strings::PADDING,
        "epochs" => strings::EPOCHS,
        "batch" => strings::BATCH,
        "lr" => strings::LEARNING_RATE,
        "optimizer" => strings::OPTIMIZER,
        "init" => strings::INIT,
        "pictures" => strings::PICTURES,
        "seed" => strings::SEED,
        "picture" => strings::PICTURE,
        _ => return pictures::label(name),
    })
}

/// What the option `word` of the control `name` is called.
pub fn option(name: &str, word: &str) -> Option<Text> {
    let mut chosen = Playground::default();
    if !link::set(&mut chosen, name, word) {
        return None;
    }
    Some(match name {
        "op" => names::operation(chosen.operation.kind),
        "input" => names::input_source(chosen.operation.input_source),
        "kernel" => names::kernel_source(chosen.operation.kernel_source),
        "notation" => names::notation(chosen.operation.notation),
        "counted" => names::counted(chosen.operation.count_include_pad),
        "drawing" => names::drawing(chosen.shift.drawing),
        "withbias" => names::bias(chosen.layer.bias),
        "activation" => names::activation(chosen.lenet.activation),
        "pool" => names::pooling(chosen.lenet.pooling),
        "padding" if chosen.lenet.padding == 0 => strings::PADDING_LESSON,
        "padding" => strings::PADDING_CLASSIC,
        "optimizer" => names::optimizer(chosen.run.optimizer),
        "init" => names::init(chosen.run.init),
        _ => return pictures::option(name, &chosen),
    })
}

#[cfg(test)]
mod tests {
    use super::{label, option};
    use crate::lesson::link::{Values, fields};

    #[test]
    fn every_choice_and_every_option_has_a_name() {
        for field in fields() {
            assert!(label(field.name).is_some(), "{} has no label", field.name);
            if let Values::Words(words) = field.values {
                for word in words() {
                    assert!(option(field.name, word).is_some(), "{} {word}", field.name);
                }
            }
        }
    }
}
