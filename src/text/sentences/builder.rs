//! A reader's network in words: what followed an edit, what a layer cannot do, what a model hides.

use crate::lesson::edit::adapt::Adapted;
use crate::lesson::edit::place;
use crate::lesson::format::count;
use crate::lesson::registration::Model;
use crate::lesson::registration::trap::{Import, Outcome};
use crate::lesson::state::holder::Holder;
use crate::nn::module::Module;
use crate::nn::trace::TraceError;
use crate::text::lang::Lang;
use crate::text::{errors, strings};

/// Layers that were made to fit, the first few by name.
pub fn followed(adapted: &[Adapted], lang: Lang) -> Option<String> {
    const NAMED: usize = 3;
    let rest = adapted.len().saturating_sub(NAMED);
    let named = adapted.iter().take(NAMED).map(|one| {
        let (from, to) = (count(one.from as u64), count(one.to as u64));
        format!("{} {from} → {to}", one.path)
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return None;
    }
    Some(match (lang, rest) {
        (Lang::Zh, 0) => format!("输入数跟着变了：{}。", named.join("；")),
        (Lang::Zh, _) => format!("输入数跟着变了：{}，另有 {rest} 层。", named.join("；")),
        (Lang::En, 0) => format!("Inputs followed: {}.", named.join("; ")),
        (Lang::En, _) => format!("Inputs followed: {}, and {rest} more.", named.join("; ")),
    })
}

/// Why a layer of this network cannot work, with the numbers that clash.
pub fn failing(module: &Module, error: &TraceError, lang: Lang) -> String {
    let found = place::of(module, &error.path).and_then(|place| place::at(module, &place));
    match (found, lang) {
        (Some(Module::Concat(branches)), Lang::Zh) if branches.is_empty() => {
            "Concat 里还没有分支，没有东西可以拼接。".to_owned()
        }
        (Some(Module::Concat(branches)), Lang::En) if branches.is_empty() => {
            "The Concat has no branches yet: there is nothing to join.".to_owned()
        }
        (_, _) => errors::shape(&error.error, lang),
    }
}

/// Totals in a line; where it stops, of what works.
pub fn totals(parameters: u64, macs: u64, layers: usize, is_whole: bool, lang: Lang) -> String {
    let (parameters, macs) = (count(parameters), count(macs));
    match (lang, is_whole) {
        (Lang::Zh, true) => format!("{layers} 层，{parameters} 个参数，每张图 {macs} 次乘加"),
        (Lang::Zh, false) => {
            format!("出错之前的 {layers} 层：{parameters} 个参数，每张图 {macs} 次乘加")
        }
        (Lang::En, true) => {
            format!("{layers} layers, {parameters} parameters, {macs} multiply-adds a picture")
        }
        (Lang::En, false) => format!(
            "{layers} layers before the one that fails: {parameters} parameters, {macs} multiply-adds a picture"
        ),
    }
}

/// How long the link is.
pub fn link_length(characters: usize, lang: Lang) -> String {
    let characters = count(characters as u64);
    let hint = strings::SHARE_HINT.get(lang);
    match lang {
        Lang::Zh => format!("{hint}现在的网址有 {characters} 个字符。"),
        Lang::En => format!("{hint} It has {characters} characters now."),
    }
}

/// Parameters that were counted so far.
pub fn ticked(so_far: u64, total: u64, lang: Lang) -> String {
    let (so_far, total) = (count(so_far), count(total));
    match lang {
        Lang::Zh => format!("{so_far} / {total}"),
        Lang::En => format!("{so_far} of {total}"),
    }
}

/// What keeping layers that way means, with the numbers of the model.
pub fn keeping(holder: Holder, model: &Model, lang: Lang) -> String {
    let [seen, all] = model.counts();
    let hidden = count(all - seen);
    let [seen, all] = [seen, all].map(count);
    match (holder, lang) {
        (Holder::Attributes, Lang::Zh) => format!(
            "给属性赋一个 Module，nn.Module 就把它登记下来。{all} 个参数全部看得到，路径就是属性名。"
        ),
        (Holder::Attributes, Lang::En) => format!(
            "Assigning a Module to an attribute registers it. All {all} parameters are seen; the path is the attribute’s name."
        ),
        (Holder::ModuleList, Lang::Zh) => format!(
            "ModuleList 自己就是 Module，里面的层都会登记，路径用位置编号。{all} 个参数全部看得到。它没有 forward：直接调用 self.hidden(x) 会报 NotImplementedError，次序由你的循环决定。"
        ),
        (Holder::ModuleList, Lang::En) => format!(
            "A ModuleList is a Module itself, so the layers in it are registered, numbered by their place. All {all} parameters are seen. It has no forward: calling self.hidden(x) raises NotImplementedError, and the order is that of your loop."
        ),
        (Holder::ModuleDict, Lang::Zh) => format!(
            "ModuleDict 也是 Module，里面的层用键作路径。{all} 个参数全部看得到。它同样没有 forward。"
        ),
        (Holder::ModuleDict, Lang::En) => format!(
            "A ModuleDict is a Module too; the keys are the names in the paths. All {all} parameters are seen. It has no forward either."
        ),
        (Holder::List, Lang::Zh) => format!(
            "普通的 list 不是 Module，nn.Module 不会往里看。前向照样能算，但 {all} 个参数里只看得到 {seen} 个：隐藏层的 {hidden} 个永远停在初始值，不会保存，也不会随模型搬到 GPU。Python 一个错误都不报。"
        ),
        (Holder::List, Lang::En) => format!(
            "A plain list is no Module, and nn.Module does not look into it. The forward pass works all the same, but of {all} parameters only {seen} are seen: the {hidden} of the hidden layers stay as initialised, are not saved and do not move to the GPU with the model. Python reports no error at all."
        ),
        (Holder::Dict, Lang::Zh) => format!(
            "普通的 dict 和 list 一样：{all} 个参数里只看得到 {seen} 个，藏起来的是 {hidden} 个。换成 nn.ModuleDict 就好了。"
        ),
        (Holder::Dict, Lang::En) => format!(
            "A plain dict is as blind as a list: of {all} parameters {seen} are seen and {hidden} hidden. nn.ModuleDict mends it."
        ),
    }
}

/// What Python does with the import there.
pub fn trap(import: Import, outcome: Outcome, lang: Lang) -> String {
    match (outcome, import) {
        (Outcome::NameError, _) => strings::TRAP_ERROR.get(lang).to_owned(),
        (Outcome::Named(_), Import::ClassBody) => strings::TRAP_LUCKY.get(lang).to_owned(),
        (Outcome::Named(names), Import::Module) => {
            let names = names.join(", ");
            match lang {
                Lang::Zh => format!("没有问题，子模块的名字是 {names}。"),
                Lang::En => format!("Fine: the children are called {names}."),
            }
        }
    }
}
