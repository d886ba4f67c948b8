//! Module → the PyTorch source that builds it, with the line of each layer's path.
//! Parameters get the paths that `trace` gives them. Colouring the source is left to `ui`.

mod helpers;
mod layer;

use std::collections::BTreeSet;

use self::helpers::{Helper, block, block_arguments};
pub use self::layer::arguments;
use self::layer::{constructor, expression, uneven};
use super::blocks::Block;
use super::module::{Child, Module, join};

/// One line of printed source; `path` names the module it makes, so that line and block light up
/// together. A block's call stands for all that is in it: see [`lit`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub path: Option<String>,
}

/// Three ways to write the same structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A class: one attribute a child where the children's names allow it (`self.conv = …`), a
    /// subclass of the root's own class elsewhere.
    Class,
    /// `net = nn.Sequential(…)`: children are numbered, their names are lost. See [`built`].
    Sequential,
    /// `net = nn.Sequential(OrderedDict([("conv", …), …]))`.
    OrderedDict,
}

/// A class named `class` in idiomatic PyTorch.
pub fn source(class: &str, module: &Module) -> Vec<Line> {
    source_as(Style::Class, class, module)
}

/// The network called `name`: a class, or a variable.
pub fn source_as(style: Style, name: &str, module: &Module) -> Vec<Line> {
    let mut body = Printer::new(style);
    match (style, module) {
        (Style::Class, Module::Sequential(children)) if are_attributes(children) => {
            body.attributes(name, children);
        }
        (Style::Class, _) => body.subclass(name, module),
        (Style::Sequential | Style::OrderedDict, _) => {
            body.tree(0, &format!("{name} = "), module, "", "");
        }
    }
    let mut head = Printer::new(style);
    head.imports(&body);
    for helper in &body.helpers {
        head.plain(helper.code());
        head.plain("\n\n");
    }
    [head.lines, body.lines].concat()
}

/// The module whose parameters have the paths that the source in this style gives them.
pub fn built(style: Style, module: &Module) -> Module {
    let renumber = |children: &[Child]| {
        let numbered = children.iter().enumerate();
        let renamed = numbered.map(|(i, child)| Child {
            name: i.to_string(),
            module: built(style, &child.module),
        });
        renamed.collect()
    };
    match (style, module) {
        (Style::Class | Style::OrderedDict, _) => module.clone(),
        (Style::Sequential, _) if block(module).is_some() => module.clone(),
        (Style::Sequential, Module::Sequential(children)) => Module::Sequential(renumber(children)),
        (Style::Sequential, Module::Concat(children)) => Module::Concat(renumber(children)),
        (Style::Sequential, layer) => layer.clone(),
    }
}

/// Reads exported weights into a network of the printed class.
pub fn loader(class: &str, file: &str) -> Vec<Line> {
    let mut printer = Printer::new(Style::Class);
    printer.plain("from safetensors.torch import load_file\n\n");
    printer.plain(&format!("net = {class}()"));
    printer.plain(&format!("net.load_state_dict(load_file(\"{file}\"))"));
    printer.plain("net.eval()");
    printer.lines
}

/// The path to light up in `lines` for the layer at `path`: its own, or that of the block it is in.
pub fn lit<'a>(lines: &[Line], path: &'a str) -> Option<&'a str> {
    let has_line = |path: &&str| lines.iter().any(|line| line.path.as_deref() == Some(*path));
    let parent = |path: &&'a str| path.rfind('.').and_then(|end| path.get(..end));
    std::iter::successors(Some(path), parent).find(has_line)
}

/// Children named `0`, `1`, … need no names in PyTorch.
fn numbered(children: &[Child]) -> bool {
    let mut named = children.iter().enumerate();
    named.all(|(i, child)| child.name == i.to_string())
}

/// `self.0` is no Python.
fn are_attributes(children: &[Child]) -> bool {
    let starts_well = |child: &Child| !child.name.starts_with(|c: char| c.is_ascii_digit());
    !children.is_empty() && children.iter().all(starts_well)
}

struct Printer {
    style: Style,
    lines: Vec<Line>,
    helpers: BTreeSet<Helper>,
    has_dict: bool,
    needs_torch: bool,
}

impl Printer {
    const fn new(style: Style) -> Self {
        Self {
            style,
            lines: Vec::new(),
            helpers: BTreeSet::new(),
            has_dict: false,
            needs_torch: false,
        }
    }

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
        self.init(&format!("class {class}(nn.Module):"));
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
                self.needs_torch = true;
                "torch.flatten(x, start_dim=1)".to_owned()
            } else {
                format!("self.{name}(x)")
            };
            let last = i + 1 == children.len();
            let target = if last { "return" } else { "x =" };
            self.line(2, &format!("{target} {call}"), Some(name));
        }
    }

    fn init(&mut self, head: &str) {
        self.plain(head);
        self.line(1, "def __init__(self):", None);
    }

    /// A root without attributes of its own derives from what it is.
    fn subclass(&mut self, class: &str, module: &Module) {
        let derive = |base: &str| format!("class {class}({base}):");
        let root = Some("");
        if let Some(inception @ Block::Inception(_)) = block(module) {
            self.helpers.insert(Helper::Inception);
            self.init(&derive(inception.name()));
            let call = format!("super().__init__({})", block_arguments(inception));
            return self.line(2, &call, root);
        }
        self.helpers.extend(Helper::of(module));
        match module {
            Module::Sequential(children) | Module::Concat(children) => {
                self.init(&derive(&constructor(module)));
                self.container(2, "super().__init__(", children, "", ")");
            }
            Module::Conv2d(_) | Module::Linear(_) => {
                self.init(&derive(&constructor(module)));
                self.line(2, &format!("super().__init__({})", arguments(module)), root);
                if let Module::Conv2d(conv) = module
                    && let Some(sides) = uneven(&conv.window.padding)
                {
                    self.line(2, &format!("padded(self, {sides})"), root);
                }
            }
            layer => {
                self.init(&derive("nn.Sequential"));
                self.line(2, &format!("super().__init__({})", expression(layer)), root);
            }
        }
    }

    /// `before`, the module as an expression, `after`: on one line for a layer and for a block, on
    /// many for a container.
    fn tree(&mut self, depth: usize, before: &str, module: &Module, path: &str, after: &str) {
        if let Some(block) = block(module) {
            self.helpers.insert(Helper::of_block(block));
            let call = format!("{}({})", block.name(), block_arguments(block));
            return self.line(depth, &format!("{before}{call}{after}"), Some(path));
        }
        self.helpers.extend(Helper::of(module));
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
        let bare = self.is_bare(children, path);
        self.has_dict |= !bare;
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

    /// Whether the children are written without their names. The root of an ordered dict has them all.
    fn is_bare(&self, children: &[Child], path: &str) -> bool {
        match self.style {
            Style::Class => numbered(children),
            Style::Sequential => true,
            Style::OrderedDict => numbered(children) && !path.is_empty(),
        }
    }

    /// The imports that `body` and its helpers need.
    fn imports(&mut self, body: &Printer) {
        if body.has_dict {
            self.plain("from collections import OrderedDict\n\n");
        }
        if body.needs_torch || body.helpers.iter().any(|helper| helper.needs_torch()) {
            self.plain("import torch");
        }
        if body.helpers.iter().any(|helper| helper.needs_functional()) {
            self.plain("import torch.nn.functional as F");
        }
        self.plain("from torch import nn\n\n");
        // Two empty lines before a definition, one before a statement.
        if self.style == Style::Class || !body.helpers.is_empty() {
            self.plain("\n");
        }
    }
}
