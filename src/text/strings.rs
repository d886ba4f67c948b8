//! The words of the interface, both languages side by side. Sentences of chapters live in
//! `assets/chapters`, the words of errors in `errors`.

use super::lang::Text;

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

// The course and its pages.
pub const BRAND: Text = text("ConvLab 卷积实验室", "ConvLab");
pub const COURSE: Text = text("ConvLab 卷积实验室", "ConvLab");
pub const COURSE_PROMISE: Text = text(
    "一门在浏览器里动手学的卷积神经网络课程：每个算子、每个模型都在页面里真实地运行和训练。",
    "A hands-on course on convolutional networks: every operation and every model runs and trains in your browser.",
);
pub const CONTENTS: Text = text("目录", "Contents");
pub const GLOSSARY: Text = text("术语表", "Glossary");
pub const GLOSSARY_PROMISE: Text = text(
    "课程里的术语，中英对照，每条一句话。",
    "The terms of the course in Chinese and English, one sentence each.",
);
pub const CHAPTERS: Text = text("章节", "Chapters");
pub const SOON: Text = text("即将推出", "soon");
pub const PREVIOUS: Text = text("上一页", "Previous");
pub const NEXT: Text = text("下一页", "Next");
pub const TURN_PAGE: Text = text("翻页", "Previous and next page");
pub const SKIP_TO_TEXT: Text = text("跳到正文", "Skip to the text");
pub const LANGUAGE_NAME: Text = text("中文", "English");
pub const FOOTER: Text = text(
    "所有计算都在你的浏览器里完成，不会向任何服务器发送数据。图片来自 Fashion-MNIST（MIT 许可证）。",
    "Everything is computed in your browser; nothing is sent to any server. Pictures: Fashion-MNIST (MIT licence).",
);
pub const NO_SCRIPT: Text = text(
    "正文可以照常阅读；图和训练需要打开 JavaScript。",
    "The text reads as it is; figures and training need JavaScript.",
);
pub const NO_SIMD: Text = text(
    "正文可以照常阅读；图和训练需要支持 WebAssembly SIMD 的浏览器（Chrome 91、Firefox 89、Safari 16.4 或更新的版本）。",
    "The text reads as it is; figures and training need a browser with WebAssembly SIMD (Chrome 91, Firefox 89, Safari 16.4 or newer).",
);
pub const CALLOUT_TRY: Text = text("试一试", "Try it");
pub const CALLOUT_NOTE: Text = text("注意", "Note");
