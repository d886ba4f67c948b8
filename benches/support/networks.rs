//! Steps and forward passes of whole networks, as workloads, and as plans to take apart.
//! Single ops are left to `ops`.

use convlab::nn::init::{Init, initialise};
use convlab::nn::optim::{Optimizer, updates};
use convlab::nn::trace::{Mode, Param, Trace, trace};
use convlab::tensor::device::Device;
use convlab::tensor::grad::grad;
use convlab::tensor::graph::{Leaf, Op, Value};
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::Shape;
use convlab::zoo::variant::{Known, Variant};

use super::workload::{Make, Workload};

/// The course's networks at full width and one picture, LeNet as a batch, and steps of those two that
/// the course trains most.
pub fn networks() -> Vec<(String, Make)> {
    let forwards = [
        (Known::LeNet, 256),
        (Known::GoogLeNet, 1),
        (Known::AlexNet, 1),
        (Known::Nin, 1),
        (Known::Vgg, 1),
    ];
    let mut rows: Vec<(String, Make)> = Vec::new();
    for (known, batch) in [(Known::LeNet, 256), (Known::GoogLeNet, 16)] {
        let name = format!("{} train {batch}", known.title());
        rows.push((
            name,
            Box::new(move || train(Device::cpu(), full(known), batch)),
        ));
    }
    for (known, batch) in forwards {
        let name = format!("{} forward {batch}", known.title());
        rows.push((
            name,
            Box::new(move || forward(Device::cpu(), full(known), batch)),
        ));
    }
    rows
}

/// As the lesson has it, all channels.
pub fn full(known: Known) -> Variant {
    Variant {
        ratio: 1,
        ..Variant::lesson(known)
    }
}

/// Forward, gradients and Adam.
pub fn train(device: Device, variant: Variant, batch: usize) -> Workload {
    with_weights(device, train_plans(variant, batch), &params(variant))
}

pub fn forward(device: Device, variant: Variant, batch: usize) -> Workload {
    let traced = traced(variant, batch, Mode::Eval);
    let output = Output {
        value: traced.output,
        leaf: Leaf::Output(0),
    };
    let plan = Plan::new(&traced.graph, &[output]);
    with_weights(device, vec![plan], &traced.params)
}

/// Loss and gradients, then the update.
pub fn train_plans(variant: Variant, batch: usize) -> Vec<Plan> {
    let mut traced = traced(variant, batch, Mode::Train);
    let graph = &mut traced.graph;
    let target = graph.leaf(Leaf::Target, Shape::matrix(batch, 1));
    let mut compare = |op| {
        graph
            .apply(op, &[traced.output, target])
            .expect("shapes fit")
    };
    let [loss, correct] = [Op::CrossEntropy, Op::Correct].map(&mut compare);
    let leaves = (0..)
        .zip(&traced.params)
        .map(|(i, param)| (Leaf::Param(i), param.shape));
    let params: Vec<Value> = leaves
        .map(|(leaf, shape)| graph.leaf(leaf, shape))
        .collect();
    let grads = grad(graph, loss, &params).expect("shapes fit");
    let results = [(loss, Leaf::Output(0)), (correct, Leaf::Output(1))];
    let grads = (0..)
        .zip(grads)
        .filter_map(|(i, grad)| Some((grad?, Leaf::Grad(i))));
    let outputs: Vec<Output> = results
        .into_iter()
        .chain(grads)
        .map(|(value, leaf)| Output { value, leaf })
        .collect();
    let update = updates(Optimizer::Adam, &traced.params).expect("shapes fit");
    vec![Plan::new(graph, &outputs), Plan::new(&update, &[])]
}

/// Parameters in PyTorch's order.
pub fn params(variant: Variant) -> Vec<Param> {
    traced(variant, 1, Mode::Eval).params
}

/// Weights that neither blow a signal up nor let it fade into denormals, which would be slow.
pub fn with_weights(device: Device, plans: Vec<Plan>, params: &[Param]) -> Workload {
    let mut workload = Workload::new(device, plans);
    let weights = initialise(params, Init::He, &mut Rng::new(1));
    for (i, weights) in (0..).zip(&weights) {
        workload.set(Leaf::Param(i), weights);
    }
    workload
}

fn traced(variant: Variant, batch: usize, mode: Mode) -> Trace {
    let input = variant.input().with_n(batch);
    trace(&variant.module(), input, mode).expect("networks of the course fit their input")
}
