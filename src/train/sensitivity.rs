//! How strongly one unit depends on each pixel: |∂y/∂x| from the network as it is, summed over the
//! unit's channels, averaged over random inputs. What theory says it can see is left to `nn::receptive`.

use super::batches::stream;
use super::protocol::{Failure, Sensitivity};
use super::session::Session;
use crate::nn::trace::{Mode, trace};
use crate::tensor::grad::pull_back;
use crate::tensor::graph::Leaf;
use crate::tensor::plan::{Output, Plan};

/// Inputs that are averaged at most.
const INPUTS: u32 = 64;
/// The stream of randomness that no epoch uses.
const STREAM: u32 = u32::MAX;
const RESULT: Leaf = Leaf::Output(0);

impl Session {
    /// The unit in the middle of row `row` of the trace, for `inputs` random pictures: the same ones
    /// every time.
    ///
    /// # Errors
    /// Only what the device cannot do.
    pub async fn sensitivity(&mut self, row: u32, inputs: u32) -> Result<Sensitivity, Failure> {
        let inputs = inputs.clamp(1, INPUTS);
        let picture = self.spec.input();
        let shape = picture.with_n(inputs as usize);
        let traced = trace(&self.spec.module, shape, Mode::Eval)?;
        let row = (row as usize).min(traced.rows.len() - 1);
        let (value, output) = (traced.rows[row].value, traced.rows[row].output);
        let mut graph = traced.graph;
        let upstream = graph.leaf(Leaf::Target, output);
        let grads = pull_back(&mut graph, value, upstream, &[traced.input])?;
        // A row that is the input itself is handed its own gradient.
        let value = grads.first().copied().flatten().unwrap_or(upstream);
        let leaf = RESULT;
        let plan = self
            .device
            .prepare(Plan::new(&graph, &[Output { value, leaf }]))?;
        let mut one = vec![0.0; output.len()];
        let middle = (output.h() - 1) / 2 * output.w() + (output.w() - 1) / 2;
        for plane in one.chunks_mut(output.h() * output.w()) {
            plane[middle] = 1.0;
        }
        let mut rng = stream(self.spec.seed, STREAM);
        let pixels: Vec<f32> = (0..shape.len()).map(|_| rng.unit()).collect();
        self.device.upload(Leaf::Target, &one)?;
        self.device.upload(Leaf::Input, &pixels)?;
        self.device.run(plan)?;
        let mut values = vec![0.0; picture.len()];
        for one in self.device.download(RESULT).await?.chunks(picture.len()) {
            for (sum, gradient) in values.iter_mut().zip(one) {
                *sum += gradient.abs() / inputs as f32;
            }
        }
        let step = self.step_count();
        Ok(Sensitivity { step, values })
    }
}
