//! Words of the table of all models. Its numbers are left to `lesson::compare`.

use super::lang::Text;
use crate::lesson::state::Playground;
use crate::lesson::state::compare::{Chart, Order, Quantity, Sort};

/// A row a string: `NAME = "中文", "English";`.
macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Text = Text { zh: $zh, en: $en };)*
    };
}

strings! {
    TABLE_MODEL = "模型", "Model";
    TABLE_INPUT = "输入 C×H×W", "Input C×H×W";
    TABLE_PARAMETERS = "参数", "Parameters";
    TABLE_MACS = "乘加次数", "Multiply-adds";
    TABLE_ACTIVATIONS = "激活内存", "Activations";
    TABLE_SGD = "训练内存 SGD", "Training SGD";
    TABLE_ADAM = "训练内存 Adam", "Training Adam";
    TABLE_DEPTH = "深度", "Depth";
    TABLE_FIELD = "感受野", "Receptive field";
    TABLE_DENSE = "全连接的份额", "Dense share";
    TABLE_CAPTION = "每张图片。按任何一列排序：点表头，再点反过来，第三次回到课程的次序。", "For one picture. Sort by any column: press its head, again for the reverse, a third time for the course’s order.";
    TABLE_NOTES = "激活内存：训练时要留下的每层输出，每张图片一份。训练内存：权重、梯度和优化器的状态，不含激活。深度：最长的一条路上带权重的层，括号里是所有带权重的层。感受野：最后一层特征图上一个单元看到的，不算全局平均；MLP 没有特征图。1/8：通道数除以 8；p=2：第一层填充 2。", "Activations: every layer’s output that training keeps, for each picture. Training: weights, gradients and the optimiser’s state, activations not included. Depth: layers with weights on the longest way; in brackets, all of them. Receptive field: what a unit of the last maps sees, before a global average; the MLP has no maps. 1/8: channels divided by 8; p=2: the first layer pads by 2.";
    TABLE_SORT = "排序", "Sorted by";
    TABLE_ORDER = "次序", "Order";
    TABLE_CHART = "图", "Chart";
    TABLE_QUANTITY = "画什么", "Quantity";
    TABLE_COURSE = "课程的次序", "the course’s order";
    TABLE_ASCENDING = "从小到大", "smallest first";
    TABLE_DESCENDING = "从大到小", "largest first";
    TABLE_BARS = "每个模型一条", "a bar a model";
    TABLE_SCATTER = "参数 × 乘加次数", "parameters × multiply-adds";
    TABLE_LOG = "对数刻度：每一格多十倍。", "Logarithmic scale: a division is a factor of ten.";
    TABLE_LINEAR = "线性刻度。", "Linear scale.";
}

/// The label of the control `name`.
pub fn label(name: &str) -> Option<Text> {
    Some(match name {
        "sort" => TABLE_SORT,
        "order" => TABLE_ORDER,
        "chart" => TABLE_CHART,
        "quantity" => TABLE_QUANTITY,
        _ => return None,
    })
}

/// What the present option of the control `name` is called.
pub fn option(name: &str, chosen: &Playground) -> Option<Text> {
    let compare = &chosen.compare;
    Some(match name {
        "sort" => match compare.sort {
            Sort::Course => TABLE_COURSE,
            Sort::By(by) => quantity(by),
        },
        "order" => match compare.order {
            Order::Ascending => TABLE_ASCENDING,
            Order::Descending => TABLE_DESCENDING,
        },
        "chart" => match compare.chart {
            Chart::Bars => TABLE_BARS,
            Chart::Scatter => TABLE_SCATTER,
        },
        "quantity" => quantity(compare.quantity),
        _ => return None,
    })
}

/// The head of a column.
pub const fn quantity(quantity: Quantity) -> Text {
    match quantity {
        Quantity::Input => TABLE_INPUT,
        Quantity::Parameters => TABLE_PARAMETERS,
        Quantity::Macs => TABLE_MACS,
        Quantity::Activations => TABLE_ACTIVATIONS,
        Quantity::Sgd => TABLE_SGD,
        Quantity::Adam => TABLE_ADAM,
        Quantity::Depth => TABLE_DEPTH,
        Quantity::Receptive => TABLE_FIELD,
        Quantity::Dense => TABLE_DENSE,
    }
}
