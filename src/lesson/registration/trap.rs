//! A `MySequential` that takes modules or an ordered dict, and where its import must stand: names of a
//! class body are not seen by the methods in it.

use crate::nn::torch::Line;

/// Where `from collections import OrderedDict` stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Import {
    /// In the body of the class.
    ClassBody,
    /// At the top of the file.
    Module,
}

/// What the class is called with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    SeveralLayers,
    OneLayer,
    OneDict,
}

/// What Python does then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The children's names.
    Named(&'static [&'static str]),
    NameError,
}

impl Import {
    pub const ALL: [Import; 2] = [Import::ClassBody, Import::Module];

    pub const fn word(self) -> &'static str {
        match self {
            Import::ClassBody => "class",
            Import::Module => "module",
        }
    }
}

impl Call {
    pub const ALL: [Call; 3] = [Call::SeveralLayers, Call::OneLayer, Call::OneDict];

    /// As Python writes it.
    pub const fn source(self) -> &'static str {
        match self {
            Call::SeveralLayers => "MySequential(nn.Linear(784, 256), nn.ReLU())",
            Call::OneLayer => "MySequential(nn.Linear(784, 256))",
            Call::OneDict => "MySequential(collections.OrderedDict(fc=nn.Linear(784, 256)))",
        }
    }

    const fn arguments(self) -> usize {
        match self {
            Call::SeveralLayers => 2,
            Call::OneLayer | Call::OneDict => 1,
        }
    }
}

/// `and` looks at its right side only if the left is true: the name is looked up for one argument only.
pub const fn outcome(import: Import, call: Call) -> Outcome {
    let looked_up = call.arguments() == 1;
    match (import, call) {
        (Import::ClassBody, _) if looked_up => Outcome::NameError,
        (_, Call::SeveralLayers) => Outcome::Named(&["0", "1"]),
        (_, Call::OneLayer) => Outcome::Named(&["0"]),
        (_, Call::OneDict) => Outcome::Named(&["fc"]),
    }
}

pub fn source(import: Import, call: Call) -> Vec<Line> {
    let import_line = "from collections import OrderedDict";
    let (top, body) = match import {
        Import::Module => (format!("{import_line}\n\n"), String::new()),
        Import::ClassBody => (String::new(), format!("    {import_line}\n\n")),
    };
    // The call must not depend on the import that is looked at.
    let own = match call {
        Call::OneDict => "import collections\n",
        Call::SeveralLayers | Call::OneLayer => "",
    };
    let text = format!(
        "{own}{top}from torch import nn\n\n\nclass MySequential(nn.Module):\n{body}{METHODS}\n\nnet = {}",
        call.source()
    );
    let line = |text: &str| Line {
        text: text.to_owned(),
        path: None,
    };
    text.lines().map(line).collect()
}

const METHODS: &str = "    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            children = args[0].items()
        else:
            children = ((str(i), module) for i, module in enumerate(args))
        for name, module in children:
            self.add_module(name, module)

    def forward(self, x):
        for module in self.children():
            x = module(x)
        return x
";

#[cfg(test)]
mod tests {
    use super::{Call, Import, Outcome, outcome};

    #[test]
    fn a_class_body_is_not_seen_by_its_methods() {
        use Call::{OneDict, OneLayer, SeveralLayers};
        let rows = [
            (
                Import::ClassBody,
                SeveralLayers,
                Outcome::Named(&["0", "1"]),
            ),
            (Import::ClassBody, OneLayer, Outcome::NameError),
            (Import::ClassBody, OneDict, Outcome::NameError),
            (Import::Module, SeveralLayers, Outcome::Named(&["0", "1"])),
            (Import::Module, OneLayer, Outcome::Named(&["0"])),
            (Import::Module, OneDict, Outcome::Named(&["fc"])),
        ];
        for (import, call, expected) in rows {
            assert_eq!(outcome(import, call), expected, "{import:?} {call:?}");
        }
    }
}
