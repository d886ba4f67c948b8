//! Words of the labs: labels, options, hints, and sentences with numbers. Words that other widgets share
//! are left to `strings`.

use super::lang::{Lang, Text};
use super::{names, pictures};
use crate::data::augment::Drawn;
use crate::lesson::format;
use crate::lesson::labs::augmentation;
use crate::lesson::labs::kernel_stack::Ways;
use crate::lesson::labs::pixelwise::Counts;
use crate::lesson::state::Playground;
use crate::lesson::state::labs::{Block, KernelStack, Reduce};
use crate::nn::trace::Mode;

/// A row a string: `NAME = "中文", "English";`.
macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Text = Text { zh: $zh, en: $en };)*
    };
}

const fn both(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

const fn same(name: &'static str) -> Text {
    Text { zh: name, en: name }
}

// Dropout.
strings! {
    DROP_P = "丢弃的概率 p", "Probability p of being dropped";
    DROP_MODE = "模式", "Mode";
    DROP_TRAIN = "训练", "training";
    DROP_EVAL = "评估", "evaluation";
    DROP_MASK = "第几个掩码（从 0 数起）", "Mask, counted from 0";
    DROP_SEED = "种子", "Seed";
    DROP_NEXT = "下一个掩码", "Next mask";
    DROP_MORE = "再来 100 个", "100 more";
    DROP_FIRST = "回到第一个", "Back to the first";
    DROP_UNITS = "一层里的 32 个单元：上面是进来的数，下面是出去的数", "The 32 units of a layer: above what comes in, below what goes out";
    DROP_HINT = "点一个单元，看它的算式。方向键在单元之间移动。", "Choose a unit to see its arithmetic. Arrow keys move between units.";
    DROP_IN = "丢弃之前的平均值", "Mean before dropout";
    DROP_OUT = "丢弃之后的平均值", "Mean after dropout";
    DROP_KEPT = "留下的单元", "Units that stay";
    DROP_COUNT = "看过的掩码", "Masks so far";
    DROP_APART = "对这些掩码取平均，离进来的数最远的单元差", "Averaged over them, the unit farthest from its input is off by";
    DROP_OFF = "评估时什么也不丢，什么也不放大：出去的就是进来的。", "In evaluation nothing is dropped and nothing is scaled: what goes out is what came in.";
    DROP_CHART = "一个单元的输出，对前 n 个掩码取平均；虚线是它在评估时的输出", "One unit’s output averaged over the first n masks; dashed: its output in evaluation";
}

// Augmentation.
strings! {
    AUG_FLIP = "左右翻转的概率", "Probability of a flip";
    AUG_CROP = "裁剪：边长留下多少", "Crop: share of each side kept";
    AUG_PADDING = "裁剪前每侧补几行 0", "Rows of zeros on each side before it";
    AUG_BRIGHTNESS = "亮度 brightness", "brightness";
    AUG_CONTRAST = "对比度 contrast", "contrast";
    AUG_SATURATION = "饱和度 saturation", "saturation";
    AUG_SEED = "种子", "Seed";
    AUG_NEXT = "换一批", "Another eight";
    AUG_ORIGINAL = "原图", "The picture itself";
    AUG_SAMPLES = "八个随机的变体，和抽到的参数", "Eight random variants and what was drawn for each";
    AUG_FLIPPED = "翻转", "flipped";
    AUG_PLAIN = "没有翻转", "not flipped";
    AUG_CORNER = "裁剪的左上角", "corner of the crop";
    AUG_ORDER = "三种颜色变化的先后也是抽签决定的；编号就是次序。", "The order of the three colour changes is drawn too; the numbers say it.";
    AUG_SAME = "种子相同，图片就相同。PyTorch 用另一个随机数发生器：做法一样，抽到的数不一样。", "The same seed gives the same pictures. PyTorch has another random generator: it does the same, with other numbers.";
}

/// The factors of the colours, where there is little room.
pub const AUG_FACTORS: [Text; 3] = [
    both("亮度", "brightness"),
    both("对比度", "contrast"),
    both("饱和度", "saturation"),
];

// Activations.
strings! {
    ACT_INIT = "初始化", "Initialisation";
    ACT_RATE = "学习率", "Learning rate";
    ACT_SEED = "种子", "Seed";
    ACT_PLAN = "两个网络一起训练，一步对一步：结构、种子、图片都一样，只有激活不同。五个卷积层，三个全连接层，和 AlexNet 一样是八层，但小得多。前 10,000 张训练图片，3 轮，批量 64，Adam。", "Two networks train together, step for step: same structure, same seed, same pictures; only the activation differs. Five convolutions and three dense layers, eight as in AlexNet, but far smaller. The first 10,000 training pictures, 3 epochs, batch 64, Adam.";
    ACT_RESET = "改了之后按“重置”生效。", "A change takes effect after a reset.";
    ACT_GRADIENTS = "每一层权重的梯度有多大（范数，对数刻度）", "Size of the gradient of each layer’s weight (norm, logarithmic scale)";
    ACT_UNITS = "不再回答的单元", "Units that no longer answer";
    ACT_LAYER = "激活在这一层之后", "Activation after layer";
    ACT_SATURATED = "sigmoid 饱和的输出", "sigmoid: saturated outputs";
    ACT_DEAD = "ReLU 死掉的单元", "ReLU: dead units";
    ACT_MEANING = "饱和：输出小于 0.02 或大于 0.98，斜率不到最大值的 8%。死掉：对这一批 64 张图片，这个单元全是 0。", "Saturated: the output is below 0.02 or above 0.98, where the slope is less than 8% of its largest. Dead: nought for all 64 pictures of the batch.";
    ACT_LOSS = "每一步的损失：浅的是原始值，深的是平滑后的", "Loss by step: raw faint, smoothed strong";
    ACT_STEP = "步", "Step";
}

// Stacked kernels.
strings! {
    STACK_KERNEL = "小卷积核", "Small kernel";
    STACK_LAYERS = "叠几层 n", "Layers n";
    STACK_CHANNELS = "通道 C", "Channels C";
    STACK_INPUTS = "进来的通道（0：也是 C）", "Channels that come in (0: C too)";
    STACK_SIDE = "特征图的边长", "Side of the maps";
    STACK_KNOWN = "VGG 的两个例子", "VGG’s two examples";
    STACK_SMALL = "叠起来的小卷积核", "stacked small kernels";
    STACK_LARGE = "一个大卷积核", "one large kernel";
    STACK_FIELD = "感受野", "receptive field";
    STACK_FORMULA = "权重，写成公式", "weights as a formula";
    STACK_WEIGHTS = "权重", "weights";
    STACK_BIASES = "偏置", "biases";
    STACK_MACS = "乘加次数（每张图片）", "multiply-adds (a picture)";
    STACK_BENDS = "非线性（ReLU）", "non-linearities (ReLU)";
    STACK_SHARE = "前者 ÷ 后者", "stacked ÷ single";
    STACK_FIGURE = "最后一个单元看到的范围，从它自己一层层回到输入", "What the last unit sees, from itself back to the input, layer by layer";
}

// Pixelwise dense layers and averages.
strings! {
    PIXEL_HINT = "点任意一个像素：它的通道走进左边的单元，乘上线上的权重，加起来就是右边的单元。换一个像素，线上的权重一个也不变。", "Choose any pixel: its channels enter the units on the left, are multiplied by the weights on the lines and added up on the right. Another pixel, and not one weight on the lines changes.";
    PIXEL_FIGURE = "1×1 卷积：每个像素都经过的同一个全连接层", "1×1 convolution: the same dense layer at every pixel";
    PIXEL_SWAP = "交换第一个和最后一个像素", "Exchange the first and the last pixel";
    AVG_CHANNELS = "通道 C", "Channels C";
    AVG_SIDE = "高和宽", "Height and width";
    AVG_CLASSES = "类别数 K", "Classes K";
    AVG_RIGHT = "向右移", "Moved right";
    AVG_DOWN = "向下移", "Moved down";
    AVG_DENSE = "展平 + 全连接", "flatten + dense";
    AVG_AVERAGE = "全局平均池化 + 全连接", "global average + dense";
    AVG_MAPS = "1×1 卷积到 K 张图 + 全局平均池化", "1×1 convolution to K maps + global average";
    AVG_PARAMETERS = "参数", "parameters";
    AVG_MACS = "乘加次数", "multiply-adds";
    AVG_GROWN = "特征图大一个像素时", "on maps one pixel larger";
    AVG_WORKS = "照常工作，输出", "works as before, output";
    AVG_MOVE = "把特征图移一移", "Move the map";
    AVG_MAP = "一张特征图", "a feature map";
    AVG_WEIGHTS = "全连接层一个单元的权重", "weights of one dense unit";
    AVG_FIGURE = "一张特征图，和全连接层一个单元的权重", "A feature map, and the weights of one dense unit";
    AVG_MEAN = "平均值：移动之前 → 现在", "Average: before → now";
    AVG_SUM = "全连接单元：移动之前 → 现在", "Dense unit: before → now";
    AVG_HINT = "按箭头把特征图移一格，看两个数怎样变。", "Press an arrow to move the map by a pixel and watch both numbers.";
}

// Reductions.
strings! {
    INC_BLOCK = "Inception 块", "Inception block";
    INC_REDUCE = "1×1 降维", "1×1 reduction";
    INC_ON = "有", "with";
    INC_OFF = "没有", "without";
    INC_CHANNELS = "输出通道", "Output channels";
    INC_BRANCH = "分支", "Branch";
    INC_OUT = "输出通道", "Channels";
    INC_PARAMETERS = "参数", "Parameters";
    INC_MACS = "乘加次数", "Multiply-adds";
    INC_SEES = "在图片上看到", "Sees of the picture";
    INC_TOTAL = "整个块", "The block";
    INC_WITH = "参数，有 1×1 降维", "Parameters, with reductions";
    INC_WITHOUT = "参数，没有 1×1 降维", "Parameters, without";
    INC_FIGURE = "输出的通道，和有没有降维时的参数，按分支分段", "Channels of the output, and parameters with and without reductions, by branch";
    INC_POOL = "池化那条分支后面的 1×1 两种情况下都在：没有它，通道只会越拼越多。", "The 1×1 behind the pooling stays in both cases: without it the channels would only grow.";
}

/// The label of the control `name` of a lab.
pub fn label(name: &str) -> Option<Text> {
    Some(match name {
        "drop" => DROP_P,
        "drop-mode" => DROP_MODE,
        "drop-mask" => DROP_MASK,
        "drop-seed" => DROP_SEED,
        "aug-flip" => AUG_FLIP,
        "aug-crop" => AUG_CROP,
        "aug-pad" => AUG_PADDING,
        "aug-bright" => AUG_BRIGHTNESS,
        "aug-contrast" => AUG_CONTRAST,
        "aug-colour" => AUG_SATURATION,
        "aug-seed" => AUG_SEED,
        "act-init" => ACT_INIT,
        "act-lr" => ACT_RATE,
        "act-seed" => ACT_SEED,
        "kernels-k" => STACK_KERNEL,
        "kernels-n" => STACK_LAYERS,
        "kernels-c" => STACK_CHANNELS,
        "kernels-in" => STACK_INPUTS,
        "kernels-side" => STACK_SIDE,
        "avg-c" => AVG_CHANNELS,
        "avg-side" => AVG_SIDE,
        "avg-classes" => AVG_CLASSES,
        "avg-right" => AVG_RIGHT,
        "avg-down" => AVG_DOWN,
        "inception" => INC_BLOCK,
        "reduce" => INC_REDUCE,
        _ => return None,
    })
}

/// What the present option of the control `name` of a lab is called.
pub fn option(name: &str, chosen: &Playground) -> Option<Text> {
    let labs = &chosen.labs;
    Some(match name {
        "drop-mode" => mode(labs.dropout.mode),
        "act-init" => names::init(labs.activations.init),
        "kernels-k" => match labs.stack.kernel {
            3 => same("3×3"),
            5 => same("5×5"),
            _ => same("7×7"),
        },
        "inception" => block(labs.reduction.block),
        "reduce" => match labs.reduction.reduce {
            Reduce::With => INC_ON,
            Reduce::Without => INC_OFF,
        },
        _ => return None,
    })
}

/// The label and the options of the picture.
pub fn photo_label(name: &str) -> Option<Text> {
    (name == "photo").then_some(pictures::PHOTO)
}

pub fn photo_option(name: &str, chosen: &Playground) -> Option<Text> {
    (name == "photo").then(|| pictures::sample(chosen.filter.sample))
}

pub const fn mode(mode: Mode) -> Text {
    match mode {
        Mode::Train => DROP_TRAIN,
        Mode::Eval => DROP_EVAL,
    }
}

const fn block(block: Block) -> Text {
    match block {
        Block::B3a => same("3a (b3.0)"),
        Block::B3b => same("3b (b3.1)"),
        Block::B4a => same("4a (b4.0)"),
        Block::B4b => same("4b (b4.1)"),
        Block::B4c => same("4c (b4.2)"),
        Block::B4d => same("4d (b4.3)"),
        Block::B4e => same("4e (b4.4)"),
        Block::B5a => same("5a (b5.0)"),
        Block::B5b => same("5b (b5.1)"),
    }
}

/// A unit and its arithmetic, to be read aloud.
pub fn unit(at: usize, line: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("单元 {at}：{line}"),
        Lang::En => format!("unit {at}: {line}"),
    }
}

/// What a stack of small kernels comes to against the large one.
pub fn stacked(cfg: &KernelStack, ways: &Ways, lang: Lang) -> String {
    let (n, k, large) = (cfg.layers, cfg.kernel, ways.large);
    let share = ways.stacked.weights as f32 / ways.single.weights.max(1) as f32;
    let share = format::percent(share);
    match lang {
        Lang::Zh => format!(
            "{n} 个 {k}×{k} 叠起来，看到 {large}×{large}，权重是一个 {large}×{large} 的 {share}，中间弯 {n} 次。"
        ),
        Lang::En if n == 1 => format!(
            "One {k}×{k} kernel is the {large}×{large} kernel itself: {share} of its weights, one bend."
        ),
        Lang::En => format!(
            "{n} kernels of {k}×{k} see {large}×{large} with {share} of the weights of one {large}×{large} kernel, and bend {n} times on the way."
        ),
    }
}

/// What was drawn for a variant: the crop's corner, the flip, the factors.
pub fn drawn(drawn: &Drawn, lang: Lang) -> Vec<String> {
    let [row, column] = augmentation::place(drawn).map(format::whole);
    let flip = if drawn.flipped {
        AUG_FLIPPED
    } else {
        AUG_PLAIN
    };
    let mut parts = vec![
        format!("{} ({row}, {column})", AUG_CORNER.get(lang)),
        flip.get(lang).to_owned(),
    ];
    for (name, (_, factor)) in AUG_FACTORS.iter().zip(augmentation::factors(drawn)) {
        parts.push(format!("{} ×{factor}", name.get(lang)));
    }
    parts
}

/// How often the weights of a 1×1 convolution are used.
pub fn shared(counts: &Counts, lang: Lang) -> String {
    let [weights, pixels, macs, dense] =
        [counts.weights, counts.pixels, counts.macs, counts.dense].map(format::count);
    match lang {
        Lang::Zh => format!(
            "{weights} 个权重，在 {pixels} 个像素上各用一次：{macs} 次乘加。如果把整张图展平再全连接，要 {dense} 个权重。"
        ),
        Lang::En => format!(
            "{weights} weights, each used at {pixels} pixels: {macs} multiply-adds. A dense layer between the whole maps would have {dense} weights."
        ),
    }
}

/// How much smaller the first layer's gradient is than the last one's, in both nets.
pub fn falls(step: u32, falls: [f32; 2], lang: Lang) -> String {
    let step = format::count(u64::from(step));
    let [sigmoid, relu] = falls.map(times);
    match lang {
        Lang::Zh => format!(
            "第 {step} 步：最后一层的梯度是第一层的多少倍？sigmoid {sigmoid} 倍，ReLU {relu} 倍。"
        ),
        Lang::En => format!(
            "Step {step}: the last layer’s gradient is {sigmoid} times the first one’s with sigmoid, {relu} times with ReLU."
        ),
    }
}

fn times(number: f32) -> String {
    if number >= 100.0 {
        format::count(f64::from(number).round() as u64)
    } else {
        format::fixed(number, 1)
    }
}

/// What both nets know after the last epoch that is over.
pub fn tested(accuracies: [f32; 2], lang: Lang) -> String {
    let [sigmoid, relu] = accuracies.map(format::percent);
    match lang {
        Lang::Zh => format!("上一轮之后的测试准确率：sigmoid {sigmoid}，ReLU {relu}。"),
        Lang::En => {
            format!("Test accuracy after the last epoch: sigmoid {sigmoid}, ReLU {relu}.")
        }
    }
}

/// Both nets have done that many steps.
pub fn steps_done(step: u32, of: u32, lang: Lang) -> String {
    let [step, of] = [step, of].map(|n| format::count(u64::from(n)));
    match lang {
        Lang::Zh => format!("第 {step} 步，共 {of} 步"),
        Lang::En => format!("step {step} of {of}"),
    }
}

/// What moving the map does to an average and to a dense unit.
pub fn moved(average: [f32; 2], dense: [f32; 2], lost: f32, lang: Lang) -> String {
    let same = average[0] == average[1];
    let [from, to] = dense.map(format::cell);
    let lost = format::cell(lost);
    match (lang, same) {
        (Lang::Zh, true) => format!("平均值没有变；全连接单元从 {from} 变成 {to}。"),
        (Lang::Zh, false) => format!("有些数移出了边界（和为 {lost}），平均值这才变了。"),
        (Lang::En, true) => {
            format!("The average stays as it is; the dense unit goes from {from} to {to}.")
        }
        (Lang::En, false) => {
            format!("Numbers that sum to {lost} have left the map: only that changes the average.")
        }
    }
}

/// What the reductions save: parameters and multiply-adds with and without them.
pub fn saved(parameters: [u64; 2], macs: [u64; 2], lang: Lang) -> String {
    let share = |[with, without]: [u64; 2]| format::percent(with as f32 / without.max(1) as f32);
    let shares = [share(parameters), share(macs)];
    let [with, without] = parameters.map(format::count);
    match lang {
        Lang::Zh => format!(
            "参数：有 1×1 降维 {with}，没有 {without}，降到 {}；乘加次数降到 {}。",
            shares[0], shares[1]
        ),
        Lang::En => format!(
            "Parameters: {with} with the 1×1 reductions, {without} without: {} of them, and {} of the multiply-adds.",
            shares[0], shares[1]
        ),
    }
}

/// What a unit of a branch sees: as pixels of the picture, and by how many jumps that is more than before.
pub fn sees(field: usize, more: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{field}×{field}（+{more}j）"),
        Lang::En => format!("{field}×{field} (+{more}j)"),
    }
}

/// Receptive field and jump of what a block reads.
pub fn before([field, jump]: [usize; 2], lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "进入这个块之前，一个单元看到 {field}×{field}，相邻两个单元相距 j = {jump} 个像素。"
        ),
        Lang::En => format!(
            "Before the block a unit sees {field}×{field}, and neighbours lie j = {jump} pixels apart."
        ),
    }
}
