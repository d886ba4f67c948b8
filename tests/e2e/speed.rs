//! Part of `cargo xtask bench`: how fast the page itself trains, by model, device and number of workers.
//! It prints and judges nothing.

use std::thread;
use std::time::{Duration, Instant};

use crate::browser::{Driver, Page};
use crate::server::Server;
use crate::stage::Stage;

/// Long enough for a stride, after the compilers and the first messages.
const WARM_UP: Duration = Duration::from_secs(4);
const MEASURED: Duration = Duration::from_secs(12);

struct Run {
    title: &'static str,
    route: &'static str,
    batch: u32,
}

const RUNS: [Run; 3] = [
    Run {
        title: "LeNet, batch 256",
        route: "en/lenet/?batch=256&epochs=20",
        batch: 256,
    },
    Run {
        title: "GoogLeNet 1/8 at 28 px, batch 128",
        route: "en/googlenet/?px=28&ratio=8&batch=128&epochs=20",
        batch: 128,
    },
    Run {
        title: "GoogLeNet at 96 px, batch 16",
        route: "en/googlenet/?px=96&ratio=1&batch=16",
        batch: 16,
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
    for Run {
        title,
        route,
        batch,
    } in RUNS
    {
        if !wanted.is_empty() && !wanted.iter().any(|part| title.contains(part)) {
            continue;
        }
        let mut alone = None;
        let mut workers = vec![1];
        workers.extend([2, 4, 8].into_iter().filter(|&many| many <= cores));
        for many in workers {
            let rate = rate(&stage, &format!("{route}&device=cpu&workers={many}"), batch);
            tell(rate, batch, *alone.get_or_insert(rate));
            println!("{title}, CPU × {many}");
        }
        let rate = rate(&stage, &format!("{route}&device=webgpu"), batch);
        tell(rate, batch, alone.unwrap_or(rate));
        println!("{title}, {}", stage.text("[data-testid=device]"));
    }
    Ok(())
}

fn tell(rate: f64, batch: u32, alone: f64) {
    let step = 1000.0 * f64::from(batch) / rate;
    print!("{rate:>12.1} {step:>12.1} {:>7.2}  ", rate / alone);
}

/// Pictures learnt from in a second, by the page's own count of steps.
fn rate(stage: &Stage, route: &str, batch: u32) -> f64 {
    stage.open(route);
    stage.wait_until_idle();
    stage.click("train-start");
    stage.wait_for_steps(2);
    thread::sleep(WARM_UP);
    // From one change of the count to another: slow steps would be cut otherwise.
    let (start, first) = next_step(stage);
    thread::sleep(MEASURED);
    let (end, last) = next_step(stage);
    stage.click("train-pause");
    f64::from((last - first) * batch) / (end - start).as_secs_f64()
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
