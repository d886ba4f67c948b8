//! The course in order: slug, title and what the reader will do, in both languages.
//! Whether a chapter is written is left to `assets/chapters`: a folder there makes it a page.

use super::lang::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chapter {
    /// Last segment of its URL.
    pub slug: &'static str,
    pub title: Text,
    /// One line for the contents page and the page's description.
    pub promise: Text,
}

/// Chapter 1 stands first.
pub const CHAPTERS: [Chapter; 14] = [
    Chapter {
        slug: "cross-correlation",
        title: Text {
            zh: "二维互相关与卷积层",
            en: "Cross-correlation",
        },
        promise: Text {
            zh: "让卷积核在图上滑动，看清每一个乘积，再让它自己学会找边缘。",
            en: "Slide a kernel over a picture, see every product, then let it learn to find edges.",
        },
    },
    Chapter {
        slug: "padding-stride",
        title: Text {
            zh: "填充和步幅",
            en: "Padding and stride",
        },
        promise: Text {
            zh: "随意改动窗口、填充和步幅，看输出形状怎样跟着公式走。",
            en: "Change window, padding and stride, and watch the output follow the formula.",
        },
    },
    Chapter {
        slug: "receptive-field",
        title: Text {
            zh: "特征图与感受野",
            en: "Feature maps and receptive fields",
        },
        promise: Text {
            zh: "点任意一个单元，看它究竟能看到输入的哪一块。",
            en: "Click any unit and see which part of the input it can see.",
        },
    },
    Chapter {
        slug: "channels",
        title: Text {
            zh: "多通道与 1×1 卷积",
            en: "Channels and 1×1 convolution",
        },
        promise: Text {
            zh: "把各通道的结果逐一相加，再把 1×1 卷积变成一次矩阵乘法。",
            en: "Add up the channels one by one, and turn a 1×1 convolution into a matrix product.",
        },
    },
    Chapter {
        slug: "conv-vs-dense",
        title: Text {
            zh: "卷积层与全连接层",
            en: "Convolution against dense layers",
        },
        promise: Text {
            zh: "打乱所有像素，看哪一种层毫无察觉；数一数各自的参数。",
            en: "Shuffle the pixels and see which layer never notices; count the parameters of both.",
        },
    },
    Chapter {
        slug: "pooling",
        title: Text {
            zh: "池化（汇聚）",
            en: "Pooling",
        },
        promise: Text {
            zh: "把图片移动一个像素，比较池化前后变了多少。",
            en: "Move a picture by one pixel and compare what changes before and after pooling.",
        },
    },
    Chapter {
        slug: "lenet",
        title: Text {
            zh: "LeNet",
            en: "LeNet",
        },
        promise: Text {
            zh: "就在这一页里把 LeNet 从零训练到七成五的准确率，并看着每一层学会看东西。",
            en: "Train LeNet from nothing to about 75% accuracy, here in the page, and watch each layer learn to see.",
        },
    },
    Chapter {
        slug: "modules",
        title: Text {
            zh: "模型构造",
            en: "Building models",
        },
        promise: Text {
            zh: "用模块搭一个网络，一边搭，一边看参数、形状和出错的地方。",
            en: "Build a network from modules, with parameters, shapes and faults shown as you build.",
        },
    },
    Chapter {
        slug: "alexnet",
        title: Text {
            zh: "AlexNet",
            en: "AlexNet",
        },
        promise: Text {
            zh: "比较 sigmoid 与 ReLU 的梯度，开关丢弃法，动手做数据增广。",
            en: "Compare the gradients of sigmoid and ReLU, switch dropout on and off, augment a picture.",
        },
    },
    Chapter {
        slug: "vgg",
        title: Text {
            zh: "VGG：重复的块",
            en: "VGG: repeated blocks",
        },
        promise: Text {
            zh: "用小卷积核堆出大感受野，算一算省下多少参数。",
            en: "Stack small kernels into a large receptive field and count the weights saved.",
        },
    },
    Chapter {
        slug: "nin",
        title: Text {
            zh: "NiN：网络中的网络",
            en: "NiN: network in network",
        },
        promise: Text {
            zh: "去掉全连接层，看类别直接出现在特征图上。",
            en: "Leave the dense layers out and see the classes appear on the feature maps.",
        },
    },
    Chapter {
        slug: "googlenet",
        title: Text {
            zh: "GoogLeNet：并行的分支",
            en: "GoogLeNet: parallel branches",
        },
        promise: Text {
            zh: "拆开 Inception 块，看四条分支各看到什么，再训练一个缩小版。",
            en: "Take an Inception block apart, see what its four branches see, train a small one.",
        },
    },
    Chapter {
        slug: "compare",
        title: Text {
            zh: "模型比较",
            en: "All models compared",
        },
        promise: Text {
            zh: "把所有模型放进一张表：参数、计算量、内存、深度、感受野。",
            en: "Put all models into one table: parameters, arithmetic, memory, depth, receptive field.",
        },
    },
    Chapter {
        slug: "playground",
        title: Text {
            zh: "自由实验",
            en: "Playground",
        },
        promise: Text {
            zh: "先给一个运算填上自己的数，再搭一个自己的网络：训练它，打印成 PyTorch 代码，把链接发给别人。",
            en: "Give one operation numbers of your own, then build your own network: train it, print it as PyTorch, send the link.",
        },
    },
];

/// Folder of the chapter at `position` in `assets/chapters`: `07-lenet`.
pub fn folder(position: usize) -> Option<String> {
    let chapter = CHAPTERS.get(position)?;
    Some(format!("{:02}-{}", position + 1, chapter.slug))
}
