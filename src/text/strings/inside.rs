//! Words of what goes on inside a network that runs: its layers, class maps, branches.
//! All others are left to `strings` itself.

use crate::text::lang::Text;

// Every layer.
strings! {
    EVERY_LAYER = "每一层", "Every layer";
    EVERY_LAYER_HINT = "点开一层，看它的特征图和卷积核。最右边是恰好为 0 的数占多少：占得多，这一层就稀疏；换哪张图片都是 100%，它就死了。", "Open a layer to see its feature maps and kernels. At the far right stands how many of its numbers are exactly 0: many make a layer sparse, and 100% for every picture makes it dead.";
    MEAN_DEVIATION = "均值 ± 标准差", "Mean ± deviation";
    LOW_HIGH = "最小 … 最大", "Min … max";
    ZEROS = "恰好为 0", "Exactly 0";
    KERNELS_AS_BANK = "每列一个输出通道，每行一个输入通道", "a column an output channel, a row an input channel";
    KERNELS_AS_MATRIX = "每行一个输出通道，每列一个输入通道", "a row an output channel, a column an input channel";
}

// Class activation maps.
strings! {
    CLASS_MAPS_HINT = "一类一张图，下面是它的分数。选一类，放大来看。", "A map a class, its score below. Choose a class to see it large.";
    CLASS_PREDICTED = "网络的判断", "predicted";
    CLASS_TRUE = "真实类别", "true";
    CLASS_BLANK = "空白", "blank";
    CLASS_RELU = "最后一个块以 ReLU 结尾，所以没有负数，0 是最低的分数。整张图都是 0 的类，标为空白。", "The last block ends in ReLU, so nothing is negative, and 0 is the lowest score. A class whose map is 0 everywhere is marked as blank.";
    CLASS_PLACES = "一格的数画在它感受野的中心，格与格之间线性过渡。十张图用同一把颜色尺。", "A cell’s number is drawn at the middle of its receptive field, with a straight passage from cell to cell. All ten maps share one scale of colour.";
    CLASS_CELLS = "这一类的图，一格一个数", "The map of this class, a number a cell";
}

// Branches of an Inception block.
strings! {
    INCEPTION_BLOCK = "Inception 块", "Inception block";
    BRANCHES_HINT = "四条分支读同一个输入。每条分支下面是它输出的特征图，随图片和训练而变。", "The four branches read one and the same input. Below each are the feature maps that it puts out; they follow the picture and the training.";
    CONCATENATED = "拼接之后的通道", "Channels once concatenated";
    REDUCTION_TABLE = "1×1 降维省下多少", "What reducing by 1×1 saves";
    WITH_REDUCTION = "先用 1×1 降维", "1×1 first";
    WITHOUT_REDUCTION = "3×3 和 5×5 直接读输入", "3×3 and 5×5 read the input";
    TIMES_AS_MANY = "倍数", "Ratio";
}
