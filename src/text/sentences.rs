//! Sentences of the interface that hold a number. Fixed words are left to `strings`.

use super::lang::Lang;
use crate::lesson::format::count;

/// Which weights something was computed with.
pub fn weights_of(step: u32, lang: Lang) -> String {
    let step = count(u64::from(step));
    match lang {
        Lang::Zh => format!("第 {step} 步的权重"),
        Lang::En => format!("weights of step {step}"),
    }
}
