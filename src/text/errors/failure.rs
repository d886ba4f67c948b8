//! What the trainer could not do, in words.

use super::{shape, trace};
use crate::lesson::format;
use crate::nn::trace::TraceError;
use crate::text::lang::Lang;
use crate::train::protocol::Failure;

/// Why a request was refused.
pub fn failure(failure: &Failure, lang: Lang) -> String {
    match failure {
        Failure::Network { path, error } => {
            let (path, error) = (path.clone(), *error);
            trace(&TraceError { path, error }, lang)
        }
        Failure::Output(error) => shape(error, lang),
        Failure::Picture { index, pictures } => say!(
            lang,
            "没有第 {index} 张图片，一共 {pictures} 张，从 0 数起。",
            "There is no picture {index}: there are {pictures}, counted from 0."
        ),
        Failure::Pixels { expected, found } => say!(
            lang,
            "图片要有 {expected} 个像素，这里是 {found} 个。",
            "A picture has {expected} pixels; this one has {found}."
        ),
        Failure::Memory { bytes } => {
            let more = format::bytes(*bytes);
            say!(
                lang,
                "内存不够：这个网络还要 {more}，浏览器没有给。请选窄一些的网络、小一些的图片或批量，再试一次。",
                "Not enough memory: this network needs {more} more, and the browser did not give it. Choose a narrower network, smaller pictures or a smaller batch, and try again."
            )
        }
        Failure::Limit { needed, allowed } => {
            let [needed, allowed] = [*needed, *allowed].map(format::bytes);
            say!(
                lang,
                "这块显卡一个缓冲区最多 {allowed}，这个网络要 {needed}。请改用 CPU，或者选窄一些的网络、小一些的批量。",
                "This graphics adapter allows {allowed} in one buffer; the network needs {needed}. Train on the CPU, or choose a narrower network or a smaller batch."
            )
        }
        Failure::Checkpoint => say!(
            lang,
            "保存的进度读不出来：它不完整，或者来自另一个版本。",
            "The saved run cannot be read: it is incomplete, or of another version."
        ),
        Failure::Lost(reason) => say!(
            lang,
            "WebGPU 设备中途断开了（{reason}）。",
            "The WebGPU device was lost ({reason})."
        ),
        Failure::Invalid(reason) => say!(
            lang,
            "WebGPU 拒绝了这次计算（{reason}）。这是我们的错，请告诉我们。",
            "WebGPU refused this computation ({reason}). The mistake is ours; please tell us."
        ),
        Failure::Device { leaf, lengths } => {
            let lengths = lengths.map(|[expected, found]| format!(", {expected} ≠ {found}"));
            let detail = format!("{leaf:?}{}", lengths.unwrap_or_default());
            say!(
                lang,
                "程序内部出错（{detail}）。请刷新页面；如果再次出现，请告诉我们。",
                "A mistake inside the program ({detail}). Please reload the page, and tell us if it happens again."
            )
        }
    }
}
