//! Errors in words, with their numbers, in both languages. When they arise is left to the floors
//! below; what the reader can press next is left to `ui`.

use super::lang::Lang;
use crate::data::fashion_mnist::ShardError;
use crate::lesson::format::bytes;

/// The sentence in the reader's language, with the variables in scope put in. Called with braces:
/// rustfmt then leaves a sentence on its line.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal) => {
        match $lang {
            Lang::Zh => format!($zh),
            Lang::En => format!($en),
        }
    };
}

mod edit;
mod failure;
mod shape;
mod spell;
mod weights;

pub use edit::refusal;
pub use failure::failure;
pub use shape::{shape, trace};
pub use spell::spell;
pub use weights::{more, weights};

/// Why a file of the data set cannot be used.
pub fn shard(file: &str, error: &ShardError, lang: Lang) -> String {
    match error {
        ShardError::Missing {
            status: Some(status),
        } => {
            say! { lang, "取不到 {file}：服务器回答 {status}。", "{file} could not be fetched: the server answered {status}." }
        }
        ShardError::Missing { status: None } => {
            say! { lang, "取不到 {file}：服务器没有回答。", "{file} could not be fetched: no answer came." }
        }
        ShardError::Truncated { expected, found } => {
            let (expected, found) = (bytes(*expected), bytes(*found));
            say! { lang, "{file} 不完整：应当有 {expected}，只收到 {found}。", "{file} is cut off: {expected} expected, {found} received." }
        }
        ShardError::Altered => {
            say! { lang, "{file} 的内容与校验和不符，没有用来训练。", "{file} does not match its checksum and was not used for training." }
        }
    }
}

/// A worker that could not start or crashed, with the browser's own message.
pub fn worker(message: &str, lang: Lang) -> String {
    say! { lang, "训练线程停止了工作（{message}）。请重新载入页面。", "The training thread stopped working ({message}). Please reload the page." }
}
