//! Words for runs that the browser keeps: what it offers to go on with, what was stored, and why not.

use super::lang::{Lang, Text};
use crate::lesson::format::{count, loss, percent};
use crate::lesson::kept::{Age, Offer, Stage, Trouble};
use crate::lesson::sizes::{offered, width};
use crate::lesson::state::Playground;

pub const RESUME: Text = Text {
    zh: "回到这里",
    en: "Resume here",
};
pub const OPEN: Text = Text {
    zh: "打开看看",
    en: "Open it",
};
pub const DISCARD: Text = Text {
    zh: "丢弃",
    en: "Discard",
};
pub const TOO_LARGE: Text = Text {
    zh: "这个网络太大，训练途中不会存进浏览器，刷新之后这次训练就没了。想留住结果，就导出权重。",
    en: "This network is too large to be kept in the browser while it trains, so the run will not outlive a reload. Export the weights to keep them.",
};
/// The record is there, and what belongs to it is not.
pub const UNREADABLE: Text = Text {
    zh: "这次训练存下的数据已经不完整，没法接着练了。",
    en: "What was stored of that run is no longer complete, so it cannot go on.",
};

/// Beside the offer.
pub const UNDECIDED: Text = Text {
    zh: "在你决定之前，这一页上别的训练都不会存下，免得把它盖掉。",
    en: "Until you decide, no other run of this page is stored, so that nothing takes its place.",
};
/// The present run, while the offer stands.
pub const WAITS: Text = Text {
    zh: "浏览器里存着另一次训练，是上次的，或者是另一个标签页里的，还没有决定去留，所以眼下这次没有存进去。丢弃那次，就开始存这次的；回到那次，这次的就没了。",
    en: "This run is not stored while another one waits, from earlier or from another tab. Discard that one, and this one is stored; go back to that one, and this one is gone.",
};

/// The offer's heading.
pub const fn heading(stage: Stage) -> Text {
    match stage {
        Stage::Imported => Text {
            zh: "上次导入的权重还在",
            en: "The weights you imported are still here",
        },
        Stage::Underway => Text {
            zh: "上次的训练还在，可以接着练",
            en: "Your last run is still here and can go on",
        },
        Stage::Finished => Text {
            zh: "上次训练好的网络还在",
            en: "The network you trained is still here",
        },
    }
}

/// Which network it was, with its size where there are several.
fn network(chosen: &Playground, lang: Lang) -> String {
    let (title, side) = (chosen.title(), chosen.side());
    if chosen.own_network {
        return match lang {
            Lang::Zh => format!("你搭的网络，{side}×{side}"),
            Lang::En => format!("Your own network, {side}×{side}"),
        };
    }
    if offered(chosen.model.known).len() == 1 {
        return title.to_owned();
    }
    let width = width(chosen.model.ratio);
    match lang {
        Lang::Zh => format!("{title}，{side}×{side}，宽度 {width}"),
        Lang::En => format!("{title}, {side}×{side}, width {width}"),
    }
}

/// What is offered, in one sentence.
pub fn offer(offer: &Offer, now: f64, lang: Lang) -> String {
    let network = network(&offer.chosen, lang);
    let ago = ago(Age::of(offer.when, now), lang);
    let [step, steps] = [offer.step, offer.steps].map(|steps| count(u64::from(steps)));
    let (epoch, epochs) = (offer.epoch, offer.epochs);
    let loss = offer.loss().map(loss).unwrap_or_default();
    let accuracy = offer.test_accuracy().map(percent).unwrap_or_default();
    match (offer.stage, lang) {
        (Stage::Imported, Lang::Zh) => format!("{network}：权重来自文件，还没有训练。{ago}存下。"),
        (Stage::Imported, Lang::En) => {
            format!("{network}: weights from a file, not trained any further. Stored {ago}.")
        }
        (Stage::Underway, Lang::Zh) => format!(
            "{network}：练到第 {step} 步，共 {steps} 步（第 {epoch} 轮，共 {epochs} 轮），训练损失 {loss}。{ago}存下。"
        ),
        (Stage::Underway, Lang::En) => format!(
            "{network}: step {step} of {steps}, epoch {epoch} of {epochs}, training loss {loss}. Stored {ago}."
        ),
        (Stage::Finished, Lang::Zh) => format!(
            "{network}：{steps} 步全部练完，训练损失 {loss}，测试准确率 {accuracy}。{ago}存下。打开以后可以看，也可以导出权重。"
        ),
        (Stage::Finished, Lang::En) => format!(
            "{network}: all {steps} steps done, training loss {loss}, test accuracy {accuracy}. Stored {ago}. Open it to look at it or to export its weights."
        ),
    }
}

fn ago(age: Age, lang: Lang) -> String {
    let (number, [zh, one, many]) = match (age, lang) {
        (Age::Now, Lang::Zh) => return "刚刚".to_owned(),
        (Age::Now, Lang::En) => return "just now".to_owned(),
        (Age::Minutes(number), _) => (number, ["分钟", "minute", "minutes"]),
        (Age::Hours(number), _) => (number, ["小时", "hour", "hours"]),
        (Age::Days(number), _) => (number, ["天", "day", "days"]),
    };
    match (lang, number) {
        (Lang::Zh, _) => format!("{number} {zh}前"),
        (Lang::En, 1) => format!("1 {one} ago"),
        (Lang::En, _) => format!("{number} {many} ago"),
    }
}

/// The run is safe up to a step.
pub fn stored(step: u32, lang: Lang) -> String {
    let step = count(u64::from(step));
    match lang {
        Lang::Zh => {
            format!("已存在这个浏览器里：第 {step} 步。刷新或者崩溃之后，可以从这里接着练。")
        }
        Lang::En => format!(
            "Stored in this browser up to step {step}: after a reload or a crash it can go on from there."
        ),
    }
}

/// The run is not kept: why, and what to do instead.
pub fn trouble(trouble: &Trouble, lang: Lang) -> String {
    match (trouble, lang) {
        (Trouble::Refused, Lang::Zh) => "浏览器不让这个页面存东西（可能是无痕模式），所以刷新之后这次训练就没了。训练照常进行；想留住结果，就导出权重。".to_owned(),
        (Trouble::Refused, Lang::En) => "This browser lets the page store nothing (a private window, perhaps), so this run will not outlive a reload. Training goes on; export the weights to keep them.".to_owned(),
        (Trouble::Full, Lang::Zh) => "浏览器给这个页面的存储空间满了，这次训练没有存下，刷新之后就没了。训练照常进行；想留住结果，就导出权重。".to_owned(),
        (Trouble::Full, Lang::En) => "This browser has no room left to store the run, so it will not outlive a reload. Training goes on; export the weights to keep them.".to_owned(),
        (Trouble::Broken(words), Lang::Zh) => format!("这次训练没能存进浏览器（{words}），刷新之后就没了。训练照常进行；想留住结果，就导出权重。"),
        (Trouble::Broken(words), Lang::En) => format!("The run could not be stored in this browser ({words}), so it will not outlive a reload. Training goes on; export the weights to keep them."),
    }
}
