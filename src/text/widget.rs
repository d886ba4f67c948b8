//! The widgets that a page can leave room for. What they do is left to `ui`.

use super::lang::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Widget {
    /// Theme, size, copy-link: in the header of every page, never in a chapter.
    Toolbar,
    LenetStructure,
    LenetTrain,
    LenetInside,
    LenetMistakes,
    LenetWeights,
}

impl Widget {
    pub const ALL: [Widget; 6] = [
        Widget::Toolbar,
        Widget::LenetStructure,
        Widget::LenetTrain,
        Widget::LenetInside,
        Widget::LenetMistakes,
        Widget::LenetWeights,
    ];

    /// The value of `data-widget`.
    pub const fn name(self) -> &'static str {
        match self {
            Widget::Toolbar => "toolbar",
            Widget::LenetStructure => "lenet-structure",
            Widget::LenetTrain => "lenet-train",
            Widget::LenetInside => "lenet-inside",
            Widget::LenetMistakes => "lenet-mistakes",
            Widget::LenetWeights => "lenet-weights",
        }
    }

    pub fn parse(name: &str) -> Option<Widget> {
        Self::ALL.into_iter().find(|widget| widget.name() == name)
    }

    /// What will stand here; shown until the widget is mounted.
    pub const fn promise(self) -> Text {
        match self {
            Widget::Toolbar => Text { zh: "", en: "" },
            Widget::LenetStructure => Text {
                zh: "这里将出现 LeNet 的结构图、逐层账本和 PyTorch 代码。",
                en: "LeNet’s diagram, its ledger of layers and its PyTorch source appear here.",
            },
            Widget::LenetTrain => Text {
                zh: "这里将出现训练面板：开始、暂停、曲线和日志。",
                en: "The training panel appears here: start, pause, curves and log.",
            },
            Widget::LenetInside => Text {
                zh: "这里将出现每一层的特征图、卷积核，以及网络的判断。",
                en: "Each layer’s feature maps and kernels, and the network’s answer, appear here.",
            },
            Widget::LenetMistakes => Text {
                zh: "这里将出现混淆矩阵和错得最离谱的图片。",
                en: "The confusion matrix and the worst mistakes appear here.",
            },
            Widget::LenetWeights => Text {
                zh: "这里可以导出和导入权重文件。",
                en: "Weights are exported and imported here.",
            },
        }
    }
}
