//! What a group of layers, or a whole network, comes to: the numbers of a figure's caption.
//! Words are left to `text`.

use super::diagram::is_within;
use crate::nn::module::Module;
use crate::nn::receptive::Receptive;
use crate::nn::trace::{Row, Trace};
use crate::tensor::shape::Shape;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// Layers that have weights.
    pub weighted: usize,
    pub parameters: u64,
    /// Multiply-adds for one sample.
    pub macs: u64,
    /// Parameters of its dense layers.
    pub dense: u64,
    pub input: Shape,
    pub output: Shape,
    /// Of a unit of its last layer that has a place in the picture.
    pub receptive: Option<Receptive>,
}

impl Group {
    /// The layers at `path` and below; `None` if there are none. The input is no layer.
    pub fn of(trace: &Trace, path: &str) -> Option<Self> {
        let rows = trace.rows.iter().skip(1);
        Self::sum(rows.filter(|row| is_within(&row.path, path)))
    }

    /// The whole network; `None` if it has no layers.
    pub fn whole(trace: &Trace) -> Option<Self> {
        Self::sum(trace.rows.iter().skip(1))
    }

    fn sum<'a>(rows: impl Iterator<Item = &'a Row>) -> Option<Self> {
        let rows: Vec<&Row> = rows.collect();
        let (first, last) = (rows.first()?, rows.last()?);
        let dense = rows
            .iter()
            .filter(|row| matches!(row.module, Some(Module::Linear(_))));
        let placed = rows.iter().filter(|row| !row.flat && !is_mean(row));
        Some(Self {
            weighted: rows.iter().filter(|row| row.parameters > 0).count(),
            parameters: rows.iter().map(|row| row.parameters).sum(),
            macs: rows.iter().fold(0, |sum, row| row.macs.saturating_add(sum)),
            dense: dense.map(|row| row.parameters).sum(),
            input: first.input,
            output: last.output,
            receptive: placed.filter_map(|row| row.receptive).next_back(),
        })
    }

    /// What part of the parameters its dense layers hold.
    pub fn dense_share(&self) -> f32 {
        self.dense as f32 / self.parameters.max(1) as f32
    }
}

/// It sees everything there is, whatever comes before it.
fn is_mean(row: &Row) -> bool {
    row.module == Some(Module::GlobalAvgPool2d)
}

#[cfg(test)]
mod tests {
    use super::Group;
    use crate::nn::trace::{Mode, trace};
    use crate::zoo::variant::{Known, Variant};

    /// A network, a path, and: layers with weights, parameters, of them dense, receptive field.
    type Case = (Known, &'static str, [u64; 3], Option<usize>);

    #[test]
    fn groups_and_networks_come_to_what_the_lesson_says() {
        let rows: [Case; 7] = [
            (Known::LeNet, "", [5, 44_426, 41_854], Some(16)),
            (Known::LeNet, "fc", [3, 41_854, 41_854], None),
            (Known::AlexNet, "", [8, 46_764_746, 43_040_778], Some(195)),
            (Known::Nin, "", [12, 1_992_166, 0], Some(195)),
            (Known::GoogLeNet, "", [58, 5_977_530, 10_250], Some(715)),
            (Known::GoogLeNet, "b3.0", [6, 163_696, 0], None),
            (Known::Mlp, "", [2, 203_530, 203_530], None),
        ];
        for (known, path, [weighted, parameters, dense], receptive) in rows {
            let variant = Variant::lesson(known);
            let trace = trace(&variant.module(), variant.input(), Mode::Eval).unwrap();
            let found = match path {
                "" => Group::whole(&trace),
                path => Group::of(&trace, path),
            };
            let found = found.unwrap();
            assert_eq!(found.weighted as u64, weighted, "{known:?} {path}");
            assert_eq!(
                [found.parameters, found.dense],
                [parameters, dense],
                "{known:?} {path}"
            );
            if path.is_empty() {
                let size = found.receptive.map(|field| field.size[0]);
                assert_eq!(size, receptive, "{known:?}");
            }
        }
    }
}
