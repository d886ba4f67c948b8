//! The words of the interface, both languages side by side. Sentences of chapters live in
//! `assets/chapters`, names of choices and classes in `names`, the words of errors in `errors`.

use super::lang::Text;

/// A row a string: `NAME = "中文", "English";`. rustfmt leaves rows alone, so they stay one line each.
macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Text = Text { zh: $zh, en: $en };)*
    };
}

mod builder;
mod inside;
mod networks;

pub use builder::*;
pub use inside::*;
pub use networks::*;

// The course and its pages.
strings! {
    BRAND = "ConvLab 卷积实验室", "ConvLab";
    COURSE = "ConvLab 卷积实验室：在浏览器里学卷积神经网络", "ConvLab: convolutional networks, hands on";
    COURSE_PROMISE = "在浏览器里动手学卷积神经网络：每个算子、每个模型都在页面里真实地运行和训练。", "Convolutional networks, hands on: every operation and every model runs and trains in your browser.";
    CONTENTS = "目录", "Contents";
    GLOSSARY = "术语表", "Glossary";
    GLOSSARY_PROMISE = "课程里的术语，中英对照，每条一句话。", "The terms of the course in Chinese and English, one sentence each.";
    CHAPTERS = "章节", "Chapters";
    SOON = "即将推出", "soon";
    PREVIOUS = "上一页", "Previous";
    NEXT = "下一页", "Next";
    TURN_PAGE = "翻页", "Previous and next page";
    SKIP_TO_TEXT = "跳到正文", "Skip to the text";
    LANGUAGE_NAME = "中文", "English";
    FOOTER = "一切计算都在你的浏览器里进行，不向任何服务器发送数据。图片来自 Fashion-MNIST（MIT 许可证）。", "Everything is computed in your browser; nothing is sent to any server. Pictures: Fashion-MNIST (MIT licence).";
    NO_SCRIPT = "正文可以照常阅读；图和训练需要打开 JavaScript。", "The text reads as it is; figures and training need JavaScript.";
    NO_SIMD = "正文可以照常阅读；图和训练需要支持 WebAssembly SIMD 的浏览器：Chrome 91、Firefox 89、Safari 16.4 或更新的版本。", "The text reads as it is; figures and training need a browser with WebAssembly SIMD: Chrome 91, Firefox 89, Safari 16.4 or newer.";
    CALLOUT_TRY = "试一试", "Try it";
    CALLOUT_NOTE = "注意", "Note";
}

// The toolbar.
strings! {
    THEME = "主题", "Theme";
    THEME_AUTO = "自动", "Auto";
    THEME_LIGHT = "浅色", "Light";
    THEME_DARK = "深色", "Dark";
    SIZE_PROJECTOR = "投影", "Projector";
    COPY_LINK = "复制链接", "Copy link";
    LINK_COPIED = "链接已复制", "Link copied";
    COPY_FAILED = "浏览器不允许复制，请从地址栏复制", "The browser refused; copy from the address bar";
}

// Choices, named as in the URL.
strings! {
    ACTIVATION = "激活函数", "Activation";
    POOL = "池化", "Pooling";
    PADDING = "conv.0 的填充", "Padding of conv.0";
    PADDING_LESSON = "0（本课）", "0 (this lesson)";
    PADDING_CLASSIC = "2（经典）", "2 (classic)";
    EPOCHS = "轮数", "Epochs";
    BATCH = "批量大小", "Batch size";
    LEARNING_RATE = "学习率", "Learning rate";
    OPTIMIZER = "优化器", "Optimiser";
    INIT = "初始化", "Initialisation";
    PICTURES = "训练图片数", "Training pictures";
    SEED = "随机种子", "Seed";
    PICTURE = "测试集中的序号", "Number in the test set";
    EFFECT_RESET = "重置后生效", "takes effect after reset";
    PENDING = "有设置还没有生效：按“重置”，用新设置从头训练。", "Some settings are not in force yet: Reset starts over with them.";
    DEFAULTS = "恢复课程设置", "The lesson’s settings";
    SETTINGS = "训练设置", "Training settings";
    EFFECTS = "学习率随时生效；其余设置在训练开始之后改动，要重置才生效。", "The learning rate takes effect at once; any other setting changed after the start waits for a reset.";
    /// Beside a number that was moved into its bounds.
    CLAMPED = "已改为允许范围内最近的值", "moved to the nearest value allowed";
}

// One operation: its choices, named as in the URL.
strings! {
    OPERATION = "运算", "Operation";
    INPUT_HEIGHT = "输入高", "Input height";
    INPUT_WIDTH = "输入宽", "Input width";
    KERNEL_HEIGHT = "窗口高", "Kernel height";
    KERNEL_WIDTH = "窗口宽", "Kernel width";
    STRIDE_DOWN = "纵向步幅", "Stride, down";
    STRIDE_ACROSS = "横向步幅", "Stride, across";
    PADDING_TOP = "上填充", "Padding, top";
    PADDING_BOTTOM = "下填充", "Padding, bottom";
    PADDING_LEFT = "左填充", "Padding, left";
    PADDING_RIGHT = "右填充", "Padding, right";
    DILATION_DOWN = "纵向膨胀", "Dilation, down";
    DILATION_ACROSS = "横向膨胀", "Dilation, across";
    IN_CHANNELS = "输入通道数", "Input channels";
    OUT_CHANNELS = "输出通道数", "Output channels";
    INPUT_SOURCE = "输入的数", "Input numbers";
    KERNEL_SOURCE = "核的数", "Kernel numbers";
    BIAS = "偏置", "Bias";
    NOTATION = "填充怎么数", "Padding is counted";
    COUNTED = "填充的零", "Padded zeros";
    DRAW_NUMBER = "第几次抽取", "Random draw";
    KERNEL = "卷积核", "Kernel";
    QUESTION = "问题", "Question";
    PADDING_DOWN = "上下填充", "Padding, top and bottom";
    PADDING_ACROSS = "左右填充", "Padding, left and right";
}

// Animations and grids.
strings! {
    PLAY = "播放", "Play";
    PAUSE_ANIMATION = "暂停", "Pause";
    FIRST_STEP = "第一步", "First step";
    STEP_BACK = "上一步", "Step back";
    STEP_FORWARD = "下一步", "Step forward";
    LAST_STEP = "最后一步", "Last step";
    SCRUBBER = "窗口走到哪一步", "Position of the window";
    SPEED = "速度（步/秒）", "Speed, in steps a second";
    EDIT_CELL = "这一格的数；回车确认，Esc 取消", "The number in this cell; Enter takes it, Escape leaves it";
    NOT_A_CELL = "这里要一个数，这一格没有改动", "A number is needed here; the cell is unchanged";
    GRID_HINT = "指向任意一格，看它和谁相连；点一下固定，双击或回车改数。", "Point at any cell to see what it is tied to; click to pin, double-click or Enter to change it.";
    PARTIAL = "每个输入通道的贡献", "What each input channel adds";
    PADDING_PER_SIDE_EACH = "四边分别填充", "Each side on its own";
    MORE_SETTINGS = "膨胀（空洞）", "Dilation";
    NO_OUTPUT = "这样设置没有输出", "No output with these settings";
    ANOTHER_DRAW = "再抽一次", "Draw again";
    TYPED = "你填的卷积核", "The kernel as you typed it";
    TURNED = "卷积核转了半圈", "The kernel, turned by half a turn";
    RESET_ALL = "恢复本页设置", "This page’s settings";
    SAME_SIZE = "输出和输入一样大", "The output is as large as the input";
    PREDICT = "先猜后看", "Predict first";
    ASK_SHAPE = "问输出形状", "Ask for the output shape";
    ASK_CELL = "问一个输出格", "Ask for one output cell";
    ASK_NOTHING = "不提问", "No question";
    ASKED_SHAPE = "输出有多高、多宽？", "How high and how wide is the output?";
    ASKED_CELL = "标着“?”的那一格等于多少？", "What number belongs in the cell marked ?";
    ANSWER = "你的答案", "Your answer";
    CHECK = "看对不对", "Check";
    REVEAL = "直接看答案", "Show the answer";
    QUESTION_IN_LINK = "问题写进了地址栏：复制链接，学生打开就先看到问题。", "The question stands in the address: copy the link, and whoever opens it is asked first.";
    PADDING_GROUP = "填充", "Padding";
    KERNEL_BANK = "全部卷积核", "The whole kernel bank";
    SPATIAL = "窗口", "Window";
    NUMBERS = "数", "Numbers";
    CHANNELS_GROUP = "通道", "Channels";
    STRIDE_IS_KERNEL = "步幅设成窗口大小（PyTorch 池化的默认值）", "Stride = kernel size (PyTorch’s default for pooling)";
    GLOBAL_TOO_LARGE = "窗口最大是 11×11，这张输入放不进一个窗口；把输入高和宽调到 11 以内。", "A window reaches 11×11 at most and this input is larger: set its height and width to 11 or less.";
    GLOBAL_POOL = "窗口设成整张图（全局池化）", "Window = whole input (global pooling)";
}

// Receptive fields.
strings! {
    STACK = "层的堆叠", "Stack of layers";
    PICTURE_SIDE = "图片边长", "Side of the picture";
    UNIT = "所看的单元", "Unit looked at";
    STACK_KNOWN = "现成的堆叠", "Stacks to start from";
    STACK_LONG = "这个网络比可编辑的 8 层长，只能看；“取前 8 层来改”会得到一个可以编辑的堆叠。", "This network is longer than the 8 layers that can be edited; take its first 8 to change them.";
    STACK_CUT = "取前 8 层来改", "Edit its first 8 layers";
    STACK_EMPTY = "还没有层：一个像素只看到它自己。", "No layers yet: a pixel sees itself only.";
    LAYER_ADD = "添加一层", "Add a layer";
    BRANCHES_ADD = "添加分支块", "Add a block of branches";
    LAYER_REMOVE = "删除这一层", "Remove this layer";
    LAYER_UP = "上移", "Move up";
    LAYER_DOWN = "下移", "Move down";
    LAYER_KIND = "种类", "Kind";
    BRANCH = "分支", "Branch";
    LAYER_CONV = "卷积", "convolution";
    LAYER_MAX = "最大池化", "max pooling";
    LAYER_AVG = "平均池化", "average pooling";
    WINDOW_KERNEL = "窗口 k", "Kernel k";
    WINDOW_STRIDE = "步幅 s", "Stride s";
    WINDOW_PADDING = "填充 p（每侧）", "Padding p, per side";
    WINDOW_DILATION = "膨胀 d", "Dilation d";
    KNOWN_LENET = "LeNet", "LeNet";
    KNOWN_TWO = "两个 3×3", "two 3×3";
    KNOWN_THREE = "三个 3×3", "three 3×3";
    KNOWN_SEVEN = "一个 7×7", "one 7×7";
    KNOWN_DILATED = "膨胀 1、2、4", "dilation 1, 2, 4";
    KNOWN_ALEXNET = "AlexNet", "AlexNet";
    KNOWN_VGG = "VGG-11", "VGG-11";
    KNOWN_NIN = "NiN", "NiN";
    KNOWN_INCEPTION = "GoogLeNet 开头 + Inception 块", "GoogLeNet’s stem + one Inception block";
    KNOWN_GOOGLENET = "GoogLeNet", "GoogLeNet";
    FIELD_PICTURE = "图片上的感受野", "The receptive field on the picture";
    FIELD_PLANES = "每一层里的区域", "The region in every layer";
    FIELD_SIDE = "侧面图：一行是一层，一点是一个单元，一条线是一次读取", "From the side: a row is a layer, a dot a unit, a line a reading";
    FIELD_SIDE_LONG = "层太多，侧面图画不清楚。", "Too many layers for the side view.";
    FIELD_HINT = "点任意一层里的单元，或用方向键移动、PageUp 和 PageDown 换层。阴影是伸进填充里的部分。", "Click a unit in any layer, or move with the arrow keys and change layer with Page Up and Page Down. Hatched: the part that reaches into the padding.";
    FIELD_SIZE = "大小 r", "Size r";
    FIELD_JUMP = "间隔 j", "Jump j";
    FIELD_START = "起点", "Start";
    FIELD_CENTRE = "中心", "Centre";
    FIELD_REGION = "该单元看到", "Seen by the unit";
    FIELD_MIXED = "各分支间隔不同，没有统一的感受野", "branches step differently: no one field";
    EFFECT_MEASURE = "测量，训练 400 步，再测量", "Measure, train 400 steps, measure again";
    EFFECT_STOP = "停下来测量", "Stop and measure";
    EFFECT_BEFORE = "训练之前", "Before training";
    EFFECT_AFTER = "训练之后", "After training";
    EFFECT_HINT = "上面的堆叠每层取 8 个通道，卷积后接 ReLU，再接全局平均池化和一个全连接层。图里是最后一层中间那个单元的 |∂y/∂x|，对 32 张随机输入取平均：框是理论感受野，亮的地方才真正起作用，往往像一个钟形，集中在中间。按下按钮才会启动线程和下载图片。", "The stack above with 8 channels a layer, ReLU after each convolution, then global average pooling and a dense layer. Shown is |∂y/∂x| of the unit in the middle of the stack’s last layer, averaged over 32 random inputs: the frame is the theoretical field, the bright part is what counts, often bell-shaped and gathered in the middle. Nothing is loaded before the button is pressed.";
}

// One by one: a 1×1 convolution as a matrix product.
strings! {
    ONE_BY_ONE_FIGURE = "1×1 卷积的三个张量变成三个矩阵；方向键换像素，PageUp 和 PageDown 换输出通道", "The three tensors of a 1×1 convolution turning into three matrices; arrow keys change the pixel, Page Up and Page Down the output channel";
    AS_CONVOLUTION = "卷积", "Convolution";
    AS_PRODUCT = "矩阵乘法", "Matrix product";
    ONE_BY_ONE_HINT = "按播放键，看每个数从它所在的平面走进矩阵：每个像素成为一列，每个通道成为一行。指一个格子，看它的算式。", "Press play and follow every number from its plane into the matrix: each pixel becomes a column, each channel a row. Point at a cell for its arithmetic.";
    SAME_EVERYWHERE = "所有像素用的是同一个 K：它就是一个全连接层，把一个像素的各通道当作特征，逐像素地用。", "Every pixel meets the same K: it is a fully connected layer whose features are a pixel’s channels, applied pixel by pixel.";
}

// Shift: a picture moved by some pixels, before and after pooling.
strings! {
    DRAWING = "图片", "Picture";
    MOVED_RIGHT = "向右移（像素）", "Moved right (pixels)";
    MOVED_DOWN = "向下移（像素）", "Moved down (pixels)";
    POOL_SIDE = "池化窗口边长（步幅相同）", "Pooling window (stride the same)";
    MOVE_LEFT = "左移一个像素", "One pixel to the left";
    MOVE_RIGHT = "右移一个像素", "One pixel to the right";
    MOVE_UP = "上移一个像素", "One pixel up";
    MOVE_DOWN = "下移一个像素", "One pixel down";
    MOVE_BACK = "移回原处", "Back to the start";
    SHIFT_FIGURE = "移动前后的图片、特征图和池化结果；方向键移动图片", "Picture, feature map and pooled maps before and after the move; arrow keys move the picture";
    BEFORE = "移动前", "Before";
    AFTER = "移动后", "After";
    DIFFERENCE = "差", "Difference";
    SHIFT_TABLE = "向右移 0 到 3 个像素时，各处变了多少", "What a move to the right by 0 to 3 pixels changes";
    SHIFT_MEASURE = "大字是平均绝对变化除以平均绝对值，小字是变了的格子数。", "Large: mean absolute change over mean magnitude. Small: how many cells changed.";
    SHIFT_HONEST = "池化带来的是约一个窗口以内的容忍，不是不变性：最大值只要留在原来的窗口里，输出就不变；一旦越过窗口的边，输出就变。", "Pooling buys tolerance of about one window, not invariance: while a maximum stays inside its window the output stays; once it crosses the window’s edge, the output changes.";
    SHIFT_KERNEL = "特征图由固定的 3×3 轮廓核算出（中间 8，四周 −1，填充 1），再经过 ReLU。", "The feature map comes from a fixed 3×3 outline kernel (8 in the middle, −1 around it, padding 1), then ReLU.";
}

// A convolution against a dense layer: its matrix, its costs, shuffled pixels.
strings! {
    UNROLLED_MATRIX = "卷积展开成的矩阵 W：每行算一个输出，每列对应一个输入", "The convolution as a matrix W: a row an output, a column an input";
    UNROLLED_HINT = "指向或点按矩阵的任一格、行尾的 y、列首的 x，或旁边的网格；再点一次固定，Esc 取消；方向键移动。", "Point at or tap any place of the matrix, y at a row’s end, x above a column, or a grid; tap again to pin, Esc unpins; arrow keys move.";
    UNROLLED_MORE = "填充、空洞、通道和卷积核", "Padding, dilation, channels and kernel";
    UNROLLED_POOL = "池化没有权重，展不成这样的矩阵。", "Pooling has no weights to unroll into a matrix.";
    UNROLLED_LARGE = "矩阵太大，画出来看不清（最多画 64 行 100 列）。数字仍然成立；把输入或通道数调小就能看到它。", "The matrix is too large to be read when drawn (64 rows and 100 columns at most). The numbers hold all the same; a smaller input or fewer channels bring it back.";
    MATRIX_ENTRIES = "矩阵的元素", "places in the matrix";
    MATRIX_NONZERO = "放着权重的元素", "places that hold a weight";
    MATRIX_DISTINCT = "不同的权重", "different weights";
    MATRIX_ZEROS = "固定为 0 的元素", "places fixed at zero";
    SAMPLES = "批量 N", "batch N";
    KERNEL_SIZE = "卷积核 kernel_size", "kernel_size";
    STRIDE = "步幅 stride", "stride";
    PADDING_SIDE = "填充 padding（每侧）", "padding (each side)";
    DILATION = "空洞率 dilation", "dilation";
    COSTS_SHAPE = "形状 N×C×H×W", "Shape N×C×H×W";
    COSTS_CONV = "卷积层", "convolution";
    COSTS_DENSE = "全连接层", "dense layer";
    COSTS_RATIO = "相差", "ratio";
    COSTS_PARAMETERS = "参数（含偏置）", "parameters (with biases)";
    COSTS_WEIGHTS = "权重", "weights";
    COSTS_MACS = "乘加次数（每个样本）", "multiply-adds (a sample)";
    COSTS_MEMORY = "参数占的内存（float32）", "memory of the parameters (float32)";
    COSTS_LOG = "对数刻度：每一格多十倍", "Logarithmic scale: a division is a factor of ten";
    COSTS_AREA = "按面积画：大方块是全连接层的权重，左下角的小方块是卷积层的权重", "To scale by area: the large square is the dense layer’s weights, the small one in its corner the convolution’s";
    COSTS_SHARED = "两个倍数不一样：卷积核的每个权重在输出的每个位置都要用一次，所以乘加次数 = 权重 × 位置数；参数省得多，计算省得少。", "The two ratios differ: every weight of a kernel works once at every output position, so multiply-adds = weights × positions. Parameters shrink far more than work does.";
    COSTS_EQUAL = "输出只有一个位置，权重不会重复使用，两个倍数相同。", "There is one output position only: no weight is used twice, and the two ratios agree.";
    COSTS_KNOWN = "现成的层", "Known layers";
    SHUFFLE_PLAN = "五次训练，一次接一次：前 10,000 张训练图片，3 轮，批量 64，Adam。打乱的意思是：所有图片的 784 个像素都按同一个随机次序重排。", "Five runs, one after another: the first 10,000 training pictures, 3 epochs, batch 64, Adam. Shuffled means: the 784 pixels of every picture move by one and the same random order.";
    SHUFFLE_BEFORE = "打乱之前", "Before";
    SHUFFLE_AFTER = "打乱之后", "After";
    SHUFFLE_PICTURES = "测试集里的几张图片", "A few test pictures";
    SHUFFLE_SEED = "种子决定初始权重、图片的次序和打乱的次序；改了之后按“重置”生效。", "The seed decides the first weights, the order of the pictures and the shuffling; a change takes effect after a reset.";
    SHUFFLE_CURVES = "每批训练图片的准确率（平滑后）随步数的变化", "Accuracy on the training batches (smoothed) by step";
    SHUFFLE_RUN = "训练", "Run";
    SHUFFLE_TEST = "测试准确率", "Test accuracy";
    SHUFFLE_APART = "与未打乱时损失的最大差", "Largest difference in loss from the unshuffled run";
    SHUFFLE_WHY = "全连接层的每个输入都有自己的权重，哪个像素排在前面无关紧要：把第一层权重的列按同样的次序换位，算出的就是同一组数（只差舍入）。卷积只看相邻的像素，打乱之后相邻不再有意义。", "In a dense layer every input has a weight of its own, so which pixel comes first does not matter: move the columns of the first weight along, and the very same numbers come out (but for rounding). A convolution looks at neighbours, and after shuffling neighbours mean nothing.";
}

// Besides.
strings! {
    CLOSE = "关闭", "Close";
}
