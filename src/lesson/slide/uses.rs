//! Who uses what: the outputs that an input feeds, the places where a weight serves.

use super::{Read, Slide, frame};

/// One product: input cell (channel, row, column; none in the padding), weight, output cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    pub input: Option<[usize; 3]>,
    /// Row and column in the kernel.
    pub tap: [usize; 2],
    /// Channel, row, column.
    pub output: [usize; 3],
}

/// Every use of the input at (channel, row, column), in the order of the outputs.
pub fn uses_of_input(slide: &Slide, cell: [usize; 3]) -> Vec<Use> {
    all(slide).filter(|used| used.input == Some(cell)).collect()
}

/// Every use of the weight (output channel, input channel, row, column).
pub fn uses_of_weight(slide: &Slide, [o, c, u, v]: [usize; 4]) -> Vec<Use> {
    let [_, _, h, w] = slide.y.shape.0;
    (0..h * w)
        .flat_map(|at| of_step(slide, o * h * w + at, Some(c)))
        .filter(|used| used.tap == [u, v])
        .collect()
}

/// How many windows of one output channel read each cell of an input channel, in reading order.
pub fn reads_per_cell(slide: &Slide) -> Vec<usize> {
    let [_, _, h, w] = slide.x.shape.0;
    let [_, _, rows, columns] = slide.y.shape.0;
    let mut counts = vec![0; h * w];
    for step in 0..rows * columns {
        for used in of_step(slide, step, Some(0)) {
            if let Some([_, row, column]) = used.input {
                counts[row * w + column] += 1;
            }
        }
    }
    counts
}

fn all(slide: &Slide) -> impl Iterator<Item = Use> {
    (0..slide.steps()).flat_map(|step| of_step(slide, step, None))
}

/// The products of one step, of one input channel or of all.
fn of_step(slide: &Slide, step: usize, channel: Option<usize>) -> Vec<Use> {
    let frame = frame(slide, step);
    let terms = frame.terms.iter();
    terms
        .filter(|term| channel.is_none_or(|channel| term.channel == channel))
        .map(|term| Use {
            input: match term.read {
                Read::Input([row, column]) => Some([term.channel, row, column]),
                Read::Padding => None,
            },
            tap: term.tap,
            output: frame.cell,
        })
        .collect()
}
