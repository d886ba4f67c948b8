//! Sentences of the interface that hold a number. Fixed words are left to `strings`.

pub mod builder;
pub mod inside;
pub mod stack;

use super::lang::Lang;
use crate::lesson::format::{self, count, whole as signed};
use crate::lesson::formula::Axis;
use crate::lesson::slide::Slide;
use crate::lesson::state::operation::{Notation, Operation};
use crate::lesson::unrolled::{self, Lit, Target};

/// A picture of the test set, by its position.
pub fn test_picture(index: u32, lang: Lang) -> String {
    let index = count(u64::from(index));
    match lang {
        Lang::Zh => format!("测试集第 {index} 张（从 0 数起）"),
        Lang::En => format!("test picture {index}, counted from 0"),
    }
}

/// What is lit in an unrolled convolution. `place` names the place of the weight if there is one.
pub fn unrolled(target: Target, slide: &Slide, lit: &Lit, lang: Lang) -> String {
    let cell = |[_, _, h, w]: [usize; 4], at: usize| {
        format!("[{}, {}, {}]", at / (h * w), at / w % h, at % w)
    };
    let output = |row| cell(slide.y.shape.0, row);
    let input = |column| cell(slide.x.shape.0, column);
    let places = lit.entries.len();
    let weight = |at: usize| {
        let value = slide.weight.data.get(at).copied().unwrap_or(0.0);
        format!("{} = {}", unrolled::name(slide, at), format::cell(value))
    };
    match (target, lit.weights.first(), lang) {
        (Target::Row(row), _, Lang::Zh) => format!(
            "第 {row} 行算出输出 {}：它读 {places} 个输入，这一行的其余元素都是 0。",
            output(row)
        ),
        (Target::Row(row), _, Lang::En) => format!(
            "Row {row} makes output {}: it reads {places} inputs; everything else in the row is 0.",
            output(row)
        ),
        (Target::Column(column), _, Lang::Zh) => format!(
            "第 {column} 列是输入 {}：{places} 个输出读它。",
            input(column)
        ),
        (Target::Column(column), _, Lang::En) => format!(
            "Column {column} is input {}: read by {places} of the outputs.",
            input(column)
        ),
        (Target::Entry(row, column), None, Lang::Zh) => format!(
            "第 {row} 行第 {column} 列是 0：输出 {} 读不到输入 {}。",
            output(row),
            input(column)
        ),
        (Target::Entry(row, column), None, Lang::En) => format!(
            "Row {row}, column {column} is 0: output {} does not read input {}.",
            output(row),
            input(column)
        ),
        (Target::Entry(row, column), Some(&at), Lang::Zh) => format!(
            "第 {row} 行第 {column} 列是 {}：输出 {} 用它乘输入 {}。同一个权重在矩阵里出现 {places} 次。",
            weight(at),
            output(row),
            input(column)
        ),
        (Target::Entry(row, column), Some(&at), Lang::En) => format!(
            "Row {row}, column {column} is {}: output {} multiplies input {} by it. The same weight stands in {places} places.",
            weight(at),
            output(row),
            input(column)
        ),
        (Target::Weight(_), Some(&at), Lang::Zh) => {
            format!("权重 {} 在矩阵里出现 {places} 次。", weight(at))
        }
        (Target::Weight(_), Some(&at), Lang::En) => format!(
            "Weight {} stands in {places} places of the matrix.",
            weight(at)
        ),
        (Target::Weight(_), None, Lang::Zh) => "这个权重只乘到填充，不在矩阵里。".to_owned(),
        (Target::Weight(_), None, Lang::En) => {
            "This weight meets padding only and stands nowhere in the matrix.".to_owned()
        }
    }
}

/// Which weights something was computed with.
pub fn weights_of(step: u32, lang: Lang) -> String {
    let step = count(u64::from(step));
    match lang {
        Lang::Zh => format!("第 {step} 步的权重"),
        Lang::En => format!("weights of step {step}"),
    }
}

/// An output and how it comes about, to be read aloud: channel, row, column.
pub fn spoken([o, i, j]: [usize; 3], line: &str, lang: Lang) -> String {
    match (lang, o) {
        (Lang::Zh, 0) => format!("第 {i} 行第 {j} 列：{line}"),
        (Lang::Zh, _) => format!("通道 {o} 第 {i} 行第 {j} 列：{line}"),
        (Lang::En, 0) => format!("row {i}, column {j}: {line}"),
        (Lang::En, _) => format!("channel {o}, row {i}, column {j}: {line}"),
    }
}

/// How many outputs an input feeds.
pub fn input_feeds([c, i, j]: [usize; 3], value: &str, outputs: usize, lang: Lang) -> String {
    match (lang, outputs) {
        (Lang::Zh, 0) => format!("输入 [{c}, {i}, {j}] = {value}，没有被任何窗口读到。"),
        (Lang::Zh, n) => format!("输入 [{c}, {i}, {j}] = {value}，用于 {n} 个输出。"),
        (Lang::En, 0) => format!("Input [{c}, {i}, {j}] = {value} is read by no window."),
        (Lang::En, 1) => format!("Input [{c}, {i}, {j}] = {value} feeds 1 output."),
        (Lang::En, n) => format!("Input [{c}, {i}, {j}] = {value} feeds {n} outputs."),
    }
}

/// How often a weight is used, and how often on padding.
pub fn weight_serves(
    tap: [usize; 4],
    value: &str,
    uses: usize,
    padded: usize,
    lang: Lang,
) -> String {
    let [o, c, u, v] = tap;
    let real = uses - padded;
    match (lang, padded) {
        (Lang::Zh, 0) => {
            format!("权重 [{o}, {c}, {u}, {v}] = {value}，用了 {uses} 次，每个输出一次。")
        }
        (Lang::Zh, _) => format!(
            "权重 [{o}, {c}, {u}, {v}] = {value}，用了 {uses} 次，每个输出一次；其中 {padded} 次乘的是填充，{real} 次乘的是输入。"
        ),
        (Lang::En, 0) => {
            format!("Weight [{o}, {c}, {u}, {v}] = {value} is used {uses} times, once an output.")
        }
        (Lang::En, _) => format!(
            "Weight [{o}, {c}, {u}, {v}] = {value} is used {uses} times, once an output: {padded} times on padding, {real} times on the input."
        ),
    }
}

/// The shape of all weights and what they count.
pub fn weight_shape(operation: &Operation, lang: Lang) -> String {
    let [k_h, k_w] = operation.window.kernel;
    let (o, c) = (operation.out_channels, operation.in_channels);
    let weights = count((o * c * k_h * k_w) as u64);
    match lang {
        Lang::Zh => format!(
            "权重形状 [c_o, c_i, k_h, k_w] = [{o}, {c}, {k_h}, {k_w}]，共 {weights} 个数，另有 {o} 个偏置（每个输出通道一个）。点一行，看那个输出通道怎样算出来。"
        ),
        Lang::En => format!(
            "Weight shape [c_o, c_i, k_h, k_w] = [{o}, {c}, {k_h}, {k_w}]: {weights} numbers, and {o} biases, one an output channel. Click a row to follow that output channel."
        ),
    }
}

/// What the size formula leaves to be said: remainders, rows never read, equal sizes.
pub fn size_facts(operation: &Operation, slide: &Slide, lang: Lang) -> Vec<String> {
    let axes = [0, 1].map(|a| Axis::new(operation, a));
    let mut facts = Vec::new();
    if axes.iter().all(|axis| axis.is_same()) {
        facts.push(super::strings::SAME_SIZE.get(lang).to_owned() + stop(lang));
    }
    let is_alike = axes[0] == axes[1];
    let names: &[&str] = match (lang, is_alike) {
        (Lang::Zh, true) => &["高和宽"],
        (Lang::Zh, false) => &["高", "宽"],
        (Lang::En, true) => &["Height and width"],
        (Lang::En, false) => &["Height", "Width"],
    };
    for (axis, name) in axes.iter().zip(names) {
        facts.extend(half_padded(*axis, name, lang));
        let rest = axis.remainder().filter(|rest| *rest > 0);
        let (Some(rest), Some(travel)) = (rest, axis.travel()) else {
            continue;
        };
        let s = axis.stride;
        // The book's fraction has the stride on top too.
        let travel = match operation.notation {
            Notation::Total => travel + s,
            Notation::PerSide => travel,
        };
        facts.push(match lang {
            Lang::Zh => format!(
                "{name}：{travel} ÷ {s} 有余数 {rest}，向下取整把它舍掉；步幅除不尽也是合法的。"
            ),
            Lang::En => format!(
                "{name}: {travel} ÷ {s} leaves {rest}, which the floor drops. A stride need not divide evenly."
            ),
        });
    }
    let [rows, columns] = slide.unread().positions();
    facts.extend(never_read(&rows, ["行", "row"], lang));
    facts.extend(never_read(&columns, ["列", "column"], lang));
    facts
}

/// Which rows or columns no window reads, by their numbers; nothing if all are read.
fn never_read(list: &[usize], [zh, en]: [&str; 2], lang: Lang) -> Option<String> {
    let numbers: Vec<String> = list.iter().map(usize::to_string).collect();
    let numbers = numbers.join(", ");
    Some(match (lang, list.len()) {
        (_, 0) => return None,
        (Lang::Zh, _) => format!("没有窗口读到第 {numbers} {zh}（从 0 数起）。"),
        (Lang::En, 1) => format!("No window reads {en} {numbers} (counted from 0)."),
        (Lang::En, _) => format!("No window reads {en}s {numbers} (counted from 0)."),
    })
}

/// p = k − 1 in all: what the formula comes down to.
fn half_padded(axis: Axis, name: &str, lang: Lang) -> Option<String> {
    let is_told = axis.is_half_padded() && axis.stride > 1;
    let output = axis.output().filter(|_| is_told)?;
    let (n, s, p) = (axis.input, axis.stride, axis.total());
    let divides = n.is_multiple_of(s);
    Some(match (lang, divides) {
        (Lang::Zh, true) => {
            format!(
                "{name}：两侧合计填充 {p} = k − 1，{s} 整除 {n}，所以输出就是 {n} ÷ {s} = {output}。"
            )
        }
        (Lang::Zh, false) => format!(
            "{name}：两侧合计填充 {p} = k − 1，公式化简为 ⌊({n} + {s} − 1) / {s}⌋ = {output}。"
        ),
        (Lang::En, true) => format!(
            "{name}: padding of {p} in all is k − 1 and {s} divides {n}, so the output is just {n} ÷ {s} = {output}."
        ),
        (Lang::En, false) => format!(
            "{name}: padding of {p} in all is k − 1, so the formula comes down to ⌊({n} + {s} − 1) / {s}⌋ = {output}."
        ),
    })
}

const fn stop(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "。",
        Lang::En => ".",
    }
}

/// What moving the picture does, once it is measured: percentages of the feature map, of its
/// maxima, of its averages.
pub fn shift_summary([feature, max, average]: [String; 3], lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("相对变化：特征图 {feature}，最大池化后 {max}，平均池化后 {average}。"),
        Lang::En => format!(
            "Relative change: feature map {feature}, max-pooled {max}, average-pooled {average}."
        ),
    }
}

/// A move by whole strides moves the pooled maps by whole cells.
pub fn shift_whole([down, right]: [i64; 2], lang: Lang) -> String {
    let (down, right) = (signed(down), signed(right));
    match lang {
        Lang::Zh => format!(
            "这次移动正好是步幅的整数倍：池化结果原样平移，向下 {down} 格、向右 {right} 格，一个数都没有变。"
        ),
        Lang::En => format!(
            "This move is a whole number of strides: the pooled maps move along unchanged, {down} down and {right} to the right; not one number is different."
        ),
    }
}

/// Cells that changed, of all.
pub fn changed_cells(changed: usize, cells: usize, lang: Lang) -> String {
    let (changed, cells) = (count(changed as u64), count(cells as u64));
    match lang {
        Lang::Zh => format!("{changed} / {cells} 格"),
        Lang::En => format!("{changed} / {cells} cells"),
    }
}

/// The pixel and the output channel that a 1×1 convolution is followed at.
pub fn pixel_column([o, i, j]: [usize; 3], column: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "像素 ({i}, {j}) 是矩阵的第 {column} 列（从 0 数起），输出通道 {o} 是第 {o} 行。"
        ),
        Lang::En => format!(
            "Pixel ({i}, {j}) is column {column} of the matrix, counted from 0; output channel {o} is row {o}."
        ),
    }
}
