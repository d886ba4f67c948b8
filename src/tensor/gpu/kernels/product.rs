//! Launches of products: convolutions, their gradients, matrices. All go through `gemm.wgsl` and one of
//! its two engines.

use super::super::super::shape::{Shape, Window};
use super::{Access, Bound, Engine, Kernel, Launch, Source, Twin, line, reads, words};

/// A thread computes 8 × 8 numbers.
const BLOCK: usize = 8;
/// Inner steps of a tile; with every shape of [`threads`] its numbers take less than 9 KiB of the 16 that
/// every adapter has.
const DEPTH: usize = 8;
/// Inner steps that matrices make of an outer one.
const CHUNK: usize = 64;

/// Threads of a group across columns and rows. Few rows ask for a flat tile.
const fn threads(engine: Engine, rows: usize) -> [usize; 2] {
    match (engine, rows) {
        (Engine::Direct, _) => [8, 1],
        (Engine::Tiled, 0..=16) => [32, 2],
        (Engine::Tiled, 17..=32) => [16, 4],
        (Engine::Tiled, _) => [8, 8],
    }
}

/// Groups that keep a device busy: the sum is cut until there are so many.
const fn busy(engine: Engine) -> usize {
    match engine {
        Engine::Direct => 32,
        Engine::Tiled => 256,
    }
}

/// The extents of a product, and in how many slices its sum is cut.
#[derive(Debug, Clone, Copy)]
struct Size {
    engine: Engine,
    rows: usize,
    columns: usize,
    outers: usize,
    slices: usize,
}

impl Size {
    fn new(engine: Engine, [rows, columns]: [usize; 2], outers: usize) -> Self {
        Self {
            engine,
            rows,
            columns,
            outers,
            slices: 1,
        }
    }

    /// Cut where the result alone has work for too few groups.
    fn sliced(self) -> Self {
        let wanted = busy(self.engine).div_ceil(self.tiles()).min(self.outers);
        // As many as are left when every one but the last is full.
        let slices = self.outers.div_ceil(self.outers.div_ceil(wanted));
        Self { slices, ..self }
    }

    fn threads(self) -> [usize; 2] {
        threads(self.engine, self.rows)
    }

    fn row_tiles(self) -> usize {
        self.rows.div_ceil(self.threads()[1] * BLOCK)
    }

    fn tiles(self) -> usize {
        self.row_tiles() * self.columns.div_ceil(self.threads()[0] * BLOCK)
    }

    /// The head of the parameters.
    fn words(self) -> Vec<u32> {
        words([
            self.rows,
            self.columns,
            self.outers,
            self.outers.div_ceil(self.slices),
            self.row_tiles(),
            self.tiles(),
            self.slices,
            0,
        ])
    }
}

fn product(
    twin: Twin,
    entry: &'static str,
    (access, operands): (&'static [Access], Vec<Bound>),
    size: Size,
    params: Vec<u32>,
) -> Launch {
    let [x, y] = size.threads();
    let mut constants = vec![("THREADS_X", x as f64), ("THREADS_Y", y as f64)];
    match size.engine {
        Engine::Direct => {}
        Engine::Tiled => constants.push(("DEPTH", DEPTH as f64)),
    }
    Launch {
        kernel: Kernel {
            source: Source::Product(size.engine, twin),
            entry,
            access,
            constants,
        },
        operands,
        params: [size.words(), params].concat(),
        groups: size.tiles() * size.slices,
    }
}

/// The launch, and if it is cut into slices, the one that adds them up.
fn with_slices(mut launch: Launch, size: Size) -> Vec<Launch> {
    if size.slices == 1 {
        return vec![launch];
    }
    let len = size.rows * size.columns;
    let parts = Bound::Scratch(len * size.slices);
    for operand in &mut launch.operands {
        if *operand == Bound::Output {
            *operand = parts;
        }
    }
    let operands = (reads(1).0, vec![parts, Bound::Output]);
    let params = words([len, size.slices]);
    let add = line(Source::Slices, "add_slices", operands, params, len);
    vec![launch, add]
}

/// Operands with a bias, or with something in its place that is not read.
fn with_bias(x: &[Shape]) -> (&'static [Access], Vec<Bound>) {
    let bias = if x.len() > 2 { 2 } else { 1 };
    let inputs = [0, 1, bias].map(Bound::Input);
    (
        reads(3).0,
        inputs.into_iter().chain([Bound::Output]).collect(),
    )
}

/// Kernel, stride, padding before and dilation, as all three convolutions take them.
fn window_words(window: Window) -> Vec<u32> {
    let Window {
        kernel,
        stride,
        padding,
        dilation,
    } = window;
    let before = [padding.top, padding.left];
    [kernel, stride, before, dilation]
        .into_iter()
        .flat_map(words)
        .collect()
}

pub fn conv2d(engine: Engine, window: Window, x: &[Shape], out: Shape, relu: bool) -> Vec<Launch> {
    let [height, width] = window.kernel;
    let extents = [out.c(), out.n() * out.h() * out.w()];
    let size = Size::new(engine, extents, height * width);
    let sides = words([x[0].c(), x[0].h(), x[0].w(), out.h(), out.w()]);
    let flags = words([usize::from(x.len() > 2), usize::from(relu)]);
    let params = [sides, window_words(window), flags].concat();
    vec![product(Twin::Conv2d, "conv2d", with_bias(x), size, params)]
}

pub fn conv2d_input_grad(engine: Engine, window: Window, x: &[Shape], out: Shape) -> Vec<Launch> {
    let upstream = x[0];
    let [height, width] = window.kernel;
    let extents = [out.c(), out.n() * out.h() * out.w()];
    let size = Size::new(engine, extents, height * width);
    let sides = words([upstream.c(), out.h(), out.w(), upstream.h(), upstream.w()]);
    let params = [sides, window_words(window), words([0, 0])].concat();
    let twin = Twin::Conv2dInputGrad;
    vec![product(twin, "conv2d_input_grad", reads(2), size, params)]
}

pub fn conv2d_weight_grad(engine: Engine, window: Window, x: &[Shape], out: Shape) -> Vec<Launch> {
    let [x, upstream] = [x[0], x[1]];
    let size = Size::new(engine, [out.n(), out.sample_len()], x.n()).sliced();
    let sides = words([x.c(), x.h(), x.w(), upstream.h(), upstream.w()]);
    let params = [sides, window_words(window), words([0, 0])].concat();
    let twin = Twin::Conv2dWeightGrad;
    with_slices(
        product(twin, "conv2d_weight_grad", reads(2), size, params),
        size,
    )
}

pub fn matmul(
    engine: Engine,
    [transpose_a, transpose_b]: [bool; 2],
    x: &[Shape],
    out: Shape,
    relu: bool,
) -> Vec<Launch> {
    let [rows, columns, ..] = out.0;
    let depth = if transpose_a { x[0].n() } else { x[0].c() };
    let has_bias = x.len() > 2;
    let mut size = Size::new(engine, [rows, columns], depth.div_ceil(CHUNK));
    // Bias and ReLU come after the whole sum.
    if !has_bias && !relu {
        size = size.sliced();
    }
    let [row, row_step] = if transpose_a { [1, rows] } else { [depth, 1] };
    let [column, column_step] = if transpose_b {
        [depth, 1]
    } else {
        [1, columns]
    };
    let strides = words([depth, CHUNK, row, row_step, column, column_step]);
    let flags = words([usize::from(has_bias), usize::from(relu)]);
    let params = [strides, flags].concat();
    with_slices(
        product(Twin::MatMul, "matmul", with_bias(x), size, params),
        size,
    )
}
