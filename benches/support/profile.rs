//! Where the time of a network's step goes: its plans taken apart by kinds of ops.
//! The clock is handed in.

use std::collections::BTreeMap;

use convlab::tensor::device::Device;
use convlab::tensor::graph::Op;
use convlab::tensor::plan::{Plan, Step};
use convlab::tensor::shape::Window;
use convlab::zoo::variant::Known;

use super::measure;
use super::networks::{full, params, train_plans, with_weights};

/// Every kind's own time in a step of `known`, on the buffers and in the order of the step.
pub fn lines(known: Known, batch: usize, now: fn() -> f64) -> Vec<String> {
    let plans = train_plans(full(known), batch);
    let mut workload = with_weights(Device::cpu(), plans.clone(), &params(full(known)));
    workload.run();
    // Gradients and update have no kind of op in common.
    let mut kinds: BTreeMap<String, Plan> = BTreeMap::new();
    for (plan, step) in plans
        .iter()
        .flat_map(|plan| plan.steps.iter().map(move |step| (plan, step)))
    {
        kinds.entry(kind(step)).or_insert_with(|| {
            let mut part = plan.clone();
            part.steps.retain(|other| kind(other) == kind(step));
            part
        });
    }
    let mut found: Vec<(f64, String)> = Vec::new();
    for (name, plan) in kinds {
        let count = plan.steps.len();
        workload.replace(plan);
        let ms = measure::times(&mut workload, now).fastest;
        let rate = 2.0 * workload.macs as f64 / ms / 1e6;
        found.push((
            ms,
            format!("{name:<26} {count:>3} × {ms:>9.3} ms {rate:>6.1} GFLOP/s"),
        ));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let sum: f64 = found.iter().map(|(ms, _)| ms).sum();
    let title = format!(
        "{} train {batch}, by ops: {sum:.1} ms in all",
        known.title()
    );
    let lines = found.into_iter().map(|(_, line)| format!("  {line}"));
    std::iter::once(title).chain(lines).collect()
}

/// The op's name, and the size of its window.
fn kind(step: &Step) -> String {
    let name = format!("{:?}", step.op);
    let name = name.split(|c: char| !c.is_alphanumeric()).next();
    let name = name.unwrap_or_default();
    match step.op {
        Op::Conv2d(window)
        | Op::Conv2dInputGrad { window, .. }
        | Op::Conv2dWeightGrad(window)
        | Op::MaxPool2d(window)
        | Op::MaxPool2dGrad(window)
        | Op::AvgPool2d { window, .. }
        | Op::AvgPool2dGrad { window, .. } => {
            let Window { kernel, stride, .. } = window;
            format!("{name} {}×{} s{}", kernel[0], kernel[1], stride[0])
        }
        Op::Leaf(_)
        | Op::Constant(_)
        | Op::MatMul { .. }
        | Op::Relu
        | Op::ReluGrad
        | Op::Sigmoid
        | Op::SigmoidGrad
        | Op::Tanh
        | Op::TanhGrad
        | Op::Reshape
        | Op::Add
        | Op::Concat
        | Op::Slice { .. }
        | Op::Dropout { .. }
        | Op::SumChannels
        | Op::Softmax
        | Op::SoftmaxGrad
        | Op::CrossEntropy
        | Op::CrossEntropyGrad
        | Op::Correct
        | Op::Sgd
        | Op::Momentum { .. }
        | Op::Adam { .. } => name.to_string(),
    }
}
