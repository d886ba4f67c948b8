//! A convolution as the matrix that it is: y = W·x + b, sparse, and with the same few weights again
//! and again. How it is drawn is left to `draw`, the convolution itself to `slide`.

mod draw;

pub use self::draw::{MOST_COLUMNS, MOST_ROWS, frames, kernel, kernel_frames, matrix, name};

use super::slide::{Read, Slide, frame};

/// A place of W that holds a weight; every other place is nought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// The output: its position in y, channel by channel in reading order.
    pub row: usize,
    /// The input, likewise in x.
    pub column: usize,
    /// The weight: its position in [c_o, c_i, k_h, k_w].
    pub weight: usize,
    pub value: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Unrolled {
    pub rows: usize,
    pub columns: usize,
    /// Row by row.
    pub entries: Vec<Entry>,
}

/// What is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Row(usize),
    Column(usize),
    /// A row and a column.
    Entry(usize, usize),
    Weight(usize),
}

/// What lights up with it, as positions in y, x, the weight and the entries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lit {
    pub outputs: Vec<usize>,
    pub inputs: Vec<usize>,
    pub weights: Vec<usize>,
    pub entries: Vec<Entry>,
}

/// `None` for pooling, which has no weights.
pub fn unrolled(slide: &Slide) -> Option<Unrolled> {
    if slide.kind.is_pool() {
        return None;
    }
    let [_, _, h, w] = slide.x.shape.0;
    let [_, c_i, k_h, k_w] = slide.weight.shape.0;
    let mut entries = Vec::new();
    for row in 0..slide.steps() {
        let frame = frame(slide, row);
        for term in &frame.terms {
            if let Read::Input([i, j]) = term.read {
                let plane = frame.cell[0] * c_i + term.channel;
                entries.push(Entry {
                    row,
                    column: (term.channel * h + i) * w + j,
                    weight: (plane * k_h + term.tap[0]) * k_w + term.tap[1],
                    value: term.weight,
                });
            }
        }
    }
    Some(Unrolled {
        rows: slide.steps(),
        columns: slide.x.shape.len(),
        entries,
    })
}

impl Unrolled {
    /// Places of the matrix.
    pub fn places(&self) -> usize {
        self.rows * self.columns
    }

    /// Weights that stand somewhere in it.
    pub fn distinct(&self) -> usize {
        let mut weights: Vec<usize> = self.entries.iter().map(|entry| entry.weight).collect();
        weights.sort_unstable();
        weights.dedup();
        weights.len()
    }

    /// Share of the places that hold no weight.
    pub fn zeros(&self) -> f32 {
        1.0 - self.entries.len() as f32 / self.places().max(1) as f32
    }

    pub fn at(&self, row: usize, column: usize) -> Option<Entry> {
        let mut entries = self.entries.iter();
        entries
            .find(|entry| entry.row == row && entry.column == column)
            .copied()
    }

    /// W·x + b, row by row.
    pub fn product(&self, x: &[f32], bias: f32) -> Vec<f32> {
        let mut y = vec![0.0; self.rows];
        for entry in &self.entries {
            y[entry.row] += entry.value * x[entry.column];
        }
        y.iter().map(|sum| sum + bias).collect()
    }

    pub fn holds(&self, target: Target) -> bool {
        match target {
            Target::Row(row) => row < self.rows,
            Target::Column(column) => column < self.columns,
            Target::Entry(row, column) => row < self.rows && column < self.columns,
            Target::Weight(_) => true,
        }
    }

    pub fn lit(&self, target: Target) -> Lit {
        let tied = match target {
            Target::Entry(row, column) => self.at(row, column).map(|entry| entry.weight),
            Target::Weight(weight) => Some(weight),
            Target::Row(_) | Target::Column(_) => None,
        };
        let belongs = |entry: &&Entry| match target {
            Target::Row(row) => entry.row == row,
            Target::Column(column) => entry.column == column,
            Target::Entry(..) | Target::Weight(_) => tied == Some(entry.weight),
        };
        let entries: Vec<Entry> = self.entries.iter().filter(belongs).copied().collect();
        let all = |of: fn(&Entry) -> usize| {
            let mut found: Vec<usize> = entries.iter().map(of).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let (outputs, inputs) = match target {
            Target::Entry(row, column) => (vec![row], vec![column]),
            Target::Row(row) => (vec![row], all(|entry| entry.column)),
            Target::Column(column) => (all(|entry| entry.row), vec![column]),
            Target::Weight(_) => (all(|entry| entry.row), all(|entry| entry.column)),
        };
        Lit {
            outputs,
            inputs,
            weights: all(|entry| entry.weight),
            entries,
        }
    }

    /// The place one step from `target` in the matrix; the first one from nowhere.
    pub fn moved(&self, target: Option<Target>, [down, across]: [i64; 2]) -> Target {
        let (row, column) = match target {
            Some(Target::Entry(row, column)) => (row, column),
            Some(Target::Row(row)) => (row, 0),
            Some(Target::Column(column)) => (0, column),
            Some(Target::Weight(_)) | None => return Target::Entry(0, 0),
        };
        let step = |at: usize, by: i64, count: usize| {
            let most = count.saturating_sub(1) as i64;
            (at as i64 + by).clamp(0, most) as usize
        };
        Target::Entry(
            step(row, down, self.rows),
            step(column, across, self.columns),
        )
    }
}
