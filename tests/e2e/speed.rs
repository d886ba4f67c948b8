//! Part of `cargo xtask bench`: how fast the page itself trains, by model, device and number of workers.
//! It prints and judges nothing.

use std::thread;
use std::time::{Duration, Instant};

use crate::browser::{Driver, Page};
use crate::server::Server;
use crate::stage::Stage;

/// Long enough for a stride, after the compilers and the first messages.
const WARM_UP: Duration = Duration::from_secs(4);
/// Between two looks at the count: each takes time from a core that learns.
const LOOK: Duration = Duration::from_millis(500);

struct Run {
    title: &'static str,
    route: &'static str,
    batch: u32,
    /// Steps that are measured: whole epochs with their tests, where they are short.
    steps: u32,
}

const RUNS: [Run; 3] = [
    Run {
        title: "LeNet, batch 256",
        route: "en/lenet/?batch=256&epochs=20",
        batch: 256,
        steps: 3 * 235,
    },
    Run {
        title: "GoogLeNet 1/8 at 28 px, batch 128",
        route: "en/googlenet/?px=28&ratio=8&batch=128&epochs=20",
        batch: 128,
        steps: 469,
    },
    Run {
        title: "GoogLeNet at 96 px, batch 16",
        route: "en/googlenet/?px=96&ratio=1&batch=16",
        batch: 16,
        steps: 60,
    },
];

/// With parts of titles given, those runs only.
pub fn speed(driver: &Driver, server: Server, wanted: &[String]) -> Result<(), String> {
    let page = Page::open(driver, "speed").map_err(|refusal| refusal.message)?;
    let stage = Stage::new(page, server);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!(
        "{:>12} {:>12} {:>7}  run",
        "pictures/s", "ms a step", "ratio"
    );
    for run in RUNS {
        if !wanted.is_empty() && !wanted.iter().any(|part| run.title.contains(part)) {
            continue;
        }
        let mut alone = None;
        let mut workers = vec![1];
        workers.extend([2, 4, 8].into_iter().filter(|&many| many <= cores));
        for many in workers {
            let rate = rate(
                &stage,
                &run,
                &format!("device=cpu&workers={many}"),
                run.steps,
            );
            tell(rate, run.batch, *alone.get_or_insert(rate));
            println!("{}, CPU × {many}", run.title);
        }
        // Where WebGPU is a program, an epoch takes minutes.
        let rate = rate(&stage, &run, "device=webgpu", (run.steps / 12).min(20));
        tell(rate, run.batch, alone.unwrap_or(rate));
        println!("{}, {}", run.title, stage.text("[data-testid=device]"));
    }
    Ok(())
}

fn tell(rate: f64, batch: u32, alone: f64) {
    let step = 1000.0 * f64::from(batch) / rate;
    print!("{rate:>12.1} {step:>12.1} {:>7.2}  ", rate / alone);
}

/// Pictures learnt from in a second, by the page's own count of steps.
fn rate(stage: &Stage, run: &Run, device: &str, steps: u32) -> f64 {
    stage.open(&format!("{}&{device}", run.route));
    stage.wait_until_idle();
    stage.click("train-start");
    stage.wait_for_steps(2);
    thread::sleep(WARM_UP);
    // From one change of the count to another: slow steps would be cut otherwise.
    let (start, first) = next_step(stage);
    while stage.steps() < first + steps {
        thread::sleep(LOOK);
    }
    let (end, last) = next_step(stage);
    stage.click("train-pause");
    f64::from((last - first) * run.batch) / (end - start).as_secs_f64()
}

/// The moment at which the count of steps changes next, and the count.
fn next_step(stage: &Stage) -> (Instant, u32) {
    let before = stage.steps();
    loop {
        let now = stage.steps();
        if now > before {
            return (Instant::now(), now);
        }
        thread::sleep(Duration::from_millis(2));
    }
}
