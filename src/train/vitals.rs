//! How the last step went inside the network: the size of every gradient, and how many units of every
//! activation no longer answer. Looking at single pictures is left to `probe`.

use super::programs::{map, memo};
use super::protocol::{Activity, Failure, Vitals};
use super::session::Session;
use crate::nn::module::Module;
use crate::nn::trace::{Mode, Trace, trace};
use crate::tensor::graph::Leaf;
use crate::tensor::plan::{Output, Plan};

/// A sigmoid this near to 0 or 1 has less than a twelfth of its steepest slope.
const EDGE: f32 = 0.02;

impl Session {
    /// Gradients as the last step left them; activations of the pictures seen last under the weights of
    /// now, without dropout. Empty before the first step.
    ///
    /// # Errors
    /// Only what the device cannot do.
    pub async fn vitals(&mut self) -> Result<Vitals, Failure> {
        let mut vitals = Vitals {
            step: self.step_count(),
            gradient_norms: Vec::new(),
            activities: Vec::new(),
        };
        if vitals.step == 0 {
            return Ok(vitals);
        }
        for param in 0..self.trace.params.len() as u32 {
            let gradient = self.device.download(Leaf::Grad(param)).await?;
            let squares = gradient.iter().map(|x| f64::from(*x) * f64::from(*x));
            vitals
                .gradient_norms
                .push(squares.sum::<f64>().sqrt() as f32);
        }
        let batch = self.target.len();
        let input = self.trace.rows[0].output.with_n(batch);
        let (module, device) = (&self.spec.module, &mut self.device);
        let plan = memo(&mut self.programs.vitals, batch, || {
            let traced = trace(module, input, Mode::Eval)?;
            let output = |row: usize| Output {
                value: traced.rows[row].value,
                leaf: map(row),
            };
            let outputs: Vec<Output> = bends(&traced).map(output).collect();
            Ok(device.prepare(Plan::new(&traced.graph, &outputs))?)
        })?;
        // After the plan is made: it declares the length.
        self.device.upload(Leaf::Input, &self.input)?;
        self.device.run(plan)?;
        for row in bends(&self.trace) {
            let values = self.device.download(map(row)).await?;
            let module = self.trace.rows[row].module.as_ref();
            vitals.activities.push(activity(module, &values, batch));
        }
        Ok(vitals)
    }
}

/// The rows of activations.
fn bends(trace: &Trace) -> impl Iterator<Item = usize> + '_ {
    let is_bend = |module: &Module| matches!(module, Module::ReLU | Module::Sigmoid | Module::Tanh);
    let rows = trace.rows.iter().enumerate();
    let bends = rows.filter(move |(_, row)| row.module.as_ref().is_some_and(is_bend));
    bends.map(|(at, _)| at)
}

/// `values` hold `batch` samples of one layer.
fn activity(module: Option<&Module>, values: &[f32], batch: usize) -> Activity {
    let units = (values.len() / batch.max(1)).max(1);
    let mut counts = [0; 2];
    let mut is_alive = vec![false; units];
    for (at, y) in values.iter().enumerate() {
        counts[0] += usize::from(!(EDGE..=1.0 - EDGE).contains(y));
        counts[1] += usize::from(y.abs() > 1.0 - 2.0 * EDGE);
        is_alive[at % units] |= *y != 0.0;
    }
    let share = |count: usize| count as f32 / values.len().max(1) as f32;
    let dead = is_alive.iter().filter(|is| !**is).count();
    Activity {
        mean: values.iter().sum::<f32>() / values.len().max(1) as f32,
        stuck: match module {
            Some(Module::Sigmoid) => share(counts[0]),
            Some(Module::Tanh) => share(counts[1]),
            Some(_) | None => dead as f32 / units as f32,
        },
    }
}
