//! The choices of a training run. Those of the network are left to `model`.

use super::field::{Field, Values, Word, choose, real, whole, words};
use crate::lesson::state;
use crate::nn::init::Init;
use crate::nn::optim::Optimizer;

pub(super) static FIELDS: [Field; 8] = [
    Field {
        name: "epochs",
        values: Values::Whole(state::EPOCHS),
        read: |p, text| whole(&mut p.run.epochs, text, state::EPOCHS),
        write: |p| p.run.epochs.to_string(),
    },
    Field {
        name: "batch",
        values: Values::Whole(state::BATCH_SIZE),
        read: |p, text| whole(&mut p.run.batch_size, text, state::BATCH_SIZE),
        write: |p| p.run.batch_size.to_string(),
    },
    Field {
        name: "lr",
        values: Values::Real(state::LEARNING_RATE),
        read: |p, text| real(&mut p.run.learning_rate, text, state::LEARNING_RATE),
        write: |p| p.run.learning_rate.to_string(),
    },
    Field {
        name: "optimizer",
        values: Values::Words(words::<Optimizer>),
        read: |p, text| choose(&mut p.run.optimizer, text),
        write: |p| p.run.optimizer.word().to_owned(),
    },
    Field {
        name: "init",
        values: Values::Words(words::<Init>),
        read: |p, text| choose(&mut p.run.init, text),
        write: |p| p.run.init.word().to_owned(),
    },
    Field {
        name: "pictures",
        values: Values::Whole(state::PICTURES),
        read: |p, text| whole(&mut p.run.pictures, text, state::PICTURES),
        write: |p| p.run.pictures.to_string(),
    },
    Field {
        name: "seed",
        values: Values::Whole(state::SEED),
        read: |p, text| whole(&mut p.run.seed, text, state::SEED),
        write: |p| p.run.seed.to_string(),
    },
    Field {
        name: "picture",
        values: Values::Whole(state::PICTURE),
        read: |p, text| whole(&mut p.picture, text, state::PICTURE),
        write: |p| p.picture.to_string(),
    },
];

impl Word for Optimizer {
    const ALL: &'static [Self] = &[Self::Sgd, Self::Momentum, Self::Adam];
    fn word(self) -> &'static str {
        match self {
            Self::Sgd => "sgd",
            Self::Momentum => "momentum",
            Self::Adam => "adam",
        }
    }
}

impl Word for Init {
    const ALL: &'static [Self] = &[Self::Default, Self::Xavier, Self::He];
    fn word(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Xavier => "xavier",
            Self::He => "he",
        }
    }
}
