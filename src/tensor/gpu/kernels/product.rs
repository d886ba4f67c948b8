//! Launches of products: convolutions, their gradients, matrices. All go through `gemm.wgsl` and one of
//! its two engines.

use super::super::super::shape::{Shape, Window};
use super::tiles::{BLOCK, Tile};
use super::{
    Access, Bound, Engine, Groups, Kernel, Launch, Source, Tiles, Twin, line, reads, words,
};

/// Inner steps that matrices make of an outer one.
const CHUNK: usize = 64;

/// Groups that keep a device busy: the sum is cut until there are so many.
const fn busy(engine: Engine) -> usize {
    match engine {
        Engine::Direct => 32,
        Engine::Tiled => 256,
    }
}

/// The extents of a product, its tiles, and in how many slices its sum is cut.
#[derive(Debug, Clone, Copy)]
struct Size {
    engine: Engine,
    tile: Tile,
    rows: usize,
    columns: usize,
    outers: usize,
    row_tiles: usize,
    tiles: usize,
    slices: usize,
}

impl Size {
    fn new(tiles: Tiles, [rows, columns]: [usize; 2], [outers, inners]: [usize; 2]) -> Self {
        let tile = tiles.tile(rows, inners);
        let [x, y] = tile.threads;
        let row_tiles = rows.div_ceil(y * BLOCK);
        Self {
            engine: tiles.engine,
            tile,
            rows,
            columns,
            outers,
            row_tiles,
            tiles: row_tiles * columns.div_ceil(x * BLOCK),
            slices: 1,
        }
    }

    /// Cut where the result alone has work for too few groups.
    fn sliced(self) -> Self {
        let wanted = busy(self.engine).div_ceil(self.tiles).min(self.outers);
        // As many as are left when every one but the last is full.
        let slices = self.outers.div_ceil(self.outers.div_ceil(wanted));
        Self { slices, ..self }
    }

    /// The head of the parameters.
    fn words(self) -> Vec<u32> {
        words(&[
            self.rows,
            self.columns,
            self.outers,
            self.outers.div_ceil(self.slices),
            self.row_tiles,
            self.tiles,
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
    let Tile {
        threads: [x, y],
        depth,
    } = size.tile;
    let mut constants = vec![("THREADS_X", x as f64), ("THREADS_Y", y as f64)];
    match size.engine {
        Engine::Direct => {}
        Engine::Tiled => constants.push(("DEPTH", depth as f64)),
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
        groups: Groups::Count(size.tiles * size.slices),
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
    let params = words(&[len, size.slices]);
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
    words([kernel, stride, before, dilation].as_flattened())
}

pub fn conv2d(tiles: Tiles, window: Window, x: &[Shape], out: Shape, relu: bool) -> Vec<Launch> {
    let [height, width] = window.kernel;
    let extents = [out.c(), out.n() * out.h() * out.w()];
    let size = Size::new(tiles, extents, [height * width, x[0].c()]);
    let sides = words(&[x[0].c(), x[0].h(), x[0].w(), out.h(), out.w()]);
    let flags = words(&[usize::from(x.len() > 2), usize::from(relu)]);
    let params = [sides, window_words(window), flags].concat();
    vec![product(Twin::Conv2d, "conv2d", with_bias(x), size, params)]
}

pub fn conv2d_input_grad(tiles: Tiles, window: Window, x: &[Shape], out: Shape) -> Vec<Launch> {
    let upstream = x[0];
    let [height, width] = window.kernel;
    let extents = [out.c(), out.n() * out.h() * out.w()];
    let size = Size::new(tiles, extents, [height * width, upstream.c()]);
    let sides = words(&[upstream.c(), out.h(), out.w(), upstream.h(), upstream.w()]);
    let params = [sides, window_words(window), words(&[0, 0])].concat();
    let twin = Twin::Conv2dInputGrad;
    vec![product(twin, "conv2d_input_grad", reads(2), size, params)]
}

pub fn conv2d_weight_grad(tiles: Tiles, window: Window, x: &[Shape], out: Shape) -> Vec<Launch> {
    let [x, upstream] = [x[0], x[1]];
    let steps = [x.n(), upstream.h() * upstream.w()];
    let size = Size::new(tiles, [out.n(), out.sample_len()], steps).sliced();
    let sides = words(&[x.c(), x.h(), x.w(), upstream.h(), upstream.w()]);
    let params = [sides, window_words(window), words(&[0, 0])].concat();
    let twin = Twin::Conv2dWeightGrad;
    with_slices(
        product(twin, "conv2d_weight_grad", reads(2), size, params),
        size,
    )
}

pub fn matmul(
    tiles: Tiles,
    [transpose_a, transpose_b]: [bool; 2],
    x: &[Shape],
    out: Shape,
    relu: bool,
) -> Vec<Launch> {
    let [rows, columns, ..] = out.0;
    let depth = if transpose_a { x[0].n() } else { x[0].c() };
    let has_bias = x.len() > 2;
    let steps = [depth.div_ceil(CHUNK), depth.min(CHUNK)];
    let mut size = Size::new(tiles, [rows, columns], steps);
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
    let strides = words(&[depth, CHUNK, row, row_step, column, column_step]);
    let flags = words(&[usize::from(has_bias), usize::from(relu)]);
    let params = [strides, flags].concat();
    with_slices(
        product(Twin::MatMul, "matmul", with_bias(x), size, params),
        size,
    )
}
