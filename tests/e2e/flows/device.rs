//! What a run computes with, and what becomes of it when WebGPU fails: it goes on on the CPU, in words.
//! WebGPU is Chromium's SwiftShader here; faults are put before the program of its worker.

use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::browser::SOON;
use crate::server::Fault;
use crate::stage::{EPOCH, Stage, number};

/// The file that starts a worker.
const START: &str = "_start.js";

/// What is done with the worker's device once the flow says so.
macro_rules! when_told {
    ($then:literal) => {
        concat!(
            "const request = GPUAdapter.prototype.requestDevice;",
            "GPUAdapter.prototype.requestDevice = async function (wanted) {",
            "const device = await request.call(this, wanted);",
            "new BroadcastChannel('fault').onmessage = () => ",
            $then,
            "; return device; };\n"
        )
    };
}

const NO_WEBGPU: &str = "Object.defineProperty(navigator, 'gpu', { value: undefined });\n";
const NO_ADAPTER: &str = "GPU.prototype.requestAdapter = async () => null;\n";
const REFUSED: &str =
    "GPUAdapter.prototype.requestDevice = async () => { throw new TypeError('injected'); };\n";
/// An adapter that WebGPU's own defaults would not pass.
const SMALL: &str = "for (const key of ['maxBufferSize', 'maxStorageBufferBindingSize'])
Object.defineProperty(GPUSupportedLimits.prototype, key, { get: () => 4096 });\n";
/// Tells of every task that another worker answered with numbers.
const COUNTS: &str = "const Plain = self.Worker;
if (Plain) self.Worker = class extends Plain {
  constructor(...all) {
    super(...all);
    const channel = new BroadcastChannel('answers');
    this.addEventListener('message', ({ data }) => {
      if (data instanceof Float32Array) channel.postMessage(data.length);
    });
  }
};\n";
/// Those that the CPU's worker starts; no script of theirs arrives.
const ABSENT: &str = "if (self.Worker) self.Worker = class { postMessage() {} terminate() {} };\n";
const SILENT: &str = "GPU.prototype.requestAdapter = () => new Promise(() => {});\n";
/// The CPU's worker starts with the same script.
const CRASH: &str = "if (location.href.includes('gpu')) throw new Error('injected');\n";
/// No longer WGSL.
const INVALID: &str = "const create = GPUDevice.prototype.createShaderModule;
GPUDevice.prototype.createShaderModule = function (wanted) {
  return create.call(this, { ...wanted, code: 'fn ' + wanted.code });
};\n";
const MEMORY: &str = when_told!(
    "device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', \
     { error: new GPUOutOfMemoryError('injected') }))"
);
const LOST: &str = when_told!("device.destroy()");

/// SwiftShader under a name that says nothing of software.
macro_rules! real {
    ($more:literal) => {
        concat!(
            "for (const key of ['vendor', 'architecture', 'device', 'description'])",
            " Object.defineProperty(GPUAdapterInfo.prototype, key, { get: () => 'acme' });",
            "for (const kind of [GPUAdapterInfo, GPUAdapter])",
            " Object.defineProperty(kind.prototype, 'isFallbackAdapter', { get: () => false });",
            $more,
            "\n"
        )
    };
}
const REAL: &str = real!("");
/// And with a clock that makes it look fast.
const FAST: &str = real!(
    "if (location.href.includes('gpu')) { const now = Performance.prototype.now; \
     Performance.prototype.now = function () { return now.call(this) / 10000; }; }"
);

/// A network that SwiftShader trains for a while.
const RUN: &str =
    "en/lenet/?pictures=20000&epochs=3&batch=64&activation=relu&device=webgpu&workers=1";

const NOTICE: &str = "document.querySelector('[data-testid=device-notice]')?.innerText";
const STORED: &str = "document.querySelector('[data-testid=stored]')?.innerText";
const FOUND: &str = "document.querySelector('[data-testid=device-found]').innerText";
const COMPARED: &str = "document.querySelector('[data-testid=device-compared]')?.innerText";
const DEVICE: &str = "document.querySelector('[data-testid=device]').innerText";

/// On a software adapter too, if the reader wants it.
pub fn webgpu(stage: &Stage) {
    stage.open(RUN);
    stage.click("train-step");
    stage.wait_for_steps(1);
    assert_eq!(stage.control("device"), "webgpu");
    let device = stage.text("[data-testid=device]");
    assert!(device.starts_with("WebGPU: "), "{device}");
    assert!(device.contains("software"), "{device}");
    let found = stage.text("[data-testid=device-found]");
    for part in ["software adapter", "slower", "iB"] {
        assert!(found.contains(part), "{part} is not in {found}");
    }
    stage.wait_until_idle();
    stage.click("train-start");
    stage.wait_for_steps(20);
    is_training(stage);
    assert!(!stage.page.has("[data-testid=device-notice]"));
    // Another device takes effect with a reset.
    stage.click("train-pause");
    stage.wait_until_idle();
    stage.set("device", "cpu");
    stage.page.find("[data-testid=pending]");
    stage.click("train-reset");
    stage
        .page
        .wait_for(&format!("{DEVICE} === 'CPU SIMD \u{d7} 1 worker'"), SOON);
    stage.step_once();
}

/// A long run looks for WebGPU, finds a software adapter and says that it takes the CPU.
pub fn automatic(stage: &Stage) {
    long_run(stage, "en/lenet/?epochs=50");
    stage
        .page
        .wait_for(&format!("{FOUND}.includes('So the CPU trains.')"), EPOCH);
    let found = stage.text("[data-testid=device-found]");
    assert!(found.contains("software adapter"), "{found}");
    stage.wait_for_steps(1);
    assert!(stage.text("[data-testid=device]").starts_with("CPU"));
    assert!(!stage.page.has("[data-testid=device-compared]"));
}

/// Nothing to compare with; and a reader who does not wait for the estimate is asked the same.
pub fn automatic_alone(stage: &Stage) {
    stage.server.breaks(START, Fault::Begins(NO_ADAPTER));
    stage.open("en/lenet/?epochs=50");
    stage.click("train-start");
    stage.wait_for_steps(1);
    let found = stage.text("[data-testid=device-found]");
    assert!(found.contains("no adapter"), "{found}");
    assert!(found.contains("So the CPU trains."), "{found}");
    assert!(!stage.page.has("[data-testid=device-notice]"));
}

/// Both are measured, and both numbers are told.
pub fn compared(stage: &Stage) {
    stage.server.breaks(START, Fault::Begins(REAL));
    long_run(stage, "en/lenet/?epochs=50");
    compares(stage, "CPU is ");
    stage.wait_for_steps(1);
    assert!(stage.text("[data-testid=device]").starts_with("CPU"));
}

pub fn preferred(stage: &Stage) {
    stage.server.breaks(START, Fault::Begins(FAST));
    // With its clock it takes many steps before it looks: small ones, or nothing else is drawn meanwhile.
    long_run(stage, "en/lenet/?epochs=50&batch=16");
    compares(stage, "WebGPU is ");
    stage.wait_for_steps(1);
    assert_eq!(stage.text("[data-testid=device]"), "WebGPU: acme");
    is_training(stage);
    known_by_now(stage);
}

/// After a reset nothing is measured again for the same network, and nothing said that is over.
#[track_caller]
fn known_by_now(stage: &Stage) {
    stage.click("train-reset");
    stage
        .page
        .wait_for(&format!("{DEVICE}.startsWith('CPU')"), SOON);
    let told = stage.text("[data-testid=device-compared]");
    assert!(told.contains("WebGPU is "), "{told}");
    assert!(!told.contains("trains"), "{told}");
    stage.page.run(
        "window.states = []; new MutationObserver(() => window.states.push(
            document.querySelector('[data-testid=train-state]').innerText
        )).observe(document.body, { subtree: true, childList: true, characterData: true });",
        json!([]),
    );
    stage.click("train-start");
    stage.wait_for_steps(1);
    assert_eq!(stage.text("[data-testid=device]"), "WebGPU: acme");
    let states = stage.page.eval("window.states.join()").to_string();
    assert!(states.contains("Training"), "{states}");
    assert!(!states.contains("Measuring"), "{states}");
    assert!(!states.contains("Comparing"), "{states}");
    let told = stage.text("[data-testid=device-compared]");
    assert!(told.contains("and trains"), "{told}");
    // Nor is it of another network.
    stage.click("train-pause");
    stage.wait_until_idle();
    stage.set("activation", "relu");
    stage.click("train-reset");
    stage.page.wait_for(&format!("!{COMPARED}"), SOON);
}

#[track_caller]
fn compares(stage: &Stage, winner: &str) {
    let told = format!("{COMPARED}?.includes('{winner}') && {COMPARED}");
    let told = stage.page.wait_for(&told, EPOCH).to_string();
    let numbers = told
        .split(' ')
        .filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    assert_eq!(numbers.count(), 3, "{told}");
    assert!(stage.text("[data-testid=device-found]").contains("real"));
    assert!(!stage.page.has("[data-testid=device-notice]"));
}

/// Starts one that is known to take long.
fn long_run(stage: &Stage, route: &str) {
    stage.open(route);
    stage.page.testid("train-start").bring_into_view();
    stage.page.wait_for(
        "document.querySelector('[data-testid=sizes] tbody').innerText.includes('\u{2248}')",
        SOON,
    );
    stage.click("train-start");
}

/// As many workers as chosen, told in words, and all of them work; the same losses for the same number.
pub fn workers(stage: &Stage) {
    stage.server.breaks(START, Fault::Begins(COUNTS));
    stage.open("en/lenet/?pictures=20000&epochs=1&activation=relu&device=cpu&workers=2");
    stage.page.run(
        "self.answers = []; self.channel = new BroadcastChannel('answers'); \
         channel.onmessage = ({ data }) => answers.push(data)",
        json!([]),
    );
    stage.click("train-start");
    let line = stage.epoch_line(1);
    let cores = stage.page.eval("navigator.hardwareConcurrency");
    let many = if cores == json!(1) {
        "1 worker"
    } else {
        "2 workers"
    };
    let device = stage.text("[data-testid=device]");
    assert_eq!(device, format!("CPU SIMD \u{d7} {many}"));
    if cores != json!(1) {
        // Loss, right answers and 44,426 gradients of most batches; loss and probabilities of 250 pictures.
        let answered = "answers.filter(numbers => numbers === 44428).length > 4 \
            && answers.includes(2501) && !answers.includes(0)";
        stage.page.wait_for(answered, SOON);
    }
    stage.click("train-reset");
    stage.page.wait_for(
        "document.querySelectorAll('[data-testid=train-log] tr').length === 0",
        SOON,
    );
    stage.click("train-start");
    assert_eq!(stage.epoch_line(1)[..4], line[..4]);
    stage.set("workers", "1");
    stage.click("train-reset");
    stage
        .page
        .wait_for(&format!("{DEVICE} === 'CPU SIMD \u{d7} 1 worker'"), SOON);
}

/// The time is told nevertheless, and the run goes on without it.
pub fn absent(stage: &Stage) {
    stage.server.breaks(START, Fault::Begins(ABSENT));
    long_run(stage, "en/lenet/?epochs=50&device=cpu&workers=2");
    stage.wait_for_steps(20);
    is_training(stage);
}

pub fn no_webgpu(stage: &Stage) {
    begins_on_cpu(stage, NO_WEBGPU, "has no WebGPU");
}

pub fn no_adapter(stage: &Stage) {
    begins_on_cpu(stage, NO_ADAPTER, "no adapter");
}

pub fn refused(stage: &Stage) {
    begins_on_cpu(stage, REFUSED, "gave no device");
}

pub fn small(stage: &Stage) {
    falls_back(stage, SMALL, "4.0 KiB");
}

pub fn silent(stage: &Stage) {
    falls_back(stage, SILENT, "did not answer in time");
}

pub fn crashed(stage: &Stage) {
    stage.expect_console("injected");
    begins_on_cpu(stage, CRASH, "stopped working");
}

pub fn invalid(stage: &Stage) {
    falls_back(stage, INVALID, "refused this computation");
}

/// The reader is told before the run is started.
#[track_caller]
fn begins_on_cpu(stage: &Stage, fault: &'static str, words: &str) {
    stage.server.breaks(START, Fault::Begins(fault));
    stage.open(RUN);
    stage.page.testid("train-start").bring_into_view();
    stage.page.wait_for(NOTICE, SOON);
    stage.click("train-start");
    takes_over(stage, words);
}

/// WebGPU fails a run that was started, before anything was learnt.
#[track_caller]
fn falls_back(stage: &Stage, fault: &'static str, words: &str) {
    stage.server.breaks(START, Fault::Begins(fault));
    stage.open(RUN);
    stage.click("train-start");
    takes_over(stage, words);
}

#[track_caller]
fn takes_over(stage: &Stage, words: &str) {
    let notice = stage.page.wait_for(NOTICE, 2 * SOON).to_string();
    assert!(notice.contains(words), "{notice}");
    assert!(notice.contains("The CPU takes over"), "{notice}");
    stage.wait_for_steps(30);
    is_training(stage);
    assert!(stage.text("[data-testid=device]").starts_with("CPU"));
    in_chinese_too(stage, &notice);
}

pub fn memory(stage: &Stage) {
    goes_on(stage, MEMORY, "memory");
}

pub fn lost(stage: &Stage) {
    goes_on(stage, LOST, "was lost");
}

/// In the middle of a run: it goes on from its last checkpoint, with everything that it has told.
#[track_caller]
fn goes_on(stage: &Stage, fault: &'static str, words: &str) {
    stage.server.breaks(START, Fault::Begins(fault));
    stage.open(RUN);
    stage.click("train-start");
    stage.page.wait_for(STORED, EPOCH);
    assert!(stage.text("[data-testid=device]").starts_with("WebGPU"));
    assert!(!stage.page.has("[data-testid=device-notice]"));
    stage
        .page
        .eval("new BroadcastChannel('fault').postMessage(0)");
    let notice = stage.page.wait_for(NOTICE, EPOCH).to_string();
    assert!(notice.contains(words), "{notice}");
    let (_, from) = notice.split_once("from step").unwrap_or_default();
    let from = number(from.trim_matches(['.', '"', ' '])) as u32;
    assert!(from > 0, "{notice}");
    stage.wait_for_steps(from + 30);
    is_training(stage);
    assert!(stage.text("[data-testid=device]").starts_with("CPU"));
    in_chinese_too(stage, &notice);
    // And no step twice.
    stage.click("train-pause");
    stage.wait_until_idle();
    let told = stage.steps();
    thread::sleep(Duration::from_millis(500));
    assert_eq!(stage.steps(), told);
    stage.click("train-start");
    stage.epoch_line(1);
}

#[track_caller]
fn is_training(stage: &Stage) {
    let loss = number(&stage.text("[data-testid=train-loss]"));
    assert!(loss.is_finite() && loss < 3.0, "loss {loss}");
    assert!(
        !stage
            .page
            .has("[data-widget=model-train] [data-testid=error]")
    );
}

#[track_caller]
fn in_chinese_too(stage: &Stage, english: &str) {
    stage.click("lang-switch");
    stage
        .page
        .wait_for("document.documentElement.dataset.lang === 'zh'", SOON);
    let chinese = stage.page.wait_for(NOTICE, SOON).to_string();
    assert!(
        chinese.contains("\u{6539}\u{7528} CPU") && chinese != english,
        "{chinese}"
    );
}
