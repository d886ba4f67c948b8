//! Networks in links that cannot be read, in words.

use crate::nn::spell::{Reason, SpellError};
use crate::text::lang::Lang;

/// Why the text of a network cannot be read, and at which character.
pub fn spell(error: &SpellError, lang: Lang) -> String {
    let (place, reason) = (error.at + 1, reason(error.reason, lang));
    say! { lang, "链接里的网络从第 {place} 个字符起读不懂：{reason}", "The link’s network cannot be read from character {place} on: {reason}" }
}

fn reason(reason: Reason, lang: Lang) -> String {
    match reason {
        Reason::TooLong { limit } => {
            say! { lang, "最多写 {limit} 个字符。", "at most {limit} characters are read." }
        }
        Reason::TooMany { limit } => {
            say! { lang, "一个网络最多有 {limit} 个模块。", "a network has at most {limit} modules." }
        }
        Reason::TooDeep { limit } => {
            say! { lang, "最多嵌套 {limit} 层。", "modules nest at most {limit} deep." }
        }
        Reason::Module { found } => no_module(found, lang),
        Reason::Separator { found } => {
            say! { lang, "一个模块到此为止，后面不能是“{found}”。", "a module ends here and ‘{found}’ cannot follow it." }
        }
        Reason::Unclosed => {
            say! { lang, "少了一个右括号。", "a closing parenthesis is missing." }
        }
        Reason::Name => {
            say! { lang, "子模块的名字用字母开头，由字母、数字和下划线组成，不太长，也不是 PyTorch 已用的词。", "a child’s name is short, starts with a letter, has letters, digits and underscores only, and is no word that PyTorch uses itself." }
        }
        Reason::Twice => {
            say! { lang, "同一个容器里有两个子模块同名。", "two children of one container have the same name." }
        }
        Reason::Number { limit } => {
            say! { lang, "这里要一个不超过 {limit} 的整数。", "a whole number up to {limit} belongs here." }
        }
        Reason::Count { found } => {
            say! { lang, "这里写了 {found} 个数，个数不对。", "{found} numbers stand here, which is not how many it takes." }
        }
        Reason::Channels => {
            say! { lang, "这里要写明输入通道数，前面的层没有给出。", "the number of inputs is left out, and nothing before it tells." }
        }
        Reason::Probability => {
            say! { lang, "丢弃的概率在 0 与 1 之间。", "a probability lies between 0 and 1." }
        }
    }
}

fn no_module(found: Option<char>, lang: Lang) -> String {
    match found {
        Some(found) => {
            say! { lang, "没有以“{found}”开头的模块。", "no module begins with ‘{found}’." }
        }
        None => {
            say! { lang, "这里少了一个模块。", "a module is missing here." }
        }
    }
}
