//! Sentences about what goes on inside a network that runs. Fixed words are left to `strings`.

use crate::lesson::format::fixed;
use crate::text::lang::Lang;

/// How long one picture of that side took.
pub fn forward(seconds: f32, side: usize, lang: Lang) -> String {
    let time = milliseconds(seconds);
    match lang {
        Lang::Zh => format!("前向传播 {time}，一张 {side}×{side} 的图片"),
        Lang::En => format!("Forward pass {time}, one picture of {side}×{side}"),
    }
}

/// `0.8 ms`, `82 ms`, `1.25 s`
fn milliseconds(seconds: f32) -> String {
    match seconds {
        ..0.01 => format!("{} ms", fixed(seconds * 1000.0, 1)),
        ..1.0 => format!("{} ms", fixed(seconds * 1000.0, 0)),
        _ => format!("{} s", fixed(seconds, 2)),
    }
}

/// A map that has more values than there are pixels for it.
pub fn reduced(by: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("一个点是 {by}×{by} 个数的平均"),
        Lang::En => format!("a dot is the mean of {by}×{by} numbers"),
    }
}

/// The average of a class's map is its score.
pub fn class_mean(cells: usize, mean: &str, score: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{cells} 个数的平均是 {mean}，网络给这一类的分数是 {score}。"),
        Lang::En => format!(
            "The mean of the {cells} numbers is {mean}; the network’s score for the class is {score}."
        ),
    }
}

/// How little place is left in a map of so few cells; `None` where there is enough.
pub fn coarse([down, across]: [usize; 2], side: usize, lang: Lang) -> Option<String> {
    let cells = format!("{down}×{across}");
    Some(match (down.max(across), lang) {
        (0..=1, Lang::Zh) => {
            format!(
                "图片是 {side}×{side} 时，每类只剩 {cells} 格：位置已经没有了，整张图一个颜色。"
            )
        }
        (0..=1, Lang::En) => format!(
            "With pictures of {side}×{side} a class has {cells} cell left: no place is left in it, and the whole map has one colour."
        ),
        (2..=3, Lang::Zh) => {
            format!("图片是 {side}×{side} 时，每类只有 {cells} 格：只分得出上下左右。")
        }
        (2..=3, Lang::En) => format!(
            "With pictures of {side}×{side} a class has {cells} cells: enough to tell top from bottom and left from right, no more."
        ),
        (4.., _) => return None,
    })
}
