//! Times the kernels on one native thread: `cargo bench --bench kernels [-- NAME]`.
//! Prints the fastest of several runs, and GFLOP/s (a multiply and an add count as two).

#[path = "support/workloads.rs"]
mod workloads;

use std::time::{Duration, Instant};

/// Long enough for the fastest run to be an undisturbed one.
const BUDGET: Duration = Duration::from_millis(300);

fn main() {
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    for (name, make) in workloads::all() {
        if wanted
            .as_ref()
            .is_some_and(|wanted| !name.contains(wanted.as_str()))
        {
            continue;
        }
        let mut workload = make();
        workload.run();
        let start = Instant::now();
        let mut fastest = Duration::MAX;
        while start.elapsed() < BUDGET {
            let before = Instant::now();
            workload.run();
            fastest = fastest.min(before.elapsed());
        }
        let seconds = fastest.as_secs_f64();
        print!("{name:<28} {:>9.3} ms", seconds * 1e3);
        match workload.macs {
            0 => println!(),
            macs => println!(" {:>7.1} GFLOP/s", 2.0 * macs as f64 / seconds / 1e9),
        }
    }
}
