//! Times one workload; the clock is handed in.

use super::workload::{Make, Workload};

/// Milliseconds of measuring for each workload.
const BUDGET: f64 = 300.0;
/// A browser's clock ticks every 0.1 ms: what is timed at once must last longer.
const SAMPLE: f64 = 5.0;
/// Measured times at least, however long one takes.
const FEWEST: usize = 3;

/// Milliseconds of a run.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    pub median: f64,
    pub fastest: f64,
}

/// Median and fastest run in milliseconds, GFLOP/s of the median (a multiply and an add count as
/// two), and examples a second where the workload is a batch.
pub fn line(name: &str, make: &Make, now: fn() -> f64) -> String {
    let mut workload = make();
    let [macs, examples] = [workload.macs as f64, workload.examples as f64];
    let Times { median, fastest } = times(&mut workload, now);
    let mut line = format!("{name:<28} {median:>9.3} ms, at best {fastest:>9.3} ms");
    if macs > 0.0 {
        line += &format!(" {:>7.1} GFLOP/s", 2.0 * macs / median / 1e6);
    }
    if examples > 0.0 {
        line += &format!(" {:>8.0} examples/s", 1e3 * examples / median);
    }
    line
}

pub fn times(workload: &mut Workload, now: fn() -> f64) -> Times {
    let mut time = |runs: usize| {
        let start = now();
        (0..runs).for_each(|_| workload.run());
        (now() - start) / runs as f64
    };
    // The first runs find cold caches, and code that a browser has not optimised yet.
    let start = now();
    let mut once = f64::INFINITY;
    while now() - start < BUDGET / 2.0 {
        once = once.min(time(1));
    }
    let runs = (SAMPLE / once.max(0.001)).ceil() as usize;
    let start = now();
    let mut times = Vec::new();
    while times.len() < FEWEST || now() - start < BUDGET {
        times.push(time(runs));
    }
    times.sort_by(f64::total_cmp);
    Times {
        median: times[times.len() / 2],
        fastest: times[0],
    }
}
