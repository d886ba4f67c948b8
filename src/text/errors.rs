//! Errors in words, with their numbers, in both languages. When they arise is left to the floors
//! below; what the reader can press next is left to `ui`.

use super::lang::Lang;
use crate::data::fashion_mnist::ShardError;
use crate::lesson::format::{bytes, count, pair};
use crate::nn::safetensors::WeightsError;
use crate::nn::trace::TraceError;
use crate::tensor::shape::{Axis, ShapeError};

/// The sentence in the reader's language, with the variables in scope put in.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal) => {
        match $lang {
            Lang::Zh => format!($zh),
            Lang::En => format!($en),
        }
    };
}

/// The first layer of a network that cannot work.
pub fn trace(error: &TraceError, lang: Lang) -> String {
    let TraceError { path, error } = error;
    let reason = shape(error, lang);
    say!(
        lang,
        "{path} 这一层行不通：{reason}",
        "Layer {path} cannot work: {reason}"
    )
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
            say!(
                lang,
                "这一层要 {expected} 个输入通道，得到的是 {found} 个。",
                "The layer takes {expected} input channels and gets {found}."
            )
        }
        ShapeError::Features { expected, found } => {
            say!(
                lang,
                "这一层要 {expected} 个输入特征，得到的是 {found} 个。",
                "The layer takes {expected} input features and gets {found}."
            )
        }
        ShapeError::NotFlat { found } => {
            say!(
                lang,
                "全连接层的输入要先展平，这里还是 {found}。",
                "A fully connected layer takes a flat input; this is still {found}."
            )
        }
        ShapeError::NotSpatial { found } => {
            say!(
                lang,
                "这一层的输入要有高和宽，这里是展平的 {found}。",
                "The layer takes maps with height and width; this is flat: {found}."
            )
        }
        ShapeError::Mismatch { expected, found } => {
            say!(
                lang,
                "这里要 {expected}，得到的是 {found}。",
                "Expected {expected}, got {found}."
            )
        }
        ShapeError::Branches { first, other } => branches(pair(first), pair(other), lang),
        ShapeError::TooLarge => say!(
            lang,
            "这个张量太大，内存放不下。",
            "This tensor is too large."
        ),
    }
}

fn zero_window(axis: Axis, lang: Lang) -> String {
    let side = side(axis, lang);
    say!(
        lang,
        "窗口的{side}、步幅和膨胀都至少为 1。",
        "The window's {side}, its stride and its dilation are at least 1."
    )
}

fn too_large(axis: Axis, window: usize, padded: usize, lang: Lang) -> String {
    let side = side(axis, lang);
    say!(
        lang,
        "窗口的{side}是 {window}，而输入连同填充只有 {padded}，放不下。",
        "The window's {side} is {window}, the padded input's only {padded}: it does not fit."
    )
}

fn pool_padding(axis: Axis, padding: usize, kernel: usize, lang: Lang) -> String {
    let (side, most) = (side(axis, lang), kernel / 2);
    say!(
        lang,
        "池化窗口的{side}是 {kernel}，每侧最多填充 {most}，这里是 {padding}。",
        "The pooling window's {side} is {kernel}: at most {most} of padding a side, not {padding}."
    )
}

fn branches(first: String, other: String, lang: Lang) -> String {
    say!(
        lang,
        "各分支的高和宽必须相同：第一个是 {first}，另一个是 {other}。",
        "Branches must agree in height and width: the first has {first}, another {other}."
    )
}

fn side(axis: Axis, lang: Lang) -> &'static str {
    match (axis, lang) {
        (Axis::Height, Lang::Zh) => "高",
        (Axis::Height, Lang::En) => "height",
        (Axis::Width, Lang::Zh) => "宽",
        (Axis::Width, Lang::En) => "width",
    }
}

/// What is wrong with a weight file, one sentence.
pub fn weights(error: &WeightsError, lang: Lang) -> String {
    match error {
        WeightsError::Truncated { expected, found } => {
            let (expected, found) = (count(*expected), count(*found));
            say!(
                lang,
                "文件不完整：应当有 {expected} 字节，实际是 {found} 字节。",
                "The file is cut off: {expected} bytes expected, {found} found."
            )
        }
        WeightsError::Header { detail } => {
            say!(
                lang,
                "这不是 safetensors 文件，文件头读不懂（{detail}）。",
                "This is no safetensors file: its header makes no sense ({detail})."
            )
        }
        WeightsError::Dtype { name, found } => {
            say!(
                lang,
                "{name} 的类型是 {found}，这里只读 F32。",
                "{name} is of type {found}; only F32 is read."
            )
        }
        WeightsError::Missing { name } => {
            say!(lang, "文件里没有 {name}。", "The file has no {name}.")
        }
        WeightsError::Unexpected { name } => {
            say!(
                lang,
                "文件里的 {name} 不属于这个网络。",
                "The file has {name}, which is no part of this network."
            )
        }
        WeightsError::Shape {
            name,
            expected,
            found,
        } => {
            say!(
                lang,
                "{name} 的形状应当是 {expected:?}，文件里是 {found:?}。",
                "{name} should have the shape {expected:?}; in the file it is {found:?}."
            )
        }
        WeightsError::NotFinite { name } => {
            say!(
                lang,
                "{name} 里有 NaN 或无穷大。",
                "{name} contains NaN or infinity."
            )
        }
    }
}

/// Why a file of the data set cannot be used.
pub fn shard(file: &str, error: &ShardError, lang: Lang) -> String {
    match error {
        ShardError::Missing {
            status: Some(status),
        } => {
            say!(
                lang,
                "取不到 {file}：服务器回答 {status}。",
                "{file} could not be fetched: the server answered {status}."
            )
        }
        ShardError::Missing { status: None } => {
            say!(
                lang,
                "取不到 {file}：服务器没有回答。",
                "{file} could not be fetched: no answer came."
            )
        }
        ShardError::Truncated { expected, found } => {
            let (expected, found) = (bytes(*expected), bytes(*found));
            say!(
                lang,
                "{file} 不完整：应当有 {expected}，只收到 {found}。",
                "{file} is cut off: {expected} expected, {found} received."
            )
        }
        ShardError::Altered => {
            say!(
                lang,
                "{file} 的内容与校验和不符，没有用来训练。",
                "{file} does not match its checksum and was not used for training."
            )
        }
    }
}

/// A worker that could not start or crashed, with the browser's own message.
pub fn worker(message: &str, lang: Lang) -> String {
    say!(
        lang,
        "训练线程停止了工作（{message}）。请重新载入页面。",
        "The training thread stopped working ({message}). Please reload the page."
    )
}
