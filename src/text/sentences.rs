//! Sentences of the interface that hold a number. Fixed words are left to `strings`.

use super::lang::Lang;
use crate::lesson::format::count;

/// A picture of the test set, by its position.
pub fn test_picture(index: u32, lang: Lang) -> String {
    let index = count(u64::from(index));
    match lang {
        Lang::Zh => format!("测试集第 {index} 张（从 0 数起）"),
        Lang::En => format!("test picture {index}, counted from 0"),
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
