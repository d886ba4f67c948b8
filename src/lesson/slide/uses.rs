//! Who uses what: the outputs that an input feeds, the places where a weight serves. Places are
//! computed, not searched: a 32×32 input under an 11×11 window answers at once.

use super::Slide;

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
    let [c, row, column] = cell;
    let rows = windows_over(slide, 0, row);
    let columns = windows_over(slide, 1, column);
    let outputs = match slide.kind.is_pool() {
        true => c..c + 1,
        false => 0..slide.y.shape.c(),
    };
    let mut uses = Vec::with_capacity(outputs.len() * rows.len() * columns.len());
    for o in outputs {
        for &(i, u) in &rows {
            uses.extend(columns.iter().map(|&(j, v)| Use {
                input: Some(cell),
                tap: [u, v],
                output: [o, i, j],
            }));
        }
    }
    uses
}

/// Every use of the weight (output channel, input channel, row, column).
pub fn uses_of_weight(slide: &Slide, [o, c, u, v]: [usize; 4]) -> Vec<Use> {
    let [_, _, h, w] = slide.y.shape.0;
    let mut uses = Vec::with_capacity(h * w);
    for i in 0..h {
        let row = place(slide, 0, i, u);
        uses.extend((0..w).map(|j| {
            Use {
                input: row
                    .zip(place(slide, 1, j, v))
                    .map(|(row, column)| [c, row, column]),
                tap: [u, v],
                output: [o, i, j],
            }
        }));
    }
    uses
}

/// How many windows of one output channel read each cell of an input channel, in reading order.
pub fn reads_per_cell(slide: &Slide) -> Vec<usize> {
    let [_, _, h, w] = slide.x.shape.0;
    let counts = |axis, size| -> Vec<usize> {
        let read = (0..size).map(|at| windows_over(slide, axis, at).len());
        read.collect()
    };
    let columns = counts(1, w);
    let rows = counts(0, h).into_iter();
    rows.flat_map(|row| columns.iter().map(move |column| row * column))
        .collect()
}

/// Along an axis: each window over the input's `at`, with the tap that lies there.
fn windows_over(slide: &Slide, axis: usize, at: usize) -> Vec<(usize, usize)> {
    let [_, _, h, w] = slide.y.shape.0;
    let windows = 0..[h, w][axis];
    let tap = |window| {
        (0..slide.window.kernel[axis]).find(|&tap| place(slide, axis, window, tap) == Some(at))
    };
    windows
        .filter_map(|window| Some((window, tap(window)?)))
        .collect()
}

/// The input's row or column under a tap; none in the padding.
fn place(slide: &Slide, axis: usize, window: usize, tap: usize) -> Option<usize> {
    let [_, _, h, w] = slide.x.shape.0;
    let padding = slide.window.padding;
    let from_edge = window * slide.window.stride[axis] + tap * slide.window.dilation[axis];
    from_edge
        .checked_sub([padding.top, padding.left][axis])
        .filter(|&at| at < [h, w][axis])
}
