//! Times the kernels on one native thread: `cargo bench --bench kernels [-- NAME]`.
//! The same for a browser is left to `support/page.rs`.

#[path = "support/measure.rs"]
mod measure;
#[path = "support/networks.rs"]
mod networks;
#[path = "support/ops.rs"]
mod ops;
#[path = "support/profile.rs"]
mod profile;
#[path = "support/workload.rs"]
mod workload;

use std::sync::OnceLock;
use std::time::Instant;

use convlab::zoo::variant::Known;

fn main() {
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let wanted = wanted.unwrap_or_default();
    for (name, make) in networks::networks().into_iter().chain(ops::ops()) {
        if name.contains(&wanted) {
            println!("{}", measure::line(&name, &make, now));
        }
    }
    if "by ops".contains(&wanted) {
        for line in profile::lines(Known::GoogLeNet, 16, now) {
            println!("{line}");
        }
    }
}

/// Milliseconds since the first call.
fn now() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}
