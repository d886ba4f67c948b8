//! Module → the PyTorch source that builds it, with the line of each layer's path.
//! Parameters get the paths that `trace` gives them. Colouring the source is left to `ui`.

mod layer;

pub use self::layer::arguments;
use self::layer::{constructor, expression, uneven};
use super::module::{Child, Module, join};

/// One line of printed source; `path` names the layer it defines, so that line and block light up together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub path: Option<String>,
}

/// A class named `class` in idiomatic PyTorch: one attribute a child where the children's names
/// allow it (`self.conv = …`), a subclass of the root's own class elsewhere.
pub fn source(class: &str, module: &Module) -> Vec<Line> {
    let mut printer = Printer::default();
    if let Module::Sequential(children) = module
        && !numbered(children)
    {
        printer.attributes(class, children);
    } else {
        printer.subclass(class, module);
    }
    let body = printer.lines;
    let mut head = Printer::default();
    head.imports(&body);
    head.helpers(&body);
    [head.lines, body].concat()
}

/// Children named `0`, `1`, … need no names in PyTorch.
fn numbered(children: &[Child]) -> bool {
    let mut named = children.iter().enumerate();
    named.all(|(i, child)| child.name == i.to_string())
}

#[derive(Default)]
struct Printer {
    lines: Vec<Line>,
}

impl Printer {
    fn line(&mut self, depth: usize, text: &str, path: Option<&str>) {
        self.lines.push(Line {
            text: format!("{}{text}", "    ".repeat(depth))
                .trim_end()
                .to_owned(),
            path: path.map(str::to_owned),
        });
    }

    fn plain(&mut self, text: &str) {
        for line in text.lines() {
            self.line(0, line, None);
        }
    }

    fn attributes(&mut self, class: &str, children: &[Child]) {
        self.plain(&format!("class {class}(nn.Module):"));
        self.line(1, "def __init__(self):", None);
        self.line(2, "super().__init__()", None);
        for Child { name, module } in children {
            if *module != Module::Flatten {
                self.tree(2, &format!("self.{name} = "), module, name, "");
            }
        }
        self.plain("\n");
        self.line(1, "def forward(self, x):", None);
        for (i, Child { name, module }) in children.iter().enumerate() {
            let call = if *module == Module::Flatten {
                "torch.flatten(x, start_dim=1)".to_owned()
            } else {
                format!("self.{name}(x)")
            };
            let last = i + 1 == children.len();
            let target = if last { "return" } else { "x =" };
            self.line(2, &format!("{target} {call}"), Some(name));
        }
    }

    fn subclass(&mut self, class: &str, module: &Module) {
        let parametric = matches!(module, Module::Conv2d(_) | Module::Linear(_));
        let container = matches!(module, Module::Sequential(_) | Module::Concat(_));
        let base = if parametric || container {
            constructor(module)
        } else {
            "nn.Sequential".to_owned()
        };
        self.plain(&format!("class {class}({base}):"));
        self.line(1, "def __init__(self):", None);
        let init = "super().__init__(";
        if container {
            return self.container(2, init, module.children(), "", ")");
        }
        if !parametric {
            return self.line(2, &format!("{init}{})", expression(module)), Some(""));
        }
        self.line(2, &format!("{init}{})", arguments(module)), Some(""));
        if let Module::Conv2d(conv) = module
            && let Some(sides) = uneven(&conv.window.padding)
        {
            self.line(2, &format!("padded(self, {sides})"), Some(""));
        }
    }

    /// `before`, the module as an expression, `after`: on one line for a layer, on many for a container.
    fn tree(&mut self, depth: usize, before: &str, module: &Module, path: &str, after: &str) {
        if let Module::Sequential(children) | Module::Concat(children) = module {
            let open = format!("{before}{}(", constructor(module));
            self.container(depth, &open, children, path, &format!("){after}"));
        } else {
            let text = format!("{before}{}{after}", expression(module));
            self.line(depth, &text, Some(path));
        }
    }

    fn container(&mut self, depth: usize, open: &str, children: &[Child], path: &str, close: &str) {
        if children.is_empty() {
            return self.line(depth, &format!("{open}{close}"), Some(path));
        }
        let bare = numbered(children);
        let [list, end] = if bare {
            ["", ""]
        } else {
            ["OrderedDict([", "])"]
        };
        self.line(depth, &format!("{open}{list}"), Some(path));
        for Child { name, module } in children {
            let path = join(path, name);
            if bare {
                self.tree(depth + 1, "", module, &path, ",");
            } else {
                self.tree(depth + 1, &format!("(\"{name}\", "), module, &path, "),");
            }
        }
        self.line(depth, &format!("{end}{close}"), Some(path));
    }

    /// The imports that `body` and its helpers need.
    fn imports(&mut self, body: &[Line]) {
        if uses(body, "OrderedDict(") {
            self.plain("from collections import OrderedDict\n\n");
        }
        if ["torch.flatten", "Concat(", "MeanOfReal("]
            .iter()
            .any(|name| uses(body, name))
        {
            self.plain("import torch");
        }
        if ["padded(", "MeanOfReal("]
            .iter()
            .any(|name| uses(body, name))
        {
            self.plain("import torch.nn.functional as F");
        }
        self.plain("from torch import nn\n\n\n");
    }

    /// What PyTorch lacks, only where `body` uses it.
    fn helpers(&mut self, body: &[Line]) {
        for (name, code) in HELPERS {
            if uses(body, name) {
                self.plain(code);
                self.plain("\n\n");
            }
        }
    }
}

fn uses(body: &[Line], name: &str) -> bool {
    body.iter().any(|line| line.text.contains(name))
}

const HELPERS: [(&str, &str); 3] = [
    (
        "Concat(",
        r#"class Concat(nn.Sequential):
    """All children read the same input; their outputs are joined over channels."""

    def forward(self, x):
        return torch.cat([branch(x) for branch in self], dim=1)"#,
    ),
    (
        "padded(",
        r#"def padded(layer, sides):
    """Zeros (left, right, top, bottom) around what `layer` reads."""
    layer.register_forward_pre_hook(lambda _, inputs: F.pad(inputs[0], sides))
    return layer"#,
    ),
    (
        "MeanOfReal(",
        r#"class MeanOfReal(nn.Module):
    """The average over what a window sees, padding left out of the count."""

    def __init__(self, pool, sides):
        super().__init__()
        self.pool = pool
        self.sides = sides

    def forward(self, x):
        ones = torch.ones_like(x)
        return self.pool(F.pad(x, self.sides)) / self.pool(F.pad(ones, self.sides))"#,
    ),
];
