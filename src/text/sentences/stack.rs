//! What a unit of a stack sees, and what a stack costs, in words. Numbers are left to `lesson::field`.

use crate::data::fashion_mnist::SIDE;
use crate::lesson::field::{Field, extent, mass};
use crate::lesson::format::{pair, percent, whole};
use crate::lesson::state::stack::Stack;
use crate::nn::receptive::Region;
use crate::text::lang::Lang;

/// Which unit is looked at and what it sees of the picture.
pub fn unit_sees(field: &Field, lang: Lang) -> String {
    let name = &field.trace.rows[field.row].path;
    let [i, j] = field.unit;
    let Some(region) = field.regions[0] else {
        return String::new();
    };
    let last = |a: usize| whole(region.start[a].saturating_add(region.size[a] as i64 - 1));
    let [top, left] = region.start.map(whole);
    let (bottom, right) = (last(0), last(1));
    let size = pair(region.size);
    let over = region.overhang(extent(&field.trace.rows[0]));
    let over = [over.top, over.bottom, over.left, over.right];
    let beyond = over != [0; 4];
    let [above, below, before, after] = over;
    match lang {
        Lang::Zh => {
            let beyond = match beyond {
                true => format!("，伸进填充：上 {above}、下 {below}、左 {before}、右 {after}"),
                false => String::new(),
            };
            let unit = if name.is_empty() {
                "图片".to_owned()
            } else {
                format!("第 {name} 层")
            };
            format!(
                "{unit}第 {i} 行第 {j} 列的单元看到图片的第 {top} 至 {bottom} 行、第 {left} 至 {right} 列（{size}）{beyond}。"
            )
        }
        Lang::En => {
            let beyond = match beyond {
                true => format!(
                    "; beyond the edge: {above} above, {below} below, {before} left, {after} right"
                ),
                false => String::new(),
            };
            let unit = if name.is_empty() {
                "the picture".to_owned()
            } else {
                format!("layer {name}")
            };
            format!(
                "The unit of {unit} at row {i}, column {j} sees rows {top} to {bottom} and columns {left} to {right} of the picture ({size}){beyond}."
            )
        }
    }
}

/// How many layers it takes until a unit sees the whole picture.
pub fn sees_all(field: &Field, lang: Lang) -> String {
    let size = pair(extent(&field.trace.rows[0]));
    if let Some(row) = field.sees_all() {
        let path = &field.trace.rows[row].path;
        return match lang {
            Lang::Zh => {
                format!("从第 {path} 层起（往上数第 {row} 行），有单元看到整张 {size} 的图片。")
            }
            Lang::En => format!(
                "From layer {path} on (row {row} of the table), a unit sees the whole {size} picture."
            ),
        };
    }
    match (field.threes_to_all(), lang) {
        (Some(more), Lang::Zh) => {
            format!("还没有单元看到整张 {size} 的图片：按现在的间隔，再叠 {more} 个 3×3 卷积才够。")
        }
        (Some(more), Lang::En) => format!(
            "No unit sees the whole {size} picture yet: at the present jump it takes {more} more 3×3 convolutions."
        ),
        (None, Lang::Zh) => "各分支的间隔不同，没有统一的感受野。".to_owned(),
        (None, Lang::En) => "The branches step differently, so there is no one field.".to_owned(),
    }
}

/// What a stack's convolutions cost, beside what the same field costs in one kernel.
pub fn weights_of_stack(stack: &Stack, lang: Lang) -> String {
    let own = stack.weights();
    match lang {
        Lang::Zh => format!(
            "步幅为 1 时，三个 3×3 和一个 7×7 看得一样远，C 个通道时权重却是 27C² 对 49C²（两个 3×3 与一个 5×5：18C² 对 25C²）。现在的堆叠：{own}C²。"
        ),
        Lang::En => format!(
            "At stride 1, three 3×3 see as far as one 7×7, with 27C² weights against 49C² for C channels (two 3×3 and one 5×5: 18C² against 25C²). The stack here: {own}C²."
        ),
    }
}

/// How much of the gradient lies in the middle of the region.
pub fn share(values: &[f32], region: Region, step: u32, lang: Lang) -> String {
    let size = pair(region.size);
    let Some(found) = mass(values, SIDE, region) else {
        return match lang {
            Lang::Zh => format!("第 {step} 步：梯度处处为 0，这个单元没有激活。"),
            Lang::En => format!("Step {step}: the gradient is 0 everywhere; the unit is off."),
        };
    };
    let middle = percent(found.middle);
    match lang {
        Lang::Zh => format!(
            "第 {step} 步：理论感受野 {size}。正中四分之一的面积上有 {middle} 的梯度；若处处一样重要，应当是 25%。"
        ),
        Lang::En => format!(
            "Step {step}: theoretical field {size}. The central quarter of its area holds {middle} of the gradient; if all of it mattered alike, that would be 25%."
        ),
    }
}
