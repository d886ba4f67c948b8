//! A kernel at work on a real picture: the result, the products under the window, and how numbers
//! become pixels. The picture itself is `photo`'s.

use super::format;
use super::heat::{self, Pixels, Scale};
use super::photo::{self, CHANNELS, Photo};
use super::state::numbers::Numbers;
use super::state::operation::Kind;
use super::state::picture::{Bank, Display, Filter, Preset, Tone};
use crate::tensor::ops::conv2d::reference;
use crate::tensor::shape::{Shape, Window};
use crate::tensor::tensor::Tensor;

/// A picture, what slides over it, and what comes out.
#[derive(Debug, Clone, PartialEq)]
pub struct Filtered {
    /// [n, c_i, h, w]
    pub x: Tensor,
    /// [c_o, c_i, k, k] as it is multiplied: turned already for a true convolution.
    pub weight: Tensor,
    /// One for each output channel.
    pub bias: Vec<f32>,
    /// [n, c_o, h', w']
    pub y: Tensor,
}

const BLUR: [f32; 9] = [1.0 / 9.0; 9];
const SOBEL_X: [f32; 9] = [-1.0, 0.0, 1.0, -2.0, 0.0, 2.0, -1.0, 0.0, 1.0];
const SOBEL_Y: [f32; 9] = [-1.0, -2.0, -1.0, 0.0, 0.0, 0.0, 1.0, 2.0, 1.0];
const EDGES: [f32; 9] = [0.0, 1.0, 0.0, 1.0, -4.0, 1.0, 0.0, 1.0, 0.0];
const SHARPEN: [f32; 9] = [0.0, -1.0, 0.0, -1.0, 5.0, -1.0, 0.0, -1.0, 0.0];
const EMBOSS: [f32; 9] = [-2.0, -1.0, 0.0, -1.0, 1.0, 1.0, 0.0, 1.0, 2.0];
/// Shares of brightness, in round numbers.
const BRIGHTNESS: [f32; CHANNELS] = [0.3, 0.6, 0.1];

/// The kernel as it is written, k × k.
pub fn kernel(filter: &Filter) -> Vec<f32> {
    match filter.preset {
        Preset::Identity => (0..9).map(|at| f32::from(at == 4)).collect(),
        Preset::Blur => BLUR.to_vec(),
        Preset::Gaussian => binomial(&[1.0, 2.0, 1.0]),
        Preset::Sharpen => SHARPEN.to_vec(),
        Preset::Edges => EDGES.to_vec(),
        Preset::SobelX => SOBEL_X.to_vec(),
        Preset::SobelY => SOBEL_Y.to_vec(),
        Preset::Emboss => EMBOSS.to_vec(),
        Preset::Blur5 => vec![1.0 / 25.0; 25],
        Preset::Gaussian5 => binomial(&[1.0, 4.0, 6.0, 4.0, 1.0]),
        Preset::Own => {
            let k = if filter.own.size().iter().any(|side| *side > 3) {
                5
            } else {
                3
            };
            let number = |at: usize| filter.own.get([0, 0, at / k, at % k]);
            (0..k * k).map(number).collect()
        }
    }
}

/// `filter` with one number of its kernel changed: an own kernel from then on.
pub fn with_weight(filter: &Filter, at: usize, value: f32) -> Filter {
    let kernel = kernel(filter);
    let k = side(&kernel);
    let mut own = Numbers::new([1, 1, k, k], &kernel);
    own.set([0, 0, at / k, at % k], value);
    Filter {
        preset: Preset::Own,
        own,
        ..filter.clone()
    }
}

/// The products of a row's numbers, divided by their sum.
fn binomial(row: &[f32]) -> Vec<f32> {
    let total = row.iter().sum::<f32>() * row.iter().sum::<f32>();
    let products = row.iter().flat_map(|a| row.iter().map(move |b| a * b));
    products.map(|product| product / total).collect()
}

/// The side of a square kernel of so many numbers.
pub fn side(kernel: &[f32]) -> usize {
    (1..).find(|k| k * k >= kernel.len()).unwrap_or(1)
}

/// Whether turning the kernel by half a turn changes it.
pub fn differs_when_turned(kernel: &[f32]) -> bool {
    !kernel.iter().eq(kernel.iter().rev())
}

/// Slides the chosen kernel over `photo`, in grey or over each colour by itself.
pub fn filter(photo: &Photo, filter: &Filter) -> Filtered {
    let x = match filter.tone {
        Tone::Grey => photo.grey(),
        Tone::Colour => photo.colours_apart(),
    };
    let mut kernel = kernel(filter);
    let k = side(&kernel);
    if filter.kind == Kind::Convolution {
        kernel.reverse();
    }
    slide(x, Tensor::new(Shape::new(1, 1, k, k), kernel), vec![0.0])
}

/// All kernels of `bank` over the three colours of `photo`, and their biases.
pub fn channels(photo: &Photo, bank: Bank) -> Filtered {
    let (weight, bias) = bank_weights(bank);
    slide(photo.colours(), weight, bias)
}

/// [c_o, 3, k, k] and a bias for each output channel.
pub fn bank_weights(bank: Bank) -> (Tensor, Vec<f32>) {
    let scaled = |kernel: &[f32; 9], shares: [f32; CHANNELS]| -> Vec<f32> {
        let plane = |share: f32| kernel.map(|weight| weight * share);
        shares.into_iter().flat_map(plane).collect()
    };
    let (outputs, k, data, bias) = match bank {
        Bank::Grey => (1, 1, BRIGHTNESS.to_vec(), vec![0.0]),
        Bank::Opponents => {
            let rows = [BRIGHTNESS, [1.0, -1.0, 0.0], [-0.5, -0.5, 1.0]];
            (3, 1, rows.concat(), vec![0.0; 3])
        }
        Bank::Edges => {
            let rows = [
                scaled(&EDGES, [1.0; CHANNELS]),
                scaled(&SOBEL_X, [1.0, -1.0, 0.0]),
                scaled(&[1.0 / 27.0; 9], [1.0; CHANNELS]),
            ];
            (3, 3, rows.concat(), vec![0.0, 0.0, -128.0])
        }
    };
    (Tensor::new(Shape::new(outputs, CHANNELS, k, k), data), bias)
}

/// Stride 1, no padding. A picture is at least as large as any kernel here.
fn slide(x: Tensor, weight: Tensor, bias: Vec<f32>) -> Filtered {
    let k = weight.shape.h();
    let [h, w] = [x.shape.h(), x.shape.w()].map(|side| (side + 1).saturating_sub(k));
    let mut y = Tensor::zeros(Shape::new(x.shape.n(), weight.shape.n(), h, w));
    let biases = Tensor::new(Shape::matrix(1, bias.len()), bias);
    let window = Window::square(k);
    reference::conv2d(
        window,
        x.view(),
        weight.view(),
        Some(biases.view()),
        y.view_mut(),
    );
    Filtered {
        x,
        weight,
        bias: biases.data,
        y,
    }
}

/// The sums of each input channel alone for output channel `o`: `[3, h', w']`, without the bias.
pub fn partial(filtered: &Filtered, o: usize) -> Vec<f32> {
    let [_, c_i, h, w] = filtered.x.shape.0;
    let k = filtered.weight.shape.h();
    let plane = |c: usize| {
        let x = Tensor::new(
            Shape::new(1, 1, h, w),
            filtered.x.view().plane(0, c).to_vec(),
        );
        let weight = filtered.weight.view().plane(o, c).to_vec();
        slide(x, Tensor::new(Shape::new(1, 1, k, k), weight), vec![0.0])
            .y
            .data
    };
    (0..c_i).flat_map(plane).collect()
}

/// The numbers under the window at output (i, j) of sample `n`, for input channel `c` and output
/// channel `o`.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    pub side: usize,
    pub values: Vec<f32>,
    pub weights: Vec<f32>,
    pub products: Vec<f32>,
    pub sum: f32,
}

impl Filtered {
    pub fn patch(&self, [n, o, c]: [usize; 3], [i, j]: [usize; 2]) -> Patch {
        let side = self.weight.shape.h();
        let width = self.x.shape.w();
        let plane = self.x.view().plane(n, c);
        let value = |at: usize| {
            let place = (i + at / side) * width + j + at % side;
            plane.get(place).copied().unwrap_or(0.0)
        };
        let values: Vec<f32> = (0..side * side).map(value).collect();
        let weights = self.weight.view().plane(o, c).to_vec();
        let pairs = values.iter().zip(&weights);
        let products: Vec<f32> = pairs.map(|(value, weight)| value * weight).collect();
        Patch {
            side,
            sum: products.iter().sum(),
            values,
            weights,
            products,
        }
    }

    /// The nearest place of the output.
    pub fn nearest(&self, [i, j]: [i64; 2]) -> [usize; 2] {
        let last = |side: usize| side.saturating_sub(1) as i64;
        let [h, w] = [self.y.shape.h(), self.y.shape.w()];
        [i.clamp(0, last(h)) as usize, j.clamp(0, last(w)) as usize]
    }

    pub fn value(&self, n: usize, o: usize, [i, j]: [usize; 2]) -> f32 {
        let plane = self.y.view().plane(n, o);
        plane.get(i * self.y.shape.w() + j).copied().unwrap_or(0.0)
    }
}

impl Patch {
    /// `12×1 + 7×(−2) = −2`: every product in reading order, and the sum.
    pub fn line(&self) -> String {
        let terms: Vec<String> = self.terms().collect();
        format!("{} = {}", terms.join(" + "), format::cell(self.sum))
    }

    fn terms(&self) -> impl Iterator<Item = String> {
        let pairs = self.values.iter().zip(&self.weights);
        pairs.map(|(value, weight)| {
            let (first, second) = (format::cell(*value), format::cell(*weight));
            if *weight < 0.0 {
                format!("{first}×({second})")
            } else {
                format!("{first}×{second}")
            }
        })
    }

    /// A cell for each number, as bright as its pixel.
    pub fn values_html(&self) -> String {
        let cells = self.values.iter().enumerate().map(|(at, value)| {
            let grey = value.clamp(0.0, 255.0).round() as u8;
            let ink = if grey > 127 { "dark" } else { "light" };
            format!(
                "<span class=\"{ink}\" {} style=\"background:rgb({grey} {grey} {grey})\">{}</span>",
                self.place(at),
                format::cell(*value)
            )
        });
        cells.collect()
    }

    /// A cell for each product, with its two factors, coloured by its sign.
    pub fn products_html(&self) -> String {
        let limit = heat::limit(&self.products);
        let cells = self.products.iter().zip(self.terms()).enumerate();
        let cells = cells.map(|(at, (product, term))| {
            let [r, g, b] = Scale::Diverging.colour(*product, limit * 2.0);
            format!(
                "<span class=\"dark\" {} style=\"background:rgb({r} {g} {b})\"><small>{term}</small>{}</span>",
                self.place(at),
                format::cell(*product)
            )
        });
        cells.collect()
    }

    fn place(&self, at: usize) -> String {
        format!(
            "data-row=\"{}\" data-col=\"{}\"",
            at / self.side,
            at % self.side
        )
    }
}

/// [`Display::Auto`] decided: a kernel whose weights sum to 1 keeps brightness.
pub fn display(chosen: Display, weight: &[f32]) -> Display {
    match chosen {
        Display::Auto if (weight.iter().sum::<f32>() - 1.0).abs() < 0.01 => Display::Clamped,
        Display::Auto => Display::Signed,
        Display::Signed | Display::Absolute | Display::Clamped => chosen,
    }
}

/// Results as pixels, one plane or three, and the magnitude at which colours run out.
pub fn paint(planes: &[f32], size: [usize; 2], display: Display) -> (Pixels, f32) {
    let limit = heat::limit(planes);
    let share = |value: f32| if limit > 0.0 { value / limit } else { 0.0 };
    let is_grey = planes.len() == size[0] * size[1];
    let scaled = |of: &dyn Fn(f32) -> f32| planes.iter().map(|value| of(*value)).collect();
    let numbers: Vec<f32> = match display {
        Display::Signed | Display::Auto if is_grey => {
            let colour = |value: &f32| Scale::Diverging.colour(*value, limit);
            let bytes = planes.iter().map(colour);
            let pixels = Pixels {
                width: size[1],
                height: size[0],
                rgba: bytes.flat_map(|[r, g, b]| [r, g, b, 255]).collect(),
            };
            return (pixels, limit);
        }
        Display::Signed | Display::Auto => scaled(&|value| 127.5 + 127.5 * share(value)),
        Display::Absolute => scaled(&|value| 255.0 * share(value.abs())),
        Display::Clamped => return (photo::paint(planes, size), 255.0),
    };
    (photo::paint(&numbers, size), limit)
}
