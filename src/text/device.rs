//! Words for what a run computes with: the choice, what was found, the comparison, what went wrong.
//! Which device a run gets is left to `lesson::device`.

use super::errors::failure;
use super::lang::{Lang, Text};
use crate::lesson::device::{Compared, Engine, Fallback, Fault};
use crate::lesson::format::{bytes, count, fixed, rate};
use crate::lesson::state::Playground;
use crate::lesson::state::device::Kind;
use crate::tensor::adapter::{Adapter, OpenError};

/// The label of the control `name`.
pub fn label(name: &str) -> Option<Text> {
    Some(match name {
        "device" => KIND,
        "workers" => WORKERS,
        _ => return None,
    })
}

/// What its chosen option is called.
pub fn option(name: &str, chosen: &Playground) -> Option<Text> {
    match name {
        "device" => Some(kind(chosen.device.kind)),
        "workers" if chosen.device.workers.is_none() => Some(WORKERS_AUTO),
        _ => None,
    }
}

const fn both(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

pub const KIND: Text = both("用什么算", "Compute on");
pub const WORKERS: Text = both("CPU 工作线程", "CPU workers");
pub const WORKERS_AUTO: Text = both("自动", "automatic");
pub const EFFECT: Text = both(
    "工作线程数决定一批图片切成几份：份数不同，舍入就不同，损失会在末几位上有差别。",
    "A batch is cut into as many parts as there are workers; another number rounds otherwise, so losses differ in their last digits.",
);
pub const NO_EFFECT: Text = both(
    "WebGPU 整批计算，工作线程数不起作用。",
    "WebGPU takes batches whole: the number of workers has no effect on it.",
);
pub const ON_CPU: Text = both(
    "用 CPU 训练，不去找 WebGPU。",
    "The CPU trains; WebGPU is not asked for.",
);
pub const ON_DEMAND: Text = both(
    "先用 CPU。预计超过 20 秒的训练，会在开始前看看有没有 WebGPU，两边各测一下，用快的那个。",
    "The CPU, to begin with. Before a run of more than about 20 seconds WebGPU is looked for and both are measured; the faster one trains.",
);
pub const ASKING: Text = both("正在找 WebGPU…", "Looking for WebGPU…");
pub const MEASURING_CPU: Text = both(
    "正在测 CPU 有多快，看这次训练会不会很久…",
    "Measuring the CPU, to see whether this run will be long…",
);
pub const COMPARING: Text = both("正在比较 CPU 和 WebGPU…", "Comparing the CPU with WebGPU…");
/// The run waits for a measurement of the CPU.
pub const STATE_MEASURING: Text = both("正在测速", "Measuring");
/// The run waits for the comparison.
pub const STATE_COMPARING: Text = both("正在比较设备", "Comparing devices");

pub const fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Auto => both("自动", "automatic"),
        Kind::Cpu => both("CPU", "CPU"),
        Kind::WebGpu => both("WebGPU", "WebGPU"),
    }
}

/// What was found leaves an automatic choice no other device.
pub fn so_the_cpu(found: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{found}所以用 CPU 训练。"),
        Lang::En => format!("{found} So the CPU trains."),
    }
}

/// The link asks for more workers than this machine has cores.
pub fn too_many(workers: u32, cores: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            format!("链接要 {workers} 个工作线程；这台机器有 {cores} 个核，就用 {cores} 个。")
        }
        Lang::En => format!(
            "The link asks for {workers} workers; this machine has {cores} cores and uses {cores}."
        ),
    }
}

/// The readout of a run on the CPU.
pub fn cpu(has_simd: bool, workers: u32, lang: Lang) -> String {
    let simd = if has_simd { " SIMD" } else { "" };
    match (lang, workers) {
        (Lang::Zh, _) => format!("CPU{simd} × {workers} 个工作线程"),
        (Lang::En, 1) => format!("CPU{simd} × 1 worker"),
        (Lang::En, _) => format!("CPU{simd} × {workers} workers"),
    }
}

/// The readout of a run on WebGPU.
pub fn gpu(adapter: &Adapter, lang: Lang) -> String {
    let name = name(adapter, lang);
    match (adapter.is_software, lang) {
        (false, _) => format!("WebGPU: {name}"),
        (true, Lang::Zh) => format!("WebGPU: {name}（软件适配器）"),
        (true, Lang::En) => format!("WebGPU: {name} (software adapter)"),
    }
}

/// What the browser tells of an adapter: its name, or who made it.
fn name(adapter: &Adapter, lang: Lang) -> String {
    let maker = [adapter.vendor.as_str(), adapter.architecture.as_str()];
    let parts = if adapter.name.is_empty() {
        maker.join(" ")
    } else {
        adapter.name.clone()
    };
    match (parts.trim(), lang) {
        ("", Lang::Zh) => "没有报出名字的适配器".to_owned(),
        ("", Lang::En) => "an adapter that tells no name".to_owned(),
        (name, Lang::Zh | Lang::En) => name.to_owned(),
    }
}

/// What was found.
pub fn found(adapter: &Adapter, lang: Lang) -> String {
    let (name, buffer) = (name(adapter, lang), bytes(adapter.max_buffer_size));
    let (binding, invocations) = (
        bytes(adapter.max_storage_binding),
        count(u64::from(adapter.invocations)),
    );
    let (zh, en) = if adapter.is_software {
        (
            "这是用 CPU 模拟的软件适配器，比直接用 CPU 慢。",
            "It is a software adapter: the processor imitates a graphics card, which is slower than using the CPU itself.",
        )
    } else {
        ("这是真正的 GPU。", "It is a real graphics adapter.")
    };
    match lang {
        Lang::Zh => format!(
            "找到 WebGPU：{name}。{zh}单个缓冲区最大 {buffer}，一次绑定最大 {binding}，一个工作组最多 {invocations} 个线程。"
        ),
        Lang::En => format!(
            "WebGPU found: {name}. {en} Largest buffer {buffer}, largest binding {binding}, at most {invocations} threads in a workgroup."
        ),
    }
}

/// Both devices were measured on the network of the run. Which of them has it by now is another thing.
pub fn compared(compared: &Compared, now: Engine, lang: Lang) -> String {
    let Compared { rates, winner, .. } = *compared;
    let gpu = rate(rates.gpu);
    let measured = match (rates.cpu.map(rate), lang) {
        (Some(cpu), Lang::Zh) => format!("CPU 每秒学 {cpu} 张，WebGPU 每秒学 {gpu} 张。"),
        (Some(cpu), Lang::En) => {
            format!("the CPU learns from {cpu} pictures a second, WebGPU from {gpu}.")
        }
        (None, Lang::Zh) => format!("CPU 太慢，没能及时测完；WebGPU 每秒学 {gpu} 张。"),
        (None, Lang::En) => format!(
            "the CPU was too slow to answer in time; WebGPU learns from {gpu} pictures a second."
        ),
    };
    let name = match winner {
        Engine::Cpu => "CPU",
        Engine::Gpu => "WebGPU",
    };
    let ratio = rates.cpu.map(|cpu| match winner {
        Engine::Cpu => fixed(cpu / rates.gpu, 1),
        Engine::Gpu => fixed(rates.gpu / cpu, 1),
    });
    let verdict = match (ratio, winner == now, lang) {
        (Some(ratio), true, Lang::Zh) => format!("{name} 快（{ratio} 倍），用它训练。"),
        (Some(ratio), false, Lang::Zh) => format!("{name} 快（{ratio} 倍）。"),
        (None, true, Lang::Zh) => format!("用 {name} 训练。"),
        (Some(ratio), true, Lang::En) => format!(" {name} is {ratio} times as fast and trains."),
        (Some(ratio), false, Lang::En) => format!(" {name} is {ratio} times as fast."),
        (None, true, Lang::En) => format!(" {name} trains."),
        (None, false, Lang::Zh | Lang::En) => String::new(),
    };
    match lang {
        Lang::Zh => format!("在这台机器上实测：{measured}{verdict}"),
        Lang::En => format!("Measured on this machine: {measured}{verdict}"),
    }
}

/// Why WebGPU does not do what was asked of it.
pub fn fault(fault: &Fault, lang: Lang) -> String {
    match (fault, lang) {
        (Fault::Unavailable(OpenError::NoWebGpu), Lang::Zh) => {
            "这个浏览器没有 WebGPU，或者不给这个页面用。".to_owned()
        }
        (Fault::Unavailable(OpenError::NoWebGpu), Lang::En) => {
            "This browser has no WebGPU, or none for this page.".to_owned()
        }
        (Fault::Unavailable(OpenError::NoAdapter), Lang::Zh) => {
            "浏览器有 WebGPU，但没有可用的适配器。".to_owned()
        }
        (Fault::Unavailable(OpenError::NoAdapter), Lang::En) => {
            "The browser has WebGPU, but no adapter to run it on.".to_owned()
        }
        (Fault::Unavailable(OpenError::Refused(words)), Lang::Zh) => {
            format!("WebGPU 适配器不肯给设备（{words}）。")
        }
        (Fault::Unavailable(OpenError::Refused(words)), Lang::En) => {
            format!("The WebGPU adapter gave no device ({words}).")
        }
        (Fault::Silent, Lang::Zh) => "WebGPU 迟迟没有回答。".to_owned(),
        (Fault::Silent, Lang::En) => "WebGPU did not answer in time.".to_owned(),
        (Fault::Crashed(words), Lang::Zh) => format!("WebGPU 的训练线程停止了工作（{words}）。"),
        (Fault::Crashed(words), Lang::En) => {
            format!("The thread that trains on WebGPU stopped working ({words}).")
        }
        (Fault::Failed(why), Lang::Zh | Lang::En) => failure(why, lang),
    }
}

/// What happened, and where the run goes on.
pub fn fallback(Fallback { fault: why, step }: &Fallback, lang: Lang) -> String {
    let (why, from) = (fault(why, lang), count(u64::from(*step)));
    match (lang, step) {
        (Lang::Zh, 0) => format!("{why}改用 CPU，从头训练。"),
        (Lang::En, 0) => format!("{why} The CPU takes over, from the start."),
        (Lang::Zh, _) => format!("{why}改用 CPU，从第 {from} 步接着训练。"),
        (Lang::En, _) => format!("{why} The CPU takes over and goes on from step {from}."),
    }
}
