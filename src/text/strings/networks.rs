//! Words of whole networks: their choices, structure, training and what it leaves behind.
//! All others are left to `strings` itself.

use crate::text::lang::Text;

// Choices of a network, named as in the URL.
strings! {
    RATIO = "通道缩小到", "Channels";
    B2_RELU = "b2 里的 ReLU", "ReLU in b2";
    B2_WITH_RELU = "有", "with";
    B2_WITHOUT_RELU = "没有（同讲义）", "without (as in the notes)";
}

// Training: buttons, states, readouts.
strings! {
    START = "开始训练", "Start";
    PAUSE = "暂停", "Pause";
    RESUME = "继续", "Resume";
    STEP = "单步", "One step";
    RESET = "重置", "Reset";
    STATE_IDLE = "尚未开始", "Not started";
    STATE_LOADING = "正在等待数据", "Waiting for data";
    STATE_RUNNING = "正在训练", "Training";
    STATE_PAUSED = "已暂停", "Paused";
    STATE_EVALUATING = "正在跑测试集", "Running the test set";
    STATE_FINISHED = "训练完成", "Finished";
    STATE_DIVERGED = "已发散", "Diverged";
    EPOCH = "轮次", "Epoch";
    STEP_COUNT = "步数", "Step";
    RATE = "张/秒", "pictures/s";
    TIME_LEFT = "剩余时间", "Time left";
    DEVICE = "设备", "Device";
    DEVICE_STARTING = "正在启动", "starting";
    TRAIN_LOSS = "训练损失", "Training loss";
    TRAIN_ACCURACY = "训练准确率", "Training accuracy";
    TEST_ACCURACY = "测试准确率", "Test accuracy";
    PLATEAU = "损失停在 ln 10 ≈ 2.3026 附近，这是 sigmoid 造成的平台期，不是故障：网络此刻等于在十类里均匀地猜。传回前面各层的梯度每过一个 sigmoid 最多剩下四分之一，所以头几十步几乎看不出变化，通常在第 60 到 120 步之间开始下降。", "The loss sits near ln 10 ≈ 2.3026. This is the sigmoid plateau, not a fault: the network is guessing evenly among ten classes. A gradient shrinks to a quarter or less at every sigmoid on its way back, so little shows for some dozens of steps; the fall usually begins between steps 60 and 120.";
    PLATEAU_OTHER = "损失还停在 ln 10 ≈ 2.3026 附近：网络此刻等于在十类里均匀地猜。", "The loss is still near ln 10 ≈ 2.3026: the network is guessing evenly among ten classes.";
    DIVERGED = "损失已经不是一个数（NaN 或无穷大），训练停了下来，权重退回到最近留下的备份：CPU 上最多早一步，WebGPU 上最多早几十步。多半是学习率太大：调小之后再重置。", "The loss is no longer a number (NaN or infinite), so training stopped, and the weights are again the last copy put aside: at most one step old on the CPU, a few dozen on WebGPU. The learning rate is probably too large: lower it, then reset.";
    HIDDEN_TAB = "标签页切到后台时训练照常进行，只是图暂停更新。", "Training goes on in a hidden tab; only the drawing waits.";
    IN_WORKER = "训练在单独的线程里进行，页面不会卡住。", "Training runs in a thread of its own; the page stays responsive.";
}

// Data.
strings! {
    DOWNLOADING = "正在下载", "Downloading";
    RETRY = "重试", "Retry";
}

// Curves and log.
strings! {
    CURVES = "训练曲线", "Training curves";
    LOSS = "损失", "Loss";
    ACCURACY = "准确率", "Accuracy";
    SMOOTHED = "平滑后", "smoothed";
    TRAIN = "训练", "Training";
    TEST = "测试", "Test";
    REFERENCE = "PyTorch，三个种子", "PyTorch, 3 seeds";
    LN_10 = "ln 10：均匀地猜", "ln 10: guessing evenly";
    EPOCH_MEAN = "每轮平均", "mean of the epoch";
    LOG_SCALE = "对数坐标", "Log scale";
    EXPORT_PNG = "导出 PNG", "Export PNG";
    EXPORT_SVG = "导出 SVG", "Export SVG";
    EXPORT_CSV = "导出 CSV", "Export CSV";
    LOG = "训练日志", "Training log";
    LOG_EMPTY = "每训练完一轮，这里添一行。", "A line is added here after every epoch.";
    SECONDS = "用时", "Time";
}

// Structure: diagram, ledger, source.
strings! {
    DIAGRAM = "结构图", "Diagram";
    LEDGER = "逐层账本", "Layer by layer";
    CODE = "PyTorch 代码", "PyTorch source";
    LAYER = "层", "Layer";
    OUTPUT_SHAPE = "输出形状 N×C×H×W", "Output N×C×H×W";
    PARAMETERS = "参数", "Parameters";
    MACS = "乘加次数", "MACs";
    RECEPTIVE_FIELD = "感受野", "Receptive field";
    MEMORY = "输出内存", "Output memory";
    TOTAL = "合计", "Total";
    SHAPES = "形状", "Shapes";
    OUTPUT_SIZE = "输出边长", "Output side";
    OUTPUT_WIDTH = "输出宽", "Output width";
    INPUT = "输入", "Input";
    OUTPUT = "输出", "Output";
    LEFTOVER = "没有被任何窗口读到的末尾行列", "trailing rows and columns that no window reads";
    COPY_CODE = "复制代码", "Copy source";
    CODE_COPIED = "代码已复制", "Source copied";
    FIT = "适应窗口", "Fit";
    ZOOM_IN = "放大", "Zoom in";
    FOLD_GROUP = "折叠", "Fold";
    UNFOLD_GROUP = "展开", "Unfold";
    FOLD_ALL = "全部折叠", "Fold all";
    UNFOLD_ALL = "全部展开", "Unfold all";
    FIRST_NETWORK = "第一个网络", "First network";
    SECOND_NETWORK = "第二个网络", "Second network";
    PAIR_HINT = "两个网络按同一比例画出：块画得越大，层的输出就越大。边长按平方根缩放，通道数按对数缩放，小的层也看得见。", "Both networks are drawn to one scale: the larger a block, the larger its layer’s output. Sides are scaled by the square root and channels by the logarithm, so that small layers stay visible.";
    LAYERS_WITH_WEIGHTS = "带权重的层", "Layers with weights";
    DENSE_SHARE = "全连接层占参数的比例", "Share of dense layers in the parameters";
    RECEPTIVE_AT_END = "进入头部之前的感受野", "Receptive field before the head";
    /// After the number.
    COUNTED_PARAMETERS = "个参数", "params";
    ZOOM_OUT = "缩小", "Zoom out";
    DIAGRAM_HINT = "指向代码的一行，图中对应的块会亮起来，反过来也一样。", "Point at a line of code and its block lights up, and the other way round.";
}

// Inside: one picture through every layer.
strings! {
    SEEN = "网络看到的图片", "What the network sees";
    SOURCE_OWN = "自己的图片", "Your own picture";
    PREVIOUS_PICTURE = "上一张", "Previous picture";
    NEXT_PICTURE = "下一张", "Next picture";
    RANDOM_PICTURE = "随机一张", "A random picture";
    DRAW_PAD = "画板：用鼠标、手指或方向键作画，空格键落笔", "Drawing pad: draw with mouse or finger, or with arrow keys and space";
    DRAW_HINT = "画一件衣服、一只鞋或一个包：白色在黑底上，尽量画满。", "Draw a garment, a shoe or a bag: white on black, filling the square.";
    CLEAR = "清空", "Clear";
    UPLOAD = "选择图片文件", "Choose a picture file";
    UPLOAD_HINT = "图片会裁去空边，缩小到 28×28，变成黑底的灰度图，只留在这台机器上。", "The picture is trimmed, reduced to 28×28 grey pixels on black, and stays on this machine.";
    UPLOAD_FAILED = "浏览器读不懂这个文件，请换一张 PNG、JPEG 或 WebP 图片。", "The browser cannot read this file as a picture; choose a PNG, JPEG or WebP file.";
    INVERT = "反色（Fashion-MNIST 是黑底白图）", "Invert (Fashion-MNIST is white on black)";
    PREDICTION = "网络的判断", "Prediction";
    NO_PICTURE_YET = "图片正在路上。", "The picture is on its way.";
    TRUTH = "真实类别", "True class";
    RIGHT = "判断正确", "right";
    WRONG = "判断错误", "wrong";
    FEATURE_MAPS = "特征图", "Feature maps";
    KERNELS = "卷积核", "Kernels";
    UNTRAINED = "权重还是随机的，这里的判断没有意义；训练开始后，图会跟着变。", "The weights are still random, so the answer means nothing yet; the maps follow the training.";
}

// Mistakes.
strings! {
    CONFUSION = "混淆矩阵", "Confusion matrix";
    CONFUSION_HINT = "每行是真实类别，每列是网络的判断；对角线上是判断正确的。", "A row is the true class, a column the prediction; right answers lie on the diagonal.";
    ACTUAL = "实际是", "Actual";
    INSPECT = "用现在的权重测一遍", "Test the present weights";
    INSPECTING = "正在测 10,000 张图片", "Testing 10,000 pictures";
    INSPECT_FIRST = "训练完一轮后，或按上面的按钮，这里出现结果。", "Results appear after an epoch, or when you press the button.";
    MISTAKES = "错得最有把握的图片", "The surest mistakes";
    MISTAKES_HINT = "选一张，看它在每一层的样子。", "Choose one to see it in every layer.";
    NO_MISTAKES = "没有判断错误的图片", "No mistakes";
}

// Weights.
strings! {
    EXPORT_WEIGHTS = "导出权重（safetensors）", "Export weights (safetensors)";
    IMPORT_WEIGHTS = "导入权重文件", "Import a weight file";
    WEIGHTS_EXPORTED = "权重已导出", "Weights exported";
    WEIGHTS_IMPORTED = "权重已导入", "Weights imported";
    WEIGHTS_REFUSED = "这个文件不能用，现在的权重没有改动：", "This file cannot be used; the present weights are unchanged:";
    IN_PYTORCH = "在 PyTorch 里读取", "Read it in PyTorch";
}
