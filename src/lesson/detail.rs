//! The arithmetic behind one row of the ledger, with its numbers put in: output size, parameters,
//! multiply-adds, receptive field. Sizes themselves come from the trace; words are left to `text`.

use super::format::{count, pair};
use crate::nn::module::{Conv2d, Linear, Module};
use crate::nn::trace::{Row, Trace};
use crate::tensor::shape::Window;

/// What a line works out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Height,
    Width,
    Parameters,
    Macs,
    Receptive,
}

/// The lines of row `at`, in reading order; a figure that needs no arithmetic has no line.
pub fn lines(trace: &Trace, at: usize) -> Vec<(Figure, String)> {
    let Some(row) = trace.rows.get(at) else {
        return Vec::new();
    };
    let Some(module) = &row.module else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if let Some(window) = window(module) {
        let size = |axis| output_size(window, row, axis);
        if size(0) == size(1) {
            lines.push((Figure::Height, size(0)));
        } else {
            lines.extend([(Figure::Height, size(0)), (Figure::Width, size(1))]);
        }
    }
    match module {
        Module::Conv2d(conv) => lines.extend(convolution(conv, row)),
        Module::Linear(linear) => lines.extend(dense(linear, row)),
        Module::MaxPool2d(_)
        | Module::AvgPool2d { .. }
        | Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Dropout { .. }
        | Module::Sequential(_)
        | Module::Concat(_) => {}
    }
    lines.extend(receptive(trace, row, module));
    lines
}

const fn window(module: &Module) -> Option<&Window> {
    match module {
        Module::Conv2d(conv) => Some(&conv.window),
        Module::MaxPool2d(window) | Module::AvgPool2d { window, .. } => Some(window),
        Module::Linear(_)
        | Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Dropout { .. }
        | Module::Sequential(_)
        | Module::Concat(_) => None,
    }
}

/// `⌊(28 + 2·2 − 5) / 1⌋ + 1 = 28`
fn output_size(window: &Window, row: &Row, axis: usize) -> String {
    let (input, output) = (row.input.0[2 + axis], row.output.0[2 + axis]);
    let padding = match axis {
        0 => [window.padding.top, window.padding.bottom],
        _ => [window.padding.left, window.padding.right],
    };
    let padding = match padding {
        [0, 0] => String::new(),
        [before, after] if before == after => format!(" + 2·{before}"),
        [before, after] => format!(" + {before} + {after}"),
    };
    let (extent, stride) = (window.extent()[axis], window.stride[axis]);
    format!("⌊({input}{padding} − {extent}) / {stride}⌋ + 1 = {output}")
}

fn convolution(conv: &Conv2d, row: &Row) -> [(Figure, String); 2] {
    let (c_in, c_out) = (conv.in_channels, conv.out_channels);
    let [height, width] = conv.window.kernel;
    let [_, _, rows, columns] = row.output.0;
    let bias = if conv.bias { " + 1" } else { "" };
    let parameters = count(row.parameters);
    let macs = count(row.macs);
    let weights = format!("{c_in}·{height}·{width}");
    [
        (
            Figure::Parameters,
            format!("{c_out} × ({weights}{bias}) = {parameters}"),
        ),
        (
            Figure::Macs,
            format!("{c_out}·{rows}·{columns} × {weights} = {macs}"),
        ),
    ]
}

fn dense(linear: &Linear, row: &Row) -> [(Figure, String); 2] {
    let (features, out) = (linear.in_features, linear.out_features);
    let bias = if linear.bias { " + 1" } else { "" };
    let (parameters, macs) = (count(row.parameters), count(row.macs));
    [
        (
            Figure::Parameters,
            format!("{out} × ({features}{bias}) = {parameters}"),
        ),
        (Figure::Macs, format!("{out} × {features} = {macs}")),
    ]
}

/// r_l = r_{l−1} + (k_l − 1)·d_l·j_{l−1}
fn receptive(trace: &Trace, row: &Row, module: &Module) -> Option<(Figure, String)> {
    let after = row.receptive?;
    let whole = pair(after.size);
    let line = match (
        window(module),
        row.from.first().and_then(|&at| trace.rows.get(at)),
    ) {
        (Some(window), Some(before)) if row.from.len() == 1 => {
            let before = before.receptive?;
            let (reach, jump) = (window.extent()[0] - 1, before.jump[0]);
            format!(
                "{} + {reach}·{jump} = {} → {whole}",
                before.size[0], after.size[0]
            )
        }
        (Some(_) | None, Some(_) | None) => whole,
    };
    Some((Figure::Receptive, line))
}

#[cfg(test)]
mod tests {
    use super::{Figure, lines};
    use crate::nn::trace::{Mode, trace};
    use crate::zoo::lenet::{INPUT, LeNet, lenet};

    /// A network, a layer's path, and its figures worked out.
    type Case = (LeNet, &'static str, &'static [(Figure, &'static str)]);

    #[test]
    fn lenet_is_worked_out_in_its_own_numbers() {
        use Figure::{Height, Macs, Parameters, Receptive};
        let classic = LeNet {
            padding: 2,
            ..LeNet::default()
        };
        let rows: [Case; 5] = [
            (
                LeNet::default(),
                "conv.0",
                &[
                    (Height, "⌊(28 − 5) / 1⌋ + 1 = 24"),
                    (Parameters, "6 × (1·5·5 + 1) = 156"),
                    (Macs, "6·24·24 × 1·5·5 = 86,400"),
                    (Receptive, "1 + 4·1 = 5 → 5×5"),
                ],
            ),
            (
                classic,
                "conv.0",
                &[(Height, "⌊(28 + 2·2 − 5) / 1⌋ + 1 = 28")],
            ),
            (LeNet::default(), "conv.1", &[(Receptive, "5×5")]),
            (
                LeNet::default(),
                "conv.2",
                &[
                    (Height, "⌊(24 − 2) / 2⌋ + 1 = 12"),
                    (Receptive, "5 + 1·1 = 6 → 6×6"),
                ],
            ),
            (
                LeNet::default(),
                "fc.0",
                &[
                    (Parameters, "120 × (256 + 1) = 30,840"),
                    (Macs, "120 × 256 = 30,720"),
                ],
            ),
        ];
        for (variant, path, expected) in rows {
            let trace = trace(&lenet(variant), INPUT, Mode::Eval).unwrap();
            let at = trace.rows.iter().position(|row| row.path == path).unwrap();
            let found = lines(&trace, at);
            for (figure, line) in expected {
                let line = (*figure, (*line).to_owned());
                assert!(found.contains(&line), "{path}: {line:?} not in {found:?}");
            }
        }
    }
}
