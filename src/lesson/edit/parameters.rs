//! The parameters that a network declares, whether or not its shapes fit: PyTorch makes a layer's weights
//! before anything runs.

use crate::nn::module::{Conv2d, Linear, Module, join};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// `conv.0.weight`
    pub path: String,
    pub shape: Vec<usize>,
}

impl Parameter {
    pub fn count(&self) -> u64 {
        let extents = self.shape.iter().map(|&extent| extent as u64);
        extents.fold(1, u64::saturating_mul)
    }
}

/// In the order of `state_dict`.
pub fn parameters(module: &Module) -> Vec<Parameter> {
    let walked = module.walk().into_iter();
    walked
        .flat_map(|(path, module)| own(&path, module))
        .collect()
}

/// Of a module and of all below.
pub fn count(module: &Module) -> u64 {
    let counts = parameters(module).into_iter();
    counts.fold(0, |sum, one| sum.saturating_add(one.count()))
}

fn own(path: &str, module: &Module) -> Vec<Parameter> {
    let (weight, out, bias) = match *module {
        Module::Conv2d(Conv2d {
            in_channels,
            out_channels,
            window,
            bias,
        }) => {
            let [height, width] = window.kernel;
            let weight = vec![out_channels, in_channels, height, width];
            (weight, out_channels, bias)
        }
        Module::Linear(Linear {
            in_features,
            out_features,
            bias,
        }) => (vec![out_features, in_features], out_features, bias),
        Module::MaxPool2d(_)
        | Module::AvgPool2d { .. }
        | Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Dropout { .. }
        | Module::Sequential(_)
        | Module::Concat(_) => return Vec::new(),
    };
    let one = |name: &str, shape: Vec<usize>| Parameter {
        path: join(path, name),
        shape,
    };
    let bias = bias.then(|| one("bias", vec![out]));
    std::iter::once(one("weight", weight)).chain(bias).collect()
}

#[cfg(test)]
mod tests {
    use super::{count, parameters};
    use crate::lesson::state::network::Network;
    use crate::nn::trace::{Mode, trace};
    use crate::zoo::variant::Known;

    #[test]
    fn they_are_those_of_the_trace() {
        for known in Known::ALL {
            let network = Network::of(known);
            let traced = trace(&network.module, network.input(), Mode::Eval).unwrap();
            let declared = parameters(&network.module);
            let told = declared.iter().map(|one| (&one.path, &one.shape));
            let expected = traced
                .params
                .iter()
                .map(|one| (&one.path, &one.torch_shape));
            assert!(told.eq(expected), "{known:?}");
            assert_eq!(count(&network.module), traced.parameters(), "{known:?}");
        }
    }
}
