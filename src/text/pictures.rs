//! Words of the widgets that work on real pictures and of the kernel that learns: labels, options,
//! hints, and sentences with numbers. Words that other widgets share are left to `strings`.

use super::lang::{Lang, Text};
use super::names;
use crate::lesson::format;
use crate::lesson::photo::{LONGEST, Misfit, SHORTEST};
use crate::lesson::state::Playground;
use crate::lesson::state::learning::{Example, Target};
use crate::lesson::state::picture::{Bank, Display, Preset, Sample, Tone};

/// A row a string: `NAME = "中文", "English";`.
macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Text = Text { zh: $zh, en: $en };)*
    };
}

const fn both(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

// Where a picture comes from.
strings! {
    OWN_PICTURE = "用自己的图片", "Your own picture";
    CHOOSE_FILE = "选择图片文件", "Choose a file";
    DRAW = "画一张", "Draw one";
    PAD_HINT = "用鼠标、手指或方向键画；按空格键落笔、提笔。", "Draw with mouse, finger or arrow keys; space puts the pen down and lifts it.";
    CAMERA_ON = "打开摄像头", "Camera on";
    CAMERA_OFF = "关闭摄像头", "Camera off";
    CAMERA_LIVE = "摄像头正在拍，画面只留在这台机器上。", "The camera is on; its pictures stay on this machine.";
    BACK_TO_SAMPLE = "换回课程图片", "Back to the course’s picture";
    STAYS_HERE = "自己的图片只留在这台机器上，也不写进链接。", "A picture of your own stays on this machine and is not part of the link.";
    LOADING_PICTURE = "图片正在路上。", "The picture is on its way.";
    EMPTY_FILE = "这个文件是空的（0 字节）。原来的图片没有变。", "This file is empty (0 bytes). The picture before it is unchanged.";
    NOT_A_PICTURE = "浏览器读不懂这个文件，请换一张 PNG、JPEG、WebP 或 GIF 图片（不少浏览器读不了 HEIC）。原来的图片没有变。", "The browser cannot read this file as a picture; choose a PNG, JPEG, WebP or GIF file (many browsers cannot read HEIC). The picture before it is unchanged.";
    CAMERA_DENIED = "没有得到使用摄像头的许可。要用它，请在浏览器的地址栏旁边允许。", "The camera was not allowed. To use it, allow it beside the address bar of your browser.";
    CAMERA_NONE = "没有找到摄像头。", "No camera was found.";
    CAMERA_INSECURE = "浏览器只在 https:// 或 localhost 的页面上允许使用摄像头，这个页面不是。", "Browsers give a page the camera only under https:// or localhost; this page is neither.";
    CAMERA_FAILED = "摄像头打不开，也许正被别的程序占用。", "The camera could not be opened; perhaps another program is using it.";
    SAMPLE_FAILED = "这张图片没有下载成功：", "This picture could not be loaded:";
}

// Kernels on a picture.
strings! {
    PHOTO = "图片", "Picture";
    FILTER = "卷积核", "Kernel";
    OWN_KERNEL = "核里的数", "Numbers of the kernel";
    FLIP = "运算", "Operation";
    TONE = "颜色", "Colours";
    SHOW = "结果怎样变成颜色", "Results as colours";
    RESULT = "结果", "Result";
    RESET_FILTER = "恢复默认", "Reset";
    POINT_HINT = "指向图片，窗口就跟着走；点一下钉住，Esc 松开。也可以用方向键，按住 Shift 每次走 10 个像素。", "Point at the picture and the window follows; click to pin it, Esc lets go. Arrow keys move it too, ten pixels at a time with Shift.";
    PINNED = "已钉住", "pinned";
    UNDER_WINDOW = "窗口下的数 × 核里的数", "Numbers under the window × numbers of the kernel";
    WINDOW_VALUES = "窗口下的数（0 黑，255 白）", "Under the window (0 black, 255 white)";
    PRODUCTS = "乘积", "Products";
    EDIT_HINT = "核里的数都可以改；改了就是你自己的核。", "Every number of the kernel can be changed; it is your own kernel then.";
    SAME_TURNED = "这个核转半圈还是它自己，所以互相关和卷积的结果相同。", "Turned by half a turn this kernel is the same, so cross-correlation and convolution agree.";
    OTHER_TURNED = "这个核转半圈就不是它自己了，所以互相关和卷积的结果不同。切换“运算”看看。", "Turned by half a turn this kernel is another one, so cross-correlation and convolution differ. Switch the operation to see it.";
    TURNED_NOW = "卷积：核先转半圈，再逐个相乘。上面写的是没有转的核，乘积里的是转过的。", "Convolution: the kernel is turned by half a turn before it is multiplied. It is written above as it was; the products hold it turned.";
    SIGNED_GREY = "0 是白色，正数偏橙，负数偏蓝，离 0 越远颜色越深。", "0 is white, positive is orange, negative is blue; the further from 0, the stronger.";
    SIGNED_COLOUR = "每个颜色通道里，0 是中间的灰，正数更亮，负数更暗。", "In each colour channel 0 is middle grey, positive is brighter, negative darker.";
    ABSOLUTE = "只看大小、不看正负：0 是黑色，离 0 越远越亮。", "Magnitude without its sign: 0 is black; the further from 0, the brighter.";
    CLAMPED = "像普通图片那样：小于 0 的是黑，大于 255 的是白。", "As an ordinary picture: below 0 is black, above 255 is white.";
    CHANNEL = "看哪个颜色通道", "Colour channel looked at";
    NOT_A_NUMBER = "请填一个 −999 到 999 之间的数；原来的数没有变。", "Type a number from −999 to 999; the one before is unchanged.";
}

// Colour channels of a picture.
strings! {
    RED = "红 R", "red R";
    GREEN = "绿 G", "green G";
    BLUE = "蓝 B", "blue B";
    BANK = "一组卷积核", "Kernels";
    MAP = "输出通道", "Output channel";
    WEIGHT_SHAPE = "权重的形状 [c_o, c_i, k_h, k_w]", "Weight shape [c_o, c_i, k_h, k_w]";
    INPUT_PLANE = "输入通道", "Input channel";
    ITS_KERNEL = "它的核", "its kernel";
    PARTIAL = "部分和", "Partial result";
    SUM_AND_BIAS = "三个部分和相加，再加偏置", "The three partial results added, plus the bias";
    ALL_MAPS = "全部输出通道，点一个来看", "All output channels; choose one";
    FEWER_MAPS = "这组核没有这么多输出通道，显示的是最后一个。", "These kernels have fewer output channels; the last one is shown.";
}

// The kernel that learns.
strings! {
    LEARN_TARGET = "要学会的核", "Kernel to find";
    LEARN_FROM = "输入", "Input";
    LEARN_RATE = "学习率", "Learning rate";
    LEARN_STEPS = "步数", "Steps";
    LEARN_SEED = "起点的随机种子", "Seed of the start";
    LEARN_AT = "看第几步", "Step looked at";
    LEARN_OWN = "自己的目标核", "Your own target";
    LEARN_INPUT = "输入 X", "Input X";
    LEARN_WANTED = "想要的输出", "Wanted output";
    LEARN_OUTPUT = "现在的输出", "Output now";
    LEARN_ERROR = "误差 = 现在的 − 想要的", "Error = now − wanted";
    LEARN_KERNEL = "现在的核", "Kernel now";
    LEARN_LOSS = "损失：误差的平方和", "Loss: sum of the squared errors";
    LEARN_RESET = "恢复课程设置", "The lesson’s settings";
    LEARN_BLIND = "这张边缘图每一行都一样，所以只有核里每一列的和起作用：损失可以降到 0，核却不必等于目标。换成噪声再试。", "Every row of this edge picture is the same, so only the sums of the kernel’s columns matter: the loss may reach 0 with a kernel that is not the target. Try noise instead.";
}

/// The label of the control `name`.
pub fn label(name: &str) -> Option<Text> {
    Some(match name {
        "photo" => PHOTO,
        "filter" => FILTER,
        "fk" => OWN_KERNEL,
        "flip" => FLIP,
        "tone" => TONE,
        "show" => SHOW,
        "bank" => BANK,
        "map" => MAP,
        "learn-target" => LEARN_TARGET,
        "learn-k" => LEARN_OWN,
        "learn-from" => LEARN_FROM,
        "learn-rate" => LEARN_RATE,
        "learn-steps" => LEARN_STEPS,
        "learn-seed" => LEARN_SEED,
        "learn-at" => LEARN_AT,
        _ => return None,
    })
}

/// What the present option of the control `name` is called.
pub fn option(name: &str, chosen: &Playground) -> Option<Text> {
    let (filter, learning) = (&chosen.filter, &chosen.learning);
    Some(match name {
        "photo" => sample(filter.sample),
        "filter" => preset(filter.preset),
        "flip" => names::operation(filter.kind),
        "tone" => tone(filter.tone),
        "show" => display(filter.display),
        "bank" => bank(filter.bank),
        "learn-target" => target(learning.target),
        "learn-from" => example(learning.example),
        _ => return None,
    })
}

pub const fn sample(sample: Sample) -> Text {
    match sample {
        Sample::Cat => both("猫", "cat"),
        Sample::Coffee => both("咖啡", "coffee"),
        Sample::Camera => both("摄影师", "cameraman"),
        Sample::Brick => both("砖墙", "brick wall"),
    }
}

pub const fn preset(preset: Preset) -> Text {
    match preset {
        Preset::Identity => both("恒等", "identity"),
        Preset::Blur => both("模糊（平均）", "blur (mean)"),
        Preset::Gaussian => both("模糊（高斯）", "blur (Gaussian)"),
        Preset::Sharpen => both("锐化", "sharpen"),
        Preset::Edges => both("边缘（拉普拉斯）", "edges (Laplacian)"),
        Preset::SobelX => both("Sobel：竖直边缘", "Sobel: vertical edges"),
        Preset::SobelY => both("Sobel：水平边缘", "Sobel: horizontal edges"),
        Preset::Emboss => both("浮雕", "emboss"),
        Preset::Blur5 => both("模糊（平均）5×5", "blur (mean) 5×5"),
        Preset::Gaussian5 => both("模糊（高斯）5×5", "blur (Gaussian) 5×5"),
        Preset::Own => both("自己填", "your own"),
    }
}

const fn tone(tone: Tone) -> Text {
    match tone {
        Tone::Grey => both("灰度", "grey"),
        Tone::Colour => both("彩色，每个通道各算各的", "colour, each channel apart"),
    }
}

const fn display(display: Display) -> Text {
    match display {
        Display::Auto => both("自动", "automatic"),
        Display::Signed => both("正负两色", "signed"),
        Display::Absolute => both("绝对值", "magnitude"),
        Display::Clamped => both("截到 0 – 255", "cut off at 0 and 255"),
    }
}

const fn bank(bank: Bank) -> Text {
    match bank {
        Bank::Grey => both(
            "1×1：灰度 = 0.3R + 0.6G + 0.1B",
            "1×1: grey = 0.3R + 0.6G + 0.1B",
        ),
        Bank::Opponents => both(
            "1×1：亮度、红减绿、蓝减黄",
            "1×1: brightness, red − green, blue − yellow",
        ),
        Bank::Edges => both(
            "3×3：边缘、红绿边缘、平均",
            "3×3: edges, red–green edges, mean",
        ),
    }
}

const fn target(target: Target) -> Text {
    match target {
        Target::Edge => both("[1, −1]（本课）", "[1, −1] (this lesson)"),
        Target::SobelX => both("Sobel：竖直边缘", "Sobel: vertical edges"),
        Target::SobelY => both("Sobel：水平边缘", "Sobel: horizontal edges"),
        Target::Own => both("自己填", "your own"),
    }
}

const fn example(example: Example) -> Text {
    match example {
        Example::Edges => both("边缘图（本课）", "two edges (this lesson)"),
        Example::Noise => both("噪声", "noise"),
    }
}

/// How the results of a display that is decided are to be read.
pub const fn reading(display: Display, tone: Tone) -> Text {
    match (display, tone) {
        (Display::Signed | Display::Auto, Tone::Grey) => SIGNED_GREY,
        (Display::Signed | Display::Auto, Tone::Colour) => SIGNED_COLOUR,
        (Display::Absolute, Tone::Grey | Tone::Colour) => ABSOLUTE,
        (Display::Clamped, Tone::Grey | Tone::Colour) => CLAMPED,
    }
}

/// Why a picture cannot be used. The one before it stays.
pub fn misfit(misfit: Misfit, lang: Lang) -> String {
    match (misfit, lang) {
        (Misfit::TooSmall([h, w]), Lang::Zh) => {
            format!("这张图只有 {w}×{h} 像素，每边至少要 {SHORTEST} 像素。原来的图片没有变。")
        }
        (Misfit::TooSmall([h, w]), Lang::En) => format!(
            "This picture has {w}×{h} pixels; each side needs at least {SHORTEST}. The picture before it is unchanged."
        ),
        (Misfit::TooNarrow([h, w]), Lang::Zh) => format!(
            "这张图有 {w}×{h} 像素，太狭长了：长边缩小到 {LONGEST} 像素后，短边不足 {SHORTEST} 像素。原来的图片没有变。"
        ),
        (Misfit::TooNarrow([h, w]), Lang::En) => format!(
            "This picture has {w}×{h} pixels, which is too long and narrow: reduced to {LONGEST} pixels, its shorter side has fewer than {SHORTEST}. The picture before it is unchanged."
        ),
    }
}

/// Where the window is, what it makes.
pub fn at_place([i, j]: [usize; 2], value: f32, lang: Lang) -> String {
    let value = format::cell(value);
    match lang {
        Lang::Zh => format!("第 {i} 行，第 {j} 列：{value}"),
        Lang::En => format!("row {i}, column {j}: {value}"),
    }
}

/// The step looked at and its loss.
pub fn learnt(step: usize, loss: f32, lang: Lang) -> String {
    let power = loss.log10().floor();
    let loss = match loss.is_finite() && power > 5.0 {
        true => format!("{}e{power}", format::fixed(loss / 10_f32.powf(power), 2)),
        false => format::fixed(loss, 4),
    };
    match lang {
        Lang::Zh => format!("第 {step} 步，损失 {loss}"),
        Lang::En => format!("step {step}, loss {loss}"),
    }
}

/// From which learning rate on the loss grows, and whether it does.
pub fn rate_bound(bound: f32, is_above: bool, lang: Lang) -> String {
    let number = format::fixed(bound, 4);
    match (lang, is_above) {
        (Lang::Zh, false) => {
            format!("学习率到 {number} 为止损失都会下降（2 除以损失最陡方向的曲率），再大就发散。")
        }
        (Lang::Zh, true) => format!(
            "学习率超过了 {number}（2 除以损失最陡方向的曲率）：每一步都越过谷底、落到对面更高的地方，损失必然发散。"
        ),
        (Lang::En, false) => format!(
            "Up to a rate of {number} the loss falls (2 divided by the curvature along its steepest direction); above it, it diverges."
        ),
        (Lang::En, true) => format!(
            "The rate is above {number} (2 divided by the curvature along the steepest direction): each step jumps across the valley and lands higher on the other side, so the loss must diverge."
        ),
    }
}
