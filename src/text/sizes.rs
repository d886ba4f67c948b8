//! Words for what a network costs: its sizes, the question before a large one, the weights that come with
//! the course.

use super::errors::failure;
use super::lang::{Lang, Text};
use crate::lesson::format::{bytes, count, percent};
use crate::lesson::sizes::Cost;
use crate::train::protocol::Failure;
use crate::zoo::trained::Trained;

pub const SIZES: Text = Text {
    zh: "规模",
    en: "Sizes",
};
pub const SIZES_HINT: Text = Text {
    zh: "点一行就换成那个网络：图、账本、代码和训练一起换。时间按这台机器实测的速度估算，一轮含一次测试。",
    en: "Choose a row and the whole page takes that network: diagram, ledger, source, training. Times are estimated from this machine’s measured speed; an epoch includes its test.",
};
pub const SIDE_AND_WIDTH: Text = Text {
    zh: "图片，宽度",
    en: "Picture, width",
};
pub const TRAINING_MEMORY: Text = Text {
    zh: "训练内存",
    en: "Training memory",
};
pub const OUTPUT_MEMORY: Text = Text {
    zh: "输出占内存",
    en: "Output memory",
};
pub const ADAM_MEMORY: Text = Text {
    zh: "参数训练内存（Adam）",
    en: "Training memory (Adam)",
};
pub const EPOCH_TIME: Text = Text {
    zh: "一轮约需",
    en: "Time per epoch",
};
pub const MEASURING: Text = Text {
    zh: "测量中…",
    en: "measuring…",
};
pub const HAS_WEIGHTS: Text = Text {
    zh: "有训练好的权重",
    en: "trained weights",
};
pub const AGREE: Text = Text {
    zh: "在这里建起来",
    en: "Build it here",
};
pub const TAKE_TRAINED: Text = Text {
    zh: "换成训练好的小网络",
    en: "Take the small trained one",
};
pub const LOAD_TRAINED: Text = Text {
    zh: "载入训练好的权重",
    en: "Load trained weights",
};
pub const ORIGIN_RANDOM: Text = Text {
    zh: "权重是随机的，还什么都没学过。",
    en: "The weights are random: nothing has been learned yet.",
};
pub const ORIGIN_HERE: Text = Text {
    zh: "权重是在这里学到的。",
    en: "The weights were learned here.",
};
pub const ORIGIN_FILE: Text = Text {
    zh: "权重来自你的文件。",
    en: "The weights come from your file.",
};
pub const FETCHING: Text = Text {
    zh: "正在取权重…",
    en: "Fetching the weights…",
};

/// Why there is no speed to estimate times from.
pub fn unmeasured(why: &Failure, lang: Lang) -> String {
    let why = failure(why, lang);
    match lang {
        Lang::Zh => format!("没能测出训练有多快。{why}"),
        Lang::En => format!("How fast it trains could not be measured. {why}"),
    }
}

/// The question before a large network is built.
pub fn heavy(name: &str, cost: &Cost, lang: Lang) -> String {
    let (parameters, macs) = (count(cost.parameters), count(cost.macs));
    let (weights, training) = (bytes(cost.weights), bytes(cost.training));
    match lang {
        Lang::Zh => format!(
            "这么大的 {name} 不会自己跑起来：{parameters} 个参数，光权重就占 {weights} 内存；看一张图片要 {macs} 次乘加。要训练的话，一共约需 {training}。"
        ),
        Lang::En => format!(
            "{name} at this size does not start by itself: {parameters} parameters, whose weights alone take {weights} of memory; one picture costs {macs} multiply-adds. Training would take about {training} in all."
        ),
    }
}

/// What the weights that come with the course reach.
pub fn trained(trained: &Trained, lang: Lang) -> String {
    let (accuracy, epochs, side) = (percent(trained.accuracy), trained.epochs, trained.side);
    match lang {
        Lang::Zh => format!(
            "权重随课程附带：在 {side}×{side} 的图片上训练了 {epochs} 轮，测试准确率 {accuracy}。"
        ),
        Lang::En => format!(
            "These weights come with the course: {epochs} epochs on pictures of {side}×{side}, test accuracy {accuracy}."
        ),
    }
}

/// The file that could not be had.
pub fn unreachable(trained: &Trained, words: &str, lang: Lang) -> String {
    let file = trained.file;
    match lang {
        Lang::Zh => format!("没有取到 {file}（{words}）。网络还是原来的样子。"),
        Lang::En => format!("{file} could not be fetched ({words}). The network is as it was."),
    }
}
