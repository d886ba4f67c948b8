//! Plans on a device with numbers to work on, for whoever times them.
//! What the plans are is left to `networks` and `ops`.

use convlab::tensor::device::Device;
use convlab::tensor::graph::Leaf;
use convlab::tensor::ops;
use convlab::tensor::plan::{Plan, PlanId};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::Shape;

/// Plans that are ready to run, and what one run does.
pub struct Workload {
    device: Device,
    plans: Vec<PlanId>,
    pub macs: u64,
    /// Pictures that a run of a whole network takes; 0 for a single op.
    pub examples: usize,
}

impl Workload {
    /// All that the plans read is filled with small random numbers.
    pub fn new(mut device: Device, plans: Vec<Plan>) -> Self {
        let mut rng = Rng::new(1);
        let macs = plans.iter().map(macs).sum();
        let reads = plans.iter().flat_map(|plan| &plan.reads);
        let batch = reads.filter(|(leaf, _)| *leaf == Leaf::Input);
        let examples = batch.map(|(_, shape)| shape.n()).max().unwrap_or(0);
        let mut ids = Vec::new();
        for plan in plans {
            let reads = plan.reads.clone();
            ids.push(device.prepare(plan).unwrap());
            for (leaf, shape) in reads {
                let numbers: Vec<f32> = match leaf {
                    Leaf::Target => (0..shape.len()).map(|i| (i % 10) as f32).collect(),
                    Leaf::State { .. } => vec![0.0; shape.len()],
                    Leaf::Clock => vec![0.0, 0.001, 1.0, 0.0],
                    _ => (0..shape.len()).map(|_| rng.uniform(-0.1, 0.1)).collect(),
                };
                device.upload(leaf, &numbers).expect("a leaf of the plan");
            }
        }
        Self {
            device,
            plans: ids,
            macs,
            examples,
        }
    }

    /// Replaces what a leaf holds.
    pub fn set(&mut self, leaf: Leaf, numbers: &[f32]) {
        self.device
            .upload(leaf, numbers)
            .expect("a leaf of the plans");
    }

    /// The first number of the first output: a loss, or a logit.
    #[allow(dead_code, reason = "only benches/peers looks at results")]
    pub async fn result(&self) -> f32 {
        let numbers = self.device.download(Leaf::Output(0)).await;
        numbers.expect("it has run")[0]
    }

    pub fn run(&mut self) {
        for &plan in &self.plans {
            self.device.run(plan).expect("every leaf is filled");
        }
    }

    /// Runs `plan` from now on, on the buffers that are there.
    pub fn replace(&mut self, plan: Plan) {
        self.macs = macs(&plan);
        self.plans = vec![self.device.prepare(plan).unwrap()];
    }
}

fn macs(plan: &Plan) -> u64 {
    let steps = plan.steps.iter().map(|step| {
        let shapes: Vec<Shape> = step.inputs.iter().map(|input| input.shape).collect();
        ops::macs(step.op, &shapes, step.output.shape)
    });
    steps.sum()
}

/// Makes one workload; all of them together would fill the memory.
pub type Make = Box<dyn Fn() -> Workload>;
