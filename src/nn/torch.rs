//! Module → the PyTorch source that builds it, with the line of each layer's path.

use super::module::Module;

/// One line of printed source; `path` names the layer it defines, so that line and block light up together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub path: Option<String>,
}

/// A class named `class` in idiomatic PyTorch.
pub fn source(class: &str, module: &Module) -> Vec<Line> {
    let _ = (class, module);
    todo!("nn")
}
