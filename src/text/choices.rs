//! What the controls and their options are called, by their words in a link.
//! The choices themselves, their order and bounds are left to `lesson::link`.

use super::lang::Text;
use super::{names, strings};
use crate::lesson::link;
use crate::lesson::state::Playground;

/// The label of the control `name`.
pub fn label(name: &str) -> Option<Text> {
    Some(match name {
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
        _ => return None,
    })
}

/// What the option `word` of the control `name` is called.
pub fn option(name: &str, word: &str) -> Option<Text> {
    let mut chosen = Playground::default();
    if !link::set(&mut chosen, name, word) {
        return None;
    }
    Some(match name {
        "activation" => names::activation(chosen.lenet.activation),
        "pool" => names::pooling(chosen.lenet.pooling),
        "padding" if chosen.lenet.padding == 0 => strings::PADDING_LESSON,
        "padding" => strings::PADDING_CLASSIC,
        "optimizer" => names::optimizer(chosen.run.optimizer),
        "init" => names::init(chosen.run.init),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{label, option};
    use crate::lesson::link::{FIELDS, Values};

    #[test]
    fn every_choice_and_every_option_has_a_name() {
        for field in &FIELDS {
            assert!(label(field.name).is_some(), "{} has no label", field.name);
            if let Values::Words(words) = field.values {
                for word in words() {
                    assert!(option(field.name, word).is_some(), "{} {word}", field.name);
                }
            }
        }
    }
}
