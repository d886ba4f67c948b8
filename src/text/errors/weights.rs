//! Files of weights that cannot be used, in words.

use crate::lesson::format::{bytes, count};
use crate::nn::safetensors::{LIMIT, WeightsError};
use crate::text::lang::Lang;

/// What is wrong with the file, one sentence.
pub fn weights(error: &WeightsError, lang: Lang) -> String {
    match error {
        WeightsError::TooLarge { found } => {
            let (found, limit) = (bytes(*found), bytes(LIMIT));
            say! { lang, "文件有 {found}，这里最多读 {limit}。", "The file has {found}; at most {limit} are read." }
        }
        WeightsError::Truncated { expected, found } => {
            let (expected, found) = (count(*expected), count(*found));
            say! { lang, "文件不完整：应当有 {expected} 字节，实际是 {found} 字节。", "The file is cut off: {expected} bytes expected, {found} found." }
        }
        WeightsError::Trailing { expected, found } => {
            let (expected, found) = (count(*expected), count(*found));
            say! { lang, "文件尾部多出了内容：应当有 {expected} 字节，实际是 {found} 字节。", "The file goes on after its last tensor: {expected} bytes expected, {found} found." }
        }
        WeightsError::HeaderTooLong { length, limit } => {
            let (length, limit) = (count(*length), count(*limit));
            say! { lang, "文件头自称有 {length} 字节，这里最多读 {limit} 字节。", "The header claims {length} bytes; at most {limit} are read." }
        }
        WeightsError::Header { at } => {
            let at = count(*at);
            say! { lang, "这不是 safetensors 文件：文件头从第 {at} 字节起读不懂。", "This is no safetensors file: its header makes no sense from byte {at} on." }
        }
        WeightsError::Duplicate { name } => {
            say! { lang, "文件里有两个 {name}。", "The file has {name} twice." }
        }
        WeightsError::Offsets { name, start, end } => {
            let (start, end) = (count(*start), count(*end));
            say! { lang, "{name} 在文件里的位置 {start}–{end} 对不上它的形状或其他张量。", "{name} lies at {start}–{end}, which fits neither its shape nor the tensors beside it." }
        }
        WeightsError::Dtype { name, found } => {
            say! { lang, "{name} 的类型是 {found}，这里只读 F32、F16 和 BF16。", "{name} is of type {found}; only F32, F16 and BF16 are read." }
        }
        WeightsError::Missing { name } => {
            say! { lang, "文件里没有 {name}。", "The file has no {name}." }
        }
        WeightsError::Unexpected { name } => {
            say! { lang, "文件里的 {name} 不属于这个网络。", "The file has {name}, which is no part of this network." }
        }
        WeightsError::Shape {
            name,
            expected,
            found,
        } => shape(name, expected, found, lang),
        WeightsError::NotFinite { name } => {
            say! { lang, "{name} 里有 NaN 或无穷大。", "{name} contains NaN or infinity." }
        }
    }
}

fn shape(name: &str, expected: &[usize], found: &[u64], lang: Lang) -> String {
    say! { lang, "{name} 的形状应当是 {expected:?}，文件里是 {found:?}。", "{name} should have the shape {expected:?}; in the file it is {found:?}." }
}

/// A last line for `count` problems that are not listed.
pub fn more(count: usize, lang: Lang) -> Option<String> {
    let say = || say! { lang, "另外还有 {count} 处。", "And {count} more." };
    (count > 0).then(say)
}
