//! How many channels come out of a module, as far as its numbers alone say: what the text of a network
//! need not repeat. Sizes, and whether a layer works at all, are left to `trace`.

use crate::nn::module::Module;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flow {
    /// Channels, or features once the picture is flat.
    pub(super) channels: Option<usize>,
    /// One number a channel: to flatten changes nothing.
    single: bool,
}

impl Flow {
    pub(super) fn through(self, module: &Module) -> Flow {
        match module {
            Module::Conv2d(conv) => Flow {
                channels: Some(conv.out_channels),
                single: false,
            },
            Module::Linear(linear) => Flow {
                channels: Some(linear.out_features),
                single: true,
            },
            Module::MaxPool2d(_) | Module::AvgPool2d { .. } => Flow {
                single: false,
                ..self
            },
            Module::GlobalAvgPool2d => Flow {
                single: true,
                ..self
            },
            Module::Flatten => Flow {
                channels: self.channels.filter(|_| self.single),
                single: true,
            },
            Module::ReLU | Module::Sigmoid | Module::Tanh | Module::Dropout { .. } => self,
            Module::Sequential(children) => children
                .iter()
                .fold(self, |flow, child| flow.through(&child.module)),
            Module::Concat(branches) => {
                let ends = branches.iter().map(|child| self.through(&child.module));
                let ends: Vec<Flow> = ends.collect();
                let joined = ends.iter().try_fold(0_usize, |sum, end| {
                    end.channels.and_then(|channels| sum.checked_add(channels))
                });
                Flow {
                    channels: joined,
                    single: ends.iter().all(|end| end.single),
                }
            }
        }
    }
}
