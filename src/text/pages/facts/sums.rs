//! Results of small operations, run by the tensor core: the sums that the chapters write out.
//! What an operation is is left to `lesson::slide`.

use crate::lesson::format;
use crate::lesson::learn;
use crate::lesson::link;
use crate::lesson::slide::slide;
use crate::lesson::state::Playground;
use crate::lesson::state::learning::Learning;
use crate::tensor::tensor::Tensor;

/// Name and setting of each, as a link of the playground would say it.
const SETTINGS: [(&str, &str); 21] = [
    ("lesson", ""),
    ("flipped", "op=convolve"),
    ("edge", "h=6&w=8&kh=1&kw=2&input=edge&kernel=edge"),
    ("padded", "pt=1&pb=1&pl=1&pr=1"),
    ("strided", "pt=1&pb=1&pl=1&pr=1&sh=3&sw=2"),
    ("halved", "h=8&w=8&kh=3&kw=3&pt=1&pb=1&pl=1&pr=1&sh=2&sw=2"),
    ("oblong", "h=8&w=8&kh=3&kw=5&pl=1&pr=1&sh=3&sw=4"),
    ("unread", "h=8&w=8&kh=3&kw=3&sh=2&sw=2"),
    ("dilated", "h=7&w=7&kh=3&kw=3&dh=2&dw=2"),
    ("even", "h=5&w=5&pt=1&pl=1"),
    ("first-channel", "kernel=ramp"),
    ("channels", "ci=2"),
    ("channels-three", "ci=2&co=3"),
    ("max", "op=max"),
    ("average", "op=average"),
    ("max-three", "op=max&h=4&w=4&kh=3&kw=3&sh=3&sw=3"),
    (
        "max-padded",
        "op=max&h=4&w=4&kh=3&kw=3&sh=2&sw=2&pt=1&pb=1&pl=1&pr=1",
    ),
    (
        "max-oblong",
        "op=max&h=4&w=4&kh=2&kw=4&sh=2&sw=3&pt=1&pb=1&pl=2&pr=2",
    ),
    (
        "average-counted",
        "op=average&pt=1&pb=1&pl=1&pr=1&sh=2&sw=2&counted=yes",
    ),
    (
        "average-uncounted",
        "op=average&pt=1&pb=1&pl=1&pr=1&sh=2&sw=2&counted=no",
    ),
    ("global", "op=average&kh=3&kw=3"),
];

/// `NAME` is the result, channel by channel; `NAME.tex` the same for a formula, `NAME.size` its
/// height and width.
pub fn of_slide(rest: &str) -> Option<String> {
    let (name, form) = rest.split_once('.').unwrap_or((rest, ""));
    let (_, query) = SETTINGS.iter().find(|(known, _)| *known == name)?;
    let playground = link::read(&link::ALL, query, &Playground::default());
    let y = slide(&playground.operation).ok()?.y;
    let [_, _, h, w] = y.shape.0;
    match form {
        "" => Some(matrices(&y, "[[", ", ", "], [", "]]", ", ")),
        "tex" => Some(matrices(
            &y,
            "\\begin{bmatrix}",
            " & ",
            " \\\\ ",
            "\\end{bmatrix}",
            ",\\;",
        )),
        "size" => Some(format!("{h}×{w}")),
        _ => None,
    }
}

fn matrices(y: &Tensor, open: &str, cell: &str, row: &str, close: &str, next: &str) -> String {
    let [_, _, h, w] = y.shape.0;
    let rows: Vec<String> = y
        .data
        .chunks(w)
        .map(|row| row.iter().map(number).collect::<Vec<_>>().join(cell))
        .collect();
    let planes: Vec<String> = rows
        .chunks(h)
        .map(|rows| format!("{open}{}{close}", rows.join(row)))
        .collect();
    planes.join(next)
}

/// Whole numbers as they are, others with two digits.
fn number(value: &f32) -> String {
    let digits = if value.fract() == 0.0 { 0 } else { 2 };
    format::fixed(*value, digits)
}

/// Where the lesson's own descent ends.
pub fn learnt_kernel() -> Option<String> {
    let task = learn::learn(&Learning::default());
    let numbers = task.states.last()?.kernel.data.iter();
    let numbers: Vec<String> = numbers.map(|value| format::fixed(*value, 2)).collect();
    Some(format!("[{}]", numbers.join(", ")))
}
