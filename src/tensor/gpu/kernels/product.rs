//! Launches of products: convolutions, their gradients, matrices. All go through `gemm.wgsl`.

use super::super::super::shape::{Shape, Window};
use super::{Access, Bound, Kernel, Launch, Source, line, reads, words};

/// Threads of a group each way, and the depth of its tiles; a thread computes 4 × 4 numbers.
const THREADS: [usize; 2] = [8, 8];
const DEPTH: usize = 16;
const BLOCK: usize = 4;
/// Groups that keep a device busy: the depth is cut until there are so many.
const BUSY: usize = 128;

/// The extents of a product, and in how many slices its depth is cut.
#[derive(Debug, Clone, Copy)]
struct Size {
    rows: usize,
    columns: usize,
    depth: usize,
    slices: usize,
}

impl Size {
    fn whole(rows: usize, columns: usize, depth: usize) -> Self {
        Self {
            rows,
            columns,
            depth,
            slices: 1,
        }
    }

    /// Cut along the depth where the result alone has work for too few groups.
    fn sliced(rows: usize, columns: usize, depth: usize) -> Self {
        let whole = Self::whole(rows, columns, depth);
        let most = depth.div_ceil(4 * DEPTH);
        let wanted = BUSY.div_ceil(whole.tiles()).min(most);
        // As many as are left when every one but the last is full.
        let slices = depth.div_ceil(depth.div_ceil(wanted).next_multiple_of(DEPTH));
        Self { slices, ..whole }
    }

    fn row_tiles(self) -> usize {
        self.rows.div_ceil(THREADS[1] * BLOCK)
    }

    fn tiles(self) -> usize {
        self.row_tiles() * self.columns.div_ceil(THREADS[0] * BLOCK)
    }

    /// The head of the parameters.
    fn words(self) -> Vec<u32> {
        let slice = self.depth.div_ceil(self.slices).next_multiple_of(DEPTH);
        words([
            self.rows,
            self.columns,
            self.depth,
            slice,
            self.row_tiles(),
            self.tiles(),
            self.slices,
            0,
        ])
    }
}

fn product(
    source: Source,
    entry: &'static str,
    (access, operands): (&'static [Access], Vec<Bound>),
    size: Size,
    constants: &[(&'static str, f64)],
    params: Vec<u32>,
) -> Launch {
    let mut all = vec![
        ("THREADS_X", THREADS[0] as f64),
        ("THREADS_Y", THREADS[1] as f64),
        ("DEPTH", DEPTH as f64),
    ];
    all.extend(constants);
    Launch {
        kernel: Kernel {
            source,
            entry,
            access,
            constants: all,
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
    let add = line(
        Source::Slices,
        "add_slices",
        operands,
        words([len, size.slices]),
        len,
    );
    vec![launch, add]
}

fn kernel(window: Window) -> [(&'static str, f64); 2] {
    let [height, width] = window.kernel;
    [
        ("KERNEL_HEIGHT", height as f64),
        ("KERNEL_WIDTH", width as f64),
    ]
}

/// Operands with a bias, or with something in its place that is not read.
fn with_bias(x: &[Shape]) -> (&'static [Access], Vec<Bound>) {
    let bias = if x.len() > 2 {
        Bound::Input(2)
    } else {
        Bound::Input(1)
    };
    let (access, _) = reads(3);
    (
        access,
        vec![Bound::Input(0), Bound::Input(1), bias, Bound::Output],
    )
}

pub fn conv2d(window: Window, x: &[Shape], out: Shape, relu: bool) -> Vec<Launch> {
    let size = Size::whole(out.c(), out.n() * out.h() * out.w(), x[1].sample_len());
    let params = words([
        x[0].c(),
        x[0].h(),
        x[0].w(),
        out.h(),
        out.w(),
        window.stride[0],
        window.stride[1],
        window.padding.top,
        window.padding.left,
        window.dilation[0],
        window.dilation[1],
        usize::from(x.len() > 2),
        usize::from(relu),
    ]);
    let operands = with_bias(x);
    vec![product(
        Source::Conv2d,
        "conv2d",
        operands,
        size,
        &kernel(window),
        params,
    )]
}

pub fn conv2d_input_grad(window: Window, x: &[Shape], out: Shape) -> Vec<Launch> {
    let [upstream, weight] = [x[0], x[1]];
    let [height, width] = window.kernel;
    let depth = weight.n() * height * width;
    let size = Size::whole(out.c(), out.n() * out.h() * out.w(), depth);
    let params = words([
        upstream.c(),
        out.h(),
        out.w(),
        upstream.h(),
        upstream.w(),
        window.padding.top,
        window.padding.left,
        window.dilation[0],
        window.dilation[1],
    ]);
    let strides = [
        ("STRIDE_HEIGHT", window.stride[0] as f64),
        ("STRIDE_WIDTH", window.stride[1] as f64),
    ];
    let constants = [kernel(window), strides].concat();
    let source = Source::Conv2dInputGrad;
    vec![product(
        source,
        "conv2d_input_grad",
        reads(2),
        size,
        &constants,
        params,
    )]
}

pub fn conv2d_weight_grad(window: Window, x: &[Shape], out: Shape) -> Vec<Launch> {
    let [x, upstream] = [x[0], x[1]];
    let pixels = upstream.n() * upstream.h() * upstream.w();
    let size = Size::sliced(out.n(), out.sample_len(), pixels);
    let params = words([
        x.c(),
        x.h(),
        x.w(),
        upstream.h(),
        upstream.w(),
        window.stride[0],
        window.stride[1],
        window.padding.top,
        window.padding.left,
        window.dilation[0],
        window.dilation[1],
    ]);
    let source = Source::Conv2dWeightGrad;
    let launch = product(
        source,
        "conv2d_weight_grad",
        reads(2),
        size,
        &kernel(window),
        params,
    );
    with_slices(launch, size)
}

pub fn matmul(transpose: [bool; 2], x: &[Shape], out: Shape, relu: bool) -> Vec<Launch> {
    let [rows, columns, ..] = out.0;
    let depth = if transpose[0] { x[0].n() } else { x[0].c() };
    let has_bias = x.len() > 2;
    // Bias and ReLU come after the whole sum.
    let size = if has_bias || relu {
        Size::whole(rows, columns, depth)
    } else {
        Size::sliced(rows, columns, depth)
    };
    let constants = [
        ("TRANSPOSE_A", f64::from(transpose[0])),
        ("TRANSPOSE_B", f64::from(transpose[1])),
    ];
    let params = words([usize::from(has_bias), usize::from(relu)]);
    let launch = product(
        Source::MatMul,
        "matmul",
        with_bias(x),
        size,
        &constants,
        params,
    );
    with_slices(launch, size)
}
