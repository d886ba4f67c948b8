//! Networks and shapes that do not fit, in words.

use crate::lesson::format::pair;
use crate::nn::trace::TraceError;
use crate::tensor::shape::{Axis, ShapeError};
use crate::text::lang::Lang;

/// The first layer of a network that cannot work.
pub fn trace(error: &TraceError, lang: Lang) -> String {
    let TraceError { path, error } = error;
    let reason = shape(error, lang);
    say! { lang, "{path} 这一层行不通：{reason}", "Layer {path} cannot work: {reason}" }
}

/// Shapes that do not fit.
pub fn shape(error: &ShapeError, lang: Lang) -> String {
    match *error {
        ShapeError::ZeroWindow { axis } => zero_window(axis, lang),
        ShapeError::WindowTooLarge {
            axis,
            window,
            padded,
        } => too_large(axis, window, padded, lang),
        ShapeError::PoolPadding {
            axis,
            padding,
            kernel,
        } => pool_padding(axis, padding, kernel, lang),
        ShapeError::Channels { expected, found } => {
            say! { lang, "这一层要 {expected} 个输入通道，得到的是 {found} 个。", "The layer takes {expected} input channels and gets {found}." }
        }
        ShapeError::Features { expected, found } => {
            say! { lang, "这一层要 {expected} 个输入特征，得到的是 {found} 个。", "The layer takes {expected} input features and gets {found}." }
        }
        ShapeError::NotFlat { found } => {
            say! { lang, "全连接层的输入要先展平，这里还是 {found}。", "A fully connected layer takes a flat input; this is still {found}." }
        }
        ShapeError::NotSpatial { found } => {
            say! { lang, "这一层的输入要有高和宽，这里是展平的 {found}。", "The layer takes maps with height and width; this is flat: {found}." }
        }
        ShapeError::Mismatch { expected, found } => {
            say! { lang, "这里要 {expected}，得到的是 {found}。", "Expected {expected}, got {found}." }
        }
        ShapeError::Branches { first, other } => branches(pair(first), pair(other), lang),
        ShapeError::TooLarge => {
            say! { lang, "这个张量太大，内存放不下。", "This tensor is too large." }
        }
    }
}

fn zero_window(axis: Axis, lang: Lang) -> String {
    let side = side(axis, lang);
    say! { lang, "窗口的{side}、步幅和膨胀都至少为 1。", "The window’s {side}, its stride and its dilation are at least 1." }
}

fn too_large(axis: Axis, window: usize, padded: usize, lang: Lang) -> String {
    let side = side(axis, lang);
    say! { lang, "窗口的{side}是 {window}，而输入连同填充只有 {padded}，放不下。", "The window’s {side} is {window}, the padded input’s only {padded}: it does not fit." }
}

fn pool_padding(axis: Axis, padding: usize, kernel: usize, lang: Lang) -> String {
    let (side, most) = (side(axis, lang), kernel / 2);
    say! { lang, "池化窗口的{side}是 {kernel}，每侧最多填充 {most}，这里是 {padding}。", "The pooling window’s {side} is {kernel}: at most {most} of padding a side, not {padding}." }
}

fn branches(first: String, other: String, lang: Lang) -> String {
    say! { lang, "各分支的高和宽必须相同：第一个是 {first}，另一个是 {other}。", "Branches must agree in height and width: the first has {first}, another {other}." }
}

fn side(axis: Axis, lang: Lang) -> &'static str {
    match (axis, lang) {
        (Axis::Height, Lang::Zh) => "高",
        (Axis::Height, Lang::En) => "height",
        (Axis::Width, Lang::Zh) => "宽",
        (Axis::Width, Lang::En) => "width",
    }
}
