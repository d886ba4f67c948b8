//! Edits of a network that cannot be done, in words.

use crate::lesson::edit::Refusal;
use crate::lesson::format::count;
use crate::text::lang::Lang;

/// Why nothing changed.
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::NothingThere => {
            say! { lang, "这里没有可以这样改的层。", "There is no layer here that could be changed so." }
        }
        Refusal::Root => {
            say! { lang, "整个网络不能移动、改名或删除。", "The network as a whole cannot be moved, renamed or removed." }
        }
        Refusal::AlreadyFirst => {
            say! { lang, "它已经在容器的最前面。", "It is the first in its container already." }
        }
        Refusal::AlreadyLast => {
            say! { lang, "它已经在容器的最后面。", "It is the last in its container already." }
        }
        Refusal::Outermost => {
            say! { lang, "它已经在最外层。", "It stands in no container but the network itself." }
        }
        Refusal::NoContainer => {
            say! { lang, "它的前后都不是容器。", "There is no container right before or behind it." }
        }
        Refusal::NoName => say! { lang, "名字不能为空。", "A name cannot be empty." },
        Refusal::LongName { most } => {
            say! { lang, "名字最多 {most} 个字符。", "A name has {most} characters at most." }
        }
        Refusal::Dot => {
            say! { lang, "名字里不能有点：点是路径的分隔符。", "A name cannot hold a dot: dots separate the names of a path." }
        }
        Refusal::NotPython => {
            say! { lang, "名字只能用英文字母、数字和下划线，并且以字母开头。", "A name takes Latin letters, digits and underscores, and begins with a letter." }
        }
        Refusal::Reserved => {
            say! { lang, "Python 或 nn.Module 自己已经用了这个名字。", "Python or nn.Module has that name for itself." }
        }
        Refusal::Number { place } => {
            say! { lang, "数字名就是位置，这里是 {place}；也可以取一个不是数字的名字。", "A number says the place, which is {place} here; or choose a name that is no number." }
        }
        Refusal::Duplicate { place } => {
            say! { lang, "同一个容器里，位置 {place} 的层已经叫这个名字。", "In this container the layer at place {place} has that name already." }
        }
        Refusal::NoNumber => {
            say! { lang, "这里要一个整数；高和宽不同时写两个，如 3, 5。原来的值没有变。", "A whole number is needed, or two such as 3, 5 where height and width differ. The old value is kept." }
        }
        Refusal::Bounds { low, high } => {
            let (low, high) = (count(*low as u64), count(*high as u64));
            say! { lang, "这个数要在 {low} 到 {high} 之间，原来的值没有变。", "The number has to lie between {low} and {high}. The old value is kept." }
        }
        Refusal::Share => {
            say! { lang, "p 是置零的概率，要在 0 到 0.95 之间。", "p is the probability of a zero: between 0 and 0.95." }
        }
        Refusal::TooManyLayers { most } => {
            say! { lang, "最多 {most} 层。", "There can be {most} layers at most." }
        }
        Refusal::TooDeep { most } => {
            say! { lang, "容器最多套 {most} 层。", "Containers can be nested {most} deep at most." }
        }
        Refusal::TooLong => {
            say! { lang, "网络太长，链接里写不下。", "The network is too long for a link." }
        }
    }
}
