//! The model in PyTorch, its hidden layers kept one way or another.

use super::{Model, Value, constructor, key};
use crate::lesson::state::holder::{Holder, Keeping};
use crate::nn::module::Linear;
use crate::nn::torch::Line;

/// A class whose `forward` works, whatever is registered.
pub fn source(keeping: Keeping) -> Vec<Line> {
    let model = Model::new(keeping);
    let mut lines = vec![
        "import torch".to_owned(),
        "from torch import nn".to_owned(),
        String::new(),
        String::new(),
        "class Net(nn.Module):".to_owned(),
        "    def __init__(self):".to_owned(),
        "        super().__init__()".to_owned(),
    ];
    for (name, value) in &model.attributes {
        lines.extend(assignment(keeping.holder, name, value));
    }
    lines.extend([
        String::new(),
        "    def forward(self, x):".to_owned(),
        "        x = torch.relu(self.first(x.flatten(1)))".to_owned(),
    ]);
    lines.extend(middle(keeping));
    lines.push("        return self.last(x)".to_owned());
    lines.into_iter().map(line).collect()
}

fn line(text: String) -> Line {
    Line { text, path: None }
}

fn assignment(holder: Holder, name: &str, value: &Value) -> Vec<String> {
    let children = match value {
        Value::Layer(layer) => {
            return vec![format!("        self.{name} = {}", constructor(*layer))];
        }
        Value::Module(children) | Value::Plain(children) => children,
    };
    let [open, close] = match holder {
        Holder::ModuleList => ["nn.ModuleList([", "])"],
        Holder::ModuleDict => ["nn.ModuleDict({", "})"],
        Holder::List => ["[", "]"],
        Holder::Dict => ["{", "}"],
        // Kept one by one.
        Holder::Attributes => ["", ""],
    };
    let element = |(at, (_, layer)): (usize, &(String, Linear))| {
        let made = constructor(*layer);
        match holder {
            Holder::ModuleDict | Holder::Dict => format!("            \"{}\": {made},", key(at)),
            Holder::ModuleList | Holder::List | Holder::Attributes => {
                format!("            {made},")
            }
        }
    };
    let mut lines = vec![format!("        self.{name} = {open}")];
    lines.extend(children.iter().enumerate().map(element));
    lines.push(format!("        {close}"));
    lines
}

fn middle(keeping: Keeping) -> Vec<String> {
    let all = match keeping.holder {
        Holder::Attributes => {
            let one = |at| format!("        x = torch.relu(self.hidden{at}(x))");
            return (0..keeping.hidden).map(one).collect();
        }
        Holder::ModuleList | Holder::List => "self.hidden",
        Holder::ModuleDict | Holder::Dict => "self.hidden.values()",
    };
    vec![
        format!("        for layer in {all}:"),
        "            x = torch.relu(layer(x))".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Holder, Keeping, source};

    #[test]
    fn the_hidden_layers_stand_where_they_are_kept() {
        let rows = [
            (
                Holder::Attributes,
                "        self.hidden0 = nn.Linear(256, 256)",
            ),
            (Holder::ModuleList, "        self.hidden = nn.ModuleList(["),
            (
                Holder::ModuleDict,
                "            \"a\": nn.Linear(256, 256),",
            ),
            (Holder::List, "        self.hidden = ["),
            (Holder::Dict, "        for layer in self.hidden.values():"),
        ];
        for (holder, expected) in rows {
            let lines = source(Keeping { holder, hidden: 1 });
            let has = lines.iter().any(|line| line.text == expected);
            assert!(has, "{holder:?}: {lines:?}");
        }
    }
}
