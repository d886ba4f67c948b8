//! The figure of one operation: input, kernel, partial sums and output as grids that fit a given
//! width, and what is drawn over them at a step or where the reader points.

use super::format;
use super::grid::{Content, Grid};
use super::heat;
use super::role::Role;
use super::scene::Scene;
use super::slide::{Frame, Slide, Use, partial_maps, uses_of_input, uses_of_weight};

/// What the reader points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointing {
    /// Channel, row, column.
    Input([usize; 3]),
    /// Output channel, input channel, row, column.
    Weight([usize; 4]),
    /// Channel, row, column.
    Output([usize; 3]),
}

impl Pointing {
    /// Whether `slide` has what is pointed at.
    pub fn is_in(self, slide: &Slide) -> bool {
        let holds = |at: &[usize], size: &[usize]| at.iter().zip(size).all(|(at, of)| at < of);
        match self {
            Pointing::Input(at) => slide.has_input(at),
            Pointing::Weight(at) => holds(&at, &slide.weight.shape.0),
            Pointing::Output(at) => holds(&at, &slide.y.shape.0[1..]),
        }
    }
}

/// The grids of one operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Beside each other; else below each other, as on a phone.
    pub is_row: bool,
    pub input: Grid,
    /// The kernels of one output channel, one an input channel; none where the kind pools.
    pub kernel: Option<Grid>,
    /// What each input channel adds; none for a single channel.
    pub partial: Option<Grid>,
    pub output: Grid,
}

/// One scene a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenes {
    pub input: Scene,
    pub kernel: Option<Scene>,
    pub partial: Option<Scene>,
    pub output: Scene,
}

/// From this width on the grids stand beside each other.
const ROW: f32 = 620.0;
/// Operator signs and the gaps around them.
const SIGN: f32 = 46.0;
/// Numbers that a reader types into must be large enough to hit: by finger where the grids stand
/// below each other, by mouse where they stand in a row.
const KERNEL_CELL: [f32; 2] = [34.0, 26.0];

impl Stage {
    /// Grids for `slide` in `room` pixels across.
    pub fn new(slide: &Slide, room: f32) -> Self {
        let window = &slide.window;
        let [_, channels, h, w] = slide.x.shape.0;
        let [_, outputs, rows, columns] = slide.y.shape.0;
        let padded = window.padded([h, w]);
        let first = [signed(window.padding.top), signed(window.padding.left)].map(|p| -p);
        let (has_kernel, has_partial) = (!slide.kind.is_pool(), slide.has_partial());
        let is_row = room >= ROW;
        let kernel_room = if has_kernel { window.kernel[1] } else { 0 } as f32;
        let kernel_side = KERNEL_CELL[usize::from(is_row)];
        let cell = match is_row {
            true => {
                let signs = SIGN * (1.0 + f32::from(has_kernel) + f32::from(has_partial));
                let across = (padded[1] + columns * (1 + usize::from(has_partial))) as f32;
                let left = room - signs - 4.0 * 22.0;
                // The kernel's cells are as large as the others, but never too small to hit.
                let even = left / (across + kernel_room).max(1.0);
                let cell = match even < kernel_side {
                    true => (left - kernel_room * kernel_side) / across.max(1.0),
                    false => even,
                };
                cell.min(Grid::cell_for(padded, room))
            }
            false => {
                let widest = padded[1].max(columns).max(window.kernel[1]);
                Grid::cell_for([padded[0].max(rows), widest], room)
            }
        };
        let cell = cell.floor().clamp(5.0, 52.0);
        let kernel_cell = cell.max(kernel_side).min(room / (kernel_room + 1.0));
        let grid = |planes, first, size, cell| Grid::new(planes, first, size, room).with_cell(cell);
        let input = grid(channels, first, padded, cell);
        let kernel = has_kernel.then(|| grid(channels, [0, 0], window.kernel, kernel_cell));
        let partial = has_partial.then(|| grid(channels, [0, 0], [rows, columns], cell));
        let output = grid(outputs, [0, 0], [rows, columns], cell);
        Self {
            is_row,
            input,
            kernel,
            partial,
            output,
        }
        .aligned(slide)
    }

    /// Beside each other, the planes of one channel stand at one height.
    fn aligned(self, slide: &Slide) -> Self {
        if !self.is_row {
            return self;
        }
        let pitches = [Some(self.input), self.kernel, self.partial].map(|g| g.map(|g| g.pitch));
        let pitch = pitches.into_iter().flatten().fold(0.0, f32::max);
        let output = match slide.kind.is_pool() {
            true => self.output.with_pitch(pitch),
            // Fewer planes spread over the height of all: a single one stands in the middle.
            false => {
                let planes = [self.input.planes, self.output.planes].map(|n| n.max(1) as f32);
                let spread = pitch * planes[0] / planes[1];
                self.output.with_pitch(self.output.pitch.max(spread))
            }
        };
        Self {
            input: self.input.with_pitch(pitch),
            kernel: self.kernel.map(|grid| grid.with_pitch(pitch)),
            partial: self.partial.map(|grid| grid.with_pitch(pitch)),
            output,
            ..self
        }
    }

    /// The numbers; the kernels and partial sums are those of output channel `o`. `hides` says
    /// which outputs a question keeps back.
    pub fn base(&self, slide: &Slide, o: usize, hides: impl Fn([usize; 3]) -> bool) -> Scenes {
        let unread = slide.unread();
        let input = self.input.base(heat::limit(&slide.x.data), |place| {
            match cell(place).filter(|&at| slide.has_input(at)) {
                Some([c, row, column]) => {
                    let role = match unread.rows[row] || unread.columns[column] {
                        true => Role::Unread,
                        false => Role::Value,
                    };
                    Content::new(slide.input([c, row, column]), role)
                }
                None => Content::new(slide.padding_value(), Role::Padding),
            }
        });
        let kernel = self.kernel.map(|grid| {
            grid.base(heat::limit(&slide.weight.data), |[c, u, v]| {
                let tap = [o, index(c), index(u), index(v)];
                Content::new(slide.weight(tap), Role::Value)
            })
        });
        let partial = self.partial.map(|grid| {
            let sums = partial_maps(slide, o);
            grid.base(heat::limit(&slide.y.data), |[c, i, j]| {
                let [_, _, h, w] = slide.y.shape.0;
                let at = (index(c) * h + index(i)) * w + index(j);
                Content {
                    is_hidden: hides([o, index(i), index(j)]),
                    ..Content::new(sums[at], Role::Value)
                }
            })
        });
        let output = self.output.base(heat::limit(&slide.y.data), |place| {
            let at = place.map(index);
            Content {
                is_hidden: hides(at),
                ..Content::new(slide.y.data[slide.step(at)], Role::Value)
            }
        });
        Scenes {
            input,
            kernel,
            partial,
            output,
        }
    }

    /// What lies over the numbers: the window and what it makes, or all that goes with what the
    /// reader points at. With `covers`, outputs after the frame's are not shown yet.
    pub fn overlay(
        &self,
        slide: &Slide,
        frame: &Frame,
        pointing: Option<Pointing>,
        covers: bool,
    ) -> Scenes {
        let mut layers = Layers {
            input: self.input.overlay(),
            kernel: self.kernel.map(|grid| grid.overlay()),
            partial: self.partial.map(|grid| grid.overlay()),
            output: self.output.overlay(),
        };
        if covers {
            layers.cover(slide, frame);
        }
        match pointing {
            Some(Pointing::Input(at)) => {
                layers.uses(slide, &uses_of_input(slide, at), frame.cell[0])
            }
            Some(Pointing::Weight(at)) => layers.uses(slide, &uses_of_weight(slide, at), at[0]),
            Some(Pointing::Output(_)) | None => layers.window(slide, frame),
        }
        match pointing {
            Some(Pointing::Input(at)) => layers.input.cell(place(at), Role::Pointed),
            Some(Pointing::Weight([_, c, u, v])) => {
                if let Some(kernel) = &mut layers.kernel {
                    kernel.cell(place([c, u, v]), Role::Pointed);
                }
            }
            Some(Pointing::Output(_)) | None => {}
        }
        Scenes {
            input: layers.input.scene,
            kernel: layers.kernel.map(|layer| layer.scene),
            partial: layers.partial.map(|layer| layer.scene),
            output: layers.output.scene,
        }
    }
}

struct Layers {
    input: super::grid::Overlay,
    kernel: Option<super::grid::Overlay>,
    partial: Option<super::grid::Overlay>,
    output: super::grid::Overlay,
}

impl Layers {
    fn cover(&mut self, slide: &Slide, frame: &Frame) {
        let [_, planes, h, w] = slide.y.shape.0;
        let [o, i, j] = frame.cell;
        let next = i * w + j + 1;
        self.output.veil_from(o, next);
        for plane in o + 1..planes {
            self.output.veil_from(plane, 0);
        }
        if let Some(partial) = &mut self.partial {
            for c in 0..slide.x.shape.c() {
                partial.veil_from(c, next.min(h * w));
            }
        }
    }

    fn window(&mut self, slide: &Slide, frame: &Frame) {
        let extent = slide.window.extent();
        let is_dense = slide.window.dilation == [1, 1];
        let [o, i, j] = frame.cell;
        for c in slide.channels(o) {
            let [top, left] = frame.corner;
            self.input
                .span([signed(c), top, left], extent, Role::Window);
        }
        let terms = frame.terms.iter().enumerate();
        for (at, term) in terms {
            let [u, v] = term.tap;
            let row = frame.corner[0] + signed(u * slide.window.dilation[0]);
            let column = frame.corner[1] + signed(v * slide.window.dilation[1]);
            let spot = [signed(term.channel), row, column];
            if !is_dense {
                self.input.cell(spot, Role::Tap);
            }
            if !slide.kind.is_pool() {
                self.input
                    .factor(spot, format!("×{}", format::cell(term.weight)));
            }
            if frame.winner == Some(at) {
                self.input.cell(spot, Role::Winner);
            }
        }
        for c in slide.channels(o) {
            if let Some(partial) = &mut self.partial {
                partial.cell(place([c, i, j]), Role::Made);
            }
        }
        self.output.cell(place(frame.cell), Role::Made);
    }

    /// All that is used together; of other output channels than `o` only the outputs.
    fn uses(&mut self, slide: &Slide, uses: &[Use], o: usize) {
        for used in uses {
            if let (Some(input), true) = (used.input, used.output[0] == o) {
                self.input.cell(place(input), Role::Kin);
            }
            if let (Some(kernel), Some([c, ..])) = (&mut self.kernel, used.input)
                && used.output[0] == o
            {
                kernel.cell(place([c, used.tap[0], used.tap[1]]), Role::Kin);
            }
            self.output.cell(place(used.output), Role::Kin);
            self.output.factor(place(used.output), factor(slide, used));
        }
    }
}

/// `×w`, what an input is multiplied by on its way to an output; nothing where the kind pools.
fn factor(slide: &Slide, used: &Use) -> String {
    match (slide.kind.is_pool(), used.input) {
        (false, Some([c, ..])) => {
            let weight = slide.weight([used.output[0], c, used.tap[0], used.tap[1]]);
            format!("×{}", format::cell(weight))
        }
        (true, _) | (false, None) => String::new(),
    }
}

/// A cell of a tensor from a place in a grid; none in the padding.
fn cell(place: [i64; 3]) -> Option<[usize; 3]> {
    let [plane, row, column] = place.map(|at| usize::try_from(at).ok());
    Some([plane?, row?, column?])
}

/// A place that is known not to be in the padding.
fn index(at: i64) -> usize {
    usize::try_from(at).unwrap_or(0)
}

fn place(cell: [usize; 3]) -> [i64; 3] {
    cell.map(signed)
}

fn signed(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
