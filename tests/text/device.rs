//! What is said of devices: with names and numbers, in both languages.

use convlab::lesson::device::{Compared, Engine, Fallback, Fault, Rates};
use convlab::tensor::adapter::{Adapter, OpenError};
use convlab::text::device;
use convlab::text::lang::Lang;
use convlab::train::protocol::Failure;

fn adapter(name: &str, is_software: bool) -> Adapter {
    Adapter {
        name: name.to_owned(),
        vendor: "google".to_owned(),
        architecture: "swiftshader".to_owned(),
        backend: "webgpu".to_owned(),
        is_software,
        max_buffer_size: 1 << 30,
        max_storage_binding: 128 << 20,
        invocations: 256,
        workgroup_storage: 16 << 10,
        subgroups: false,
    }
}

/// In both languages a sentence of its own that holds every one of `parts`.
fn check(sentence: impl Fn(Lang) -> String, parts: &[&str]) {
    let [zh, en] = Lang::ALL.map(sentence);
    assert_ne!(zh, en);
    for part in parts {
        assert!(zh.contains(part) && en.contains(part), "{part}: {zh} {en}");
    }
    assert!(zh.ends_with('。') && en.ends_with('.'), "{zh} {en}");
}

#[test]
fn what_was_found_has_a_name_and_limits() {
    let parts = ["1.0 GiB", "128.0 MiB", "256"];
    for (found, name) in [
        (adapter("Radeon", false), "Radeon"),
        (adapter("", true), "google swiftshader"),
    ] {
        check(|lang| device::found(&found, lang), &parts);
        check(|lang| device::found(&found, lang), &[name]);
        assert!(device::gpu(&found, Lang::En).starts_with(&format!("WebGPU: {name}")));
    }
    assert!(device::gpu(&adapter("", true), Lang::En).contains("software"));
    assert!(device::found(&adapter("Radeon", false), Lang::En).contains("real"));
    assert_eq!(device::cpu(true, 2, Lang::En), "CPU SIMD × 2 workers");
}

#[test]
fn a_comparison_says_both_numbers_and_the_winner() {
    for (rates, winner, parts) in [
        (
            Rates {
                cpu: Some(120.0),
                gpu: 3_000.0,
            },
            Engine::Gpu,
            ["120", "3,000", "WebGPU", "25.0"],
        ),
        (
            Rates {
                cpu: Some(120.0),
                gpu: 60.0,
            },
            Engine::Cpu,
            ["120", "60", "CPU", "2.0"],
        ),
    ] {
        let known = Compared {
            network: 0,
            rates,
            winner,
        };
        check(|lang| device::compared(&known, winner, lang), &parts);
        assert!(device::compared(&known, winner, Lang::En).ends_with("and trains."));
        // The other one has the run.
        let now = match winner {
            Engine::Cpu => Engine::Gpu,
            Engine::Gpu => Engine::Cpu,
        };
        check(|lang| device::compared(&known, now, lang), &parts);
        assert!(!device::compared(&known, now, Lang::En).contains("trains"));
    }
}

#[test]
fn a_cpu_that_did_not_answer_has_no_number() {
    let rates = Rates {
        cpu: None,
        gpu: 60.0,
    };
    let known = Compared {
        network: 0,
        rates,
        winner: Engine::Gpu,
    };
    for (now, trains) in [(Engine::Gpu, true), (Engine::Cpu, false)] {
        check(
            |lang| device::compared(&known, now, lang),
            &["60", "WebGPU", "CPU"],
        );
        let said = device::compared(&known, now, Lang::En);
        assert_eq!(said.contains("WebGPU trains"), trains, "{said}");
    }
}

#[test]
fn every_fault_is_said_and_where_the_run_goes_on() {
    for fault in [
        Fault::Unavailable(OpenError::NoWebGpu),
        Fault::Unavailable(OpenError::NoAdapter),
        Fault::Unavailable(OpenError::Refused("a reason".to_owned())),
        Fault::Silent,
        Fault::Crashed("a reason".to_owned()),
        Fault::Failed(Failure::Lost("a reason".to_owned())),
        Fault::Failed(Failure::Invalid("a reason".to_owned())),
    ] {
        let reason: &[&str] = match &fault {
            Fault::Unavailable(OpenError::Refused(_)) | Fault::Crashed(_) | Fault::Failed(_) => {
                &["a reason"]
            }
            Fault::Unavailable(OpenError::NoWebGpu | OpenError::NoAdapter) | Fault::Silent => &[],
        };
        check(|lang| device::fault(&fault, lang), reason);
        for step in [0, 1_234] {
            let fallback = Fallback {
                fault: fault.clone(),
                step,
            };
            let parts: &[&str] = if step == 0 {
                &["CPU"]
            } else {
                &["CPU", "1,234"]
            };
            check(|lang| device::fallback(&fallback, lang), parts);
        }
    }
}
