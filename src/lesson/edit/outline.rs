//! A network as the lines of a tree: what each module is, what comes out of it, what it costs.
//! Which lines are folded away is worked out here; how a line looks is left to `ui`.

use std::collections::{BTreeMap, BTreeSet};

use super::parameters;
use super::place::Place;
use crate::lesson::state::network::{Network, is_container};
use crate::nn::blocks::Block;
use crate::nn::module::{Module, join};
use crate::nn::torch;
use crate::nn::trace::Prefix;
use crate::tensor::shape::Shape;

/// One module of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub place: Place,
    pub path: String,
    pub name: String,
    pub module: Module,
    /// The block of the course that it is.
    pub block: Option<Block>,
    /// What comes out; `None` behind a layer that cannot work.
    pub output: Option<Output>,
    /// Of itself and of all below.
    pub parameters: u64,
    pub is_failing: bool,
    /// Its container joins what its children make.
    pub is_branch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Output {
    pub shape: Shape,
    /// PyTorch calls it N×C.
    pub flat: bool,
}

impl Line {
    /// PyTorch's class, or the course's function.
    pub fn kind(&self) -> &'static str {
        self.block.map_or(self.module.name(), Block::name)
    }

    /// What it is called with; a container's children stand below it.
    pub fn arguments(&self) -> String {
        torch::arguments(&self.module)
    }

    pub fn is_container(&self) -> bool {
        is_container(&self.module)
    }
}

/// Every line, parents before children; the root has none.
pub fn outline(network: &Network, prefix: &Prefix) -> Vec<Line> {
    let rows = prefix.trace.rows.iter();
    let outputs = rows.map(|row| {
        let output = Output {
            shape: row.output,
            flat: row.flat,
        };
        (row.path.as_str(), output)
    });
    let drawn = Drawn {
        outputs: outputs.collect(),
        failing: prefix.error.as_ref().map(|error| error.path.as_str()),
    };
    let mut lines = Vec::new();
    drawn.children(&network.module, "", &[], &mut lines);
    lines
}

struct Drawn<'a> {
    outputs: BTreeMap<&'a str, Output>,
    failing: Option<&'a str>,
}

impl Drawn<'_> {
    fn children(&self, module: &Module, path: &str, place: &[usize], lines: &mut Vec<Line>) {
        let is_branch = matches!(module, Module::Concat(_));
        for (position, child) in module.children().iter().enumerate() {
            let path = join(path, &child.name);
            let place = [place, &[position]].concat();
            lines.push(Line {
                name: child.name.clone(),
                module: child.module.clone(),
                block: Block::of(&child.module),
                output: self.output(&child.module, &path),
                parameters: parameters::count(&child.module),
                is_failing: self.failing == Some(path.as_str()),
                is_branch,
                place: place.clone(),
                path: path.clone(),
            });
            self.children(&child.module, &path, &place, lines);
        }
    }

    /// A `Sequential` puts out what its last child does.
    fn output(&self, module: &Module, path: &str) -> Option<Output> {
        match module {
            Module::Sequential(children) => {
                let last = children.last()?;
                self.output(&last.module, &join(path, &last.name))
            }
            _ => self.outputs.get(path).copied(),
        }
    }
}

/// More lines than this and the course's blocks are folded at first.
const LONG: usize = 24;

/// Whether the children of a container are out of sight. `toggled` holds the paths that the reader
/// opened or closed by hand.
pub fn is_folded(line: &Line, count: usize, toggled: &BTreeSet<String>) -> bool {
    let at_first = line.block.is_some() && count > LONG;
    line.is_container() && at_first != toggled.contains(&line.path)
}

/// The lines that are in sight. Those in `shown`, and what they stand in, are never folded away.
pub fn visible<'a>(lines: &'a [Line], toggled: &BTreeSet<String>, shown: &[&str]) -> Vec<&'a Line> {
    let mut hidden: Option<&[usize]> = None;
    let mut seen = Vec::new();
    for line in lines {
        if hidden.is_some_and(|above| line.place.starts_with(above)) {
            continue;
        }
        hidden = None;
        seen.push(line);
        let holds = |path: &&str| {
            let below = path.strip_prefix(line.path.as_str());
            below.is_some_and(|rest| rest.starts_with('.'))
        };
        if is_folded(line, lines.len(), toggled) && !shown.iter().any(holds) {
            hidden = Some(&line.place);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Line, outline, visible};
    use crate::lesson::state::network::Network;
    use crate::nn::trace::{Mode, trace_prefix};
    use crate::zoo::variant::Known;

    fn lines(network: &Network) -> Vec<Line> {
        let prefix = trace_prefix(&network.module, network.input(), Mode::Eval);
        outline(network, &prefix)
    }

    #[test]
    fn a_line_a_module_with_shapes_and_counts() {
        let lenet = lines(&Network::of(Known::LeNet));
        assert_eq!(lenet.len(), 6 + 1 + 5 + 2);
        let find = |path: &str| lenet.iter().find(|line| line.path == path).unwrap();
        assert_eq!(find("conv").parameters, 156 + 2416);
        assert_eq!(find("conv").output, find("conv.5").output);
        assert_eq!(find("fc.4").place, [2, 4]);
        assert_eq!(find("fc.4").parameters, 850);
        assert_eq!(find("conv.0").arguments(), "1, 6, kernel_size=5");
        let mut small = Network::of(Known::LeNet);
        small.side = 12;
        let small = lines(&small);
        let failing: Vec<&str> = small
            .iter()
            .filter(|line| line.is_failing)
            .map(|line| line.path.as_str())
            .collect();
        assert_eq!(failing, ["conv.3"]);
        assert!(small.iter().all(|line| {
            let works = ["conv.0", "conv.1", "conv.2"].contains(&line.path.as_str());
            line.output.is_some() == works
        }));
    }

    #[test]
    fn blocks_of_a_long_network_are_folded_until_they_are_needed() {
        let google = lines(&Network::of(Known::GoogLeNet));
        let none = BTreeSet::new();
        let seen = visible(&google, &none, &[]);
        assert!(seen.len() < 32, "{}", seen.len());
        assert!(seen.iter().all(|line| !line.path.starts_with("b3.0.")));
        let more = visible(&google, &none, &["b3.0.p2.1"]);
        // Its four branches, and the layers of one of them: a branch is no block.
        assert!(more.iter().any(|line| line.path == "b3.0.p2.1"));
        let toggled = BTreeSet::from(["b1".to_owned(), "b3.0".to_owned()]);
        let other = visible(&google, &toggled, &[]);
        assert!(other.iter().all(|line| !line.path.starts_with("b1.")));
        assert!(other.iter().any(|line| line.path == "b3.0.p1"));
    }
}
