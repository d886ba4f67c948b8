//! The widgets that a page can leave room for. What they do is left to `ui`.

use super::lang::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Widget {
    /// Theme, size, copy-link: in the header of every page, never in a chapter.
    Toolbar,
    /// One operation, step by step.
    Slide,
    Filter,
    LearnKernel,
    Field,
    EffectiveField,
    OneByOne,
    PictureChannels,
    Unrolled,
    LayerCosts,
    PixelShuffle,
    Shift,
    ModelStructure,
    ModelTrain,
    ModelCurves,
    ModelOrigin,
    ModelInside,
    ModelMistakes,
    ModelWeights,
    SideBySide,
    ModelTable,
    ModuleBuilder,
    HiddenParameters,
    NetworkBuilder,
    ActivationLab,
    DropoutLab,
    AugmentationLab,
    KernelStack,
    PixelwiseLab,
    AverageLab,
    Reduction,
    ClassMaps,
    Branches,
}

impl Widget {
    pub const ALL: [Widget; 33] = [
        Widget::Toolbar,
        Widget::Slide,
        Widget::Filter,
        Widget::LearnKernel,
        Widget::Field,
        Widget::EffectiveField,
        Widget::OneByOne,
        Widget::PictureChannels,
        Widget::Unrolled,
        Widget::LayerCosts,
        Widget::PixelShuffle,
        Widget::Shift,
        Widget::ModelStructure,
        Widget::ModelTrain,
        Widget::ModelCurves,
        Widget::ModelOrigin,
        Widget::ModelInside,
        Widget::ModelMistakes,
        Widget::ModelWeights,
        Widget::SideBySide,
        Widget::ModelTable,
        Widget::ModuleBuilder,
        Widget::HiddenParameters,
        Widget::NetworkBuilder,
        Widget::ActivationLab,
        Widget::DropoutLab,
        Widget::AugmentationLab,
        Widget::KernelStack,
        Widget::PixelwiseLab,
        Widget::AverageLab,
        Widget::Reduction,
        Widget::ClassMaps,
        Widget::Branches,
    ];

    /// The value of `data-widget`.
    pub const fn name(self) -> &'static str {
        match self {
            Widget::Toolbar => "toolbar",
            Widget::Slide => "slide",
            Widget::Filter => "filter",
            Widget::LearnKernel => "learn-kernel",
            Widget::Field => "field",
            Widget::EffectiveField => "effective-field",
            Widget::OneByOne => "one-by-one",
            Widget::PictureChannels => "picture-channels",
            Widget::Unrolled => "unrolled",
            Widget::LayerCosts => "layer-costs",
            Widget::PixelShuffle => "pixel-shuffle",
            Widget::Shift => "shift",
            Widget::ModelStructure => "model-structure",
            Widget::ModelTrain => "model-train",
            Widget::ModelCurves => "model-curves",
            Widget::ModelOrigin => "model-origin",
            Widget::ModelInside => "model-inside",
            Widget::ModelMistakes => "model-mistakes",
            Widget::ModelWeights => "model-weights",
            Widget::SideBySide => "side-by-side",
            Widget::ModelTable => "model-table",
            Widget::ModuleBuilder => "module-builder",
            Widget::HiddenParameters => "hidden-parameters",
            Widget::NetworkBuilder => "network-builder",
            Widget::ActivationLab => "activation-lab",
            Widget::DropoutLab => "dropout-lab",
            Widget::AugmentationLab => "augmentation-lab",
            Widget::KernelStack => "kernel-stack",
            Widget::PixelwiseLab => "pixelwise-lab",
            Widget::AverageLab => "average-lab",
            Widget::Reduction => "reduction",
            Widget::ClassMaps => "class-maps",
            Widget::Branches => "branches",
        }
    }

    pub fn parse(name: &str) -> Option<Widget> {
        Self::ALL.into_iter().find(|widget| widget.name() == name)
    }

    /// What will stand here; shown until the widget is mounted.
    pub const fn promise(self) -> Text {
        match self {
            Widget::Toolbar => Text { zh: "", en: "" },
            Widget::Slide => Text {
                zh: "这里将出现可以一步一步走的运算：输入、窗口、输出和每一步的算式。",
                en: "The operation appears here, step by step: input, window, output and the arithmetic.",
            },
            Widget::Filter => Text {
                zh: "这里可以把卷积核放到真实的图片上，看指针下的九个乘积。",
                en: "Kernels run on real pictures here, with the nine products under the pointer.",
            },
            Widget::LearnKernel => Text {
                zh: "这里将出现一个用梯度下降学出来的卷积核。",
                en: "A kernel is learned here by gradient descent, step by step.",
            },
            Widget::Field => Text {
                zh: "这里可以堆叠卷积和池化，点任意一个单元看它的感受野。",
                en: "Stack layers here, click any unit and see its receptive field.",
            },
            Widget::EffectiveField => Text {
                zh: "这里用真实的梯度画出有效感受野。",
                en: "The effective receptive field is drawn here from real gradients.",
            },
            Widget::OneByOne => Text {
                zh: "这里把 1×1 卷积变成一次矩阵乘法。",
                en: "A 1×1 convolution becomes a matrix product here.",
            },
            Widget::PictureChannels => Text {
                zh: "这里把一张彩色图片拆成三个通道，再逐个相加。",
                en: "A colour picture is taken apart into three channels here and added up again.",
            },
            Widget::Unrolled => Text {
                zh: "这里把一个卷积展开成它的稀疏矩阵。",
                en: "A convolution is unrolled into its sparse matrix here.",
            },
            Widget::LayerCosts => Text {
                zh: "这里比较卷积层和全连接层的参数与计算量。",
                en: "The costs of a convolution and of a dense layer are compared here.",
            },
            Widget::PixelShuffle => Text {
                zh: "这里在打乱像素之前和之后训练两个小网络。",
                en: "Two small networks are trained here, with and without shuffled pixels.",
            },
            Widget::Shift => Text {
                zh: "这里把图片移动一个像素，比较池化前后变了多少。",
                en: "A picture is moved by a pixel here, before and after pooling.",
            },
            Widget::ModelStructure => Text {
                zh: "这里将出现网络的结构图、逐层账本和 PyTorch 代码。",
                en: "The network’s diagram, its ledger of layers and its PyTorch source appear here.",
            },
            Widget::ModelCurves => Text {
                zh: "这里会画出损失和准确率的曲线。",
                en: "Loss and accuracy are drawn here while the network trains.",
            },
            Widget::ModelTrain => Text {
                zh: "这里将出现训练面板：开始、暂停、曲线和日志。",
                en: "The training panel appears here: start, pause, curves and log.",
            },
            Widget::ModelOrigin => Text {
                zh: "这里说明权重从哪里来，也可以载入训练好的权重。",
                en: "Where the weights come from is told here, and trained ones are loaded.",
            },
            Widget::ModelInside => Text {
                zh: "这里将出现每一层的特征图、卷积核，以及网络的判断。",
                en: "Each layer’s feature maps and kernels, and the network’s answer, appear here.",
            },
            Widget::ModelMistakes => Text {
                zh: "这里将出现混淆矩阵和错得最离谱的图片。",
                en: "The confusion matrix and the worst mistakes appear here.",
            },
            Widget::ModelWeights => Text {
                zh: "这里可以导出和导入权重文件。",
                en: "Weights are exported and imported here.",
            },
            Widget::SideBySide => Text {
                zh: "这里并排画出两个网络，相同与不同一目了然。",
                en: "Two networks are drawn side by side here, with what they share and where they differ.",
            },
            Widget::ModelTable => Text {
                zh: "这里把所有模型放进一张可以排序的表，也可以画成图。",
                en: "All models stand in one table here, to sort and to chart.",
            },
            Widget::ModuleBuilder => Text {
                zh: "这里可以用模块搭一个网络，看它的树、参数和代码，以及接不上的那一层。",
                en: "Build a network from modules here, and see its tree, its parameters, its source and the layer that does not fit.",
            },
            Widget::HiddenParameters => Text {
                zh: "这里数一数，放进各种容器的层，优化器看得见哪些参数。",
                en: "See here which parameters the optimiser finds in each kind of container.",
            },
            Widget::NetworkBuilder => Text {
                zh: "这里可以改造课程里的任何一个网络，或者从零搭起。",
                en: "Rebuild any network of the course here, or start from nothing.",
            },
            Widget::ActivationLab => Text {
                zh: "这里让 sigmoid 和 ReLU 在两个网络里同时训练，逐层比较梯度。",
                en: "Two networks train here, one with sigmoid and one with ReLU, and their gradients are compared layer by layer.",
            },
            Widget::DropoutLab => Text {
                zh: "这里可以看到丢弃法关掉了哪些数，又怎样放大留下来的。",
                en: "See here which numbers dropout switches off, and how it scales the rest.",
            },
            Widget::AugmentationLab => Text {
                zh: "这里把一张图片随机地翻转、裁剪、改变颜色。",
                en: "A picture is flipped, cropped and recoloured at random here.",
            },
            Widget::KernelStack => Text {
                zh: "这里比较一个大卷积核与一叠小卷积核：感受野、权重和计算量。",
                en: "One large kernel and a stack of small ones are compared here: receptive field, weights and arithmetic.",
            },
            Widget::PixelwiseLab => Text {
                zh: "这里把 1×1 卷积和逐像素的全连接层放在一起，逐个数对照。",
                en: "A 1×1 convolution and a dense layer at every pixel are compared here, number by number.",
            },
            Widget::AverageLab => Text {
                zh: "这里比较全局平均池化与全连接层两种结尾。",
                en: "Two ways to end a network are compared here: a global average and a dense layer.",
            },
            Widget::Reduction => Text {
                zh: "这里数一数，每个 Inception 块里的 1×1 卷积省下多少参数和计算。",
                en: "Count here what the 1×1 convolutions save in each Inception block.",
            },
            Widget::ClassMaps => Text {
                zh: "这里把每一类的激活图盖在图片上。",
                en: "The activation map of each class is laid over the picture here.",
            },
            Widget::Branches => Text {
                zh: "这里可以看 Inception 块的四条分支各输出什么，各看得到多远。",
                en: "See here what each of the four branches of an Inception block puts out, and how far it sees.",
            },
        }
    }
}
