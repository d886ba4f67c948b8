//! Reads tests/fixtures/ops.txt: rows of settings with PyTorch's results.

use std::collections::BTreeMap;

use convlab::tensor::graph::Op;
use convlab::tensor::shape::{Padding, Shape, Window};
use convlab::tensor::tensor::Tensor;

/// One op with its settings, the shapes of its inputs, and results by name (`y`, `grad0`, …).
#[derive(Debug)]
pub struct Row {
    pub name: String,
    pub title: String,
    pub inputs: Vec<Shape>,
    pub results: BTreeMap<String, Vec<f32>>,
    settings: BTreeMap<String, Vec<f32>>,
}

pub fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in include_str!("../fixtures/ops.txt").lines().skip(1) {
        let (name, rest) = line.split_once(' ').unwrap();
        if rest.contains('=') {
            rows.push(Row::new(name, rest));
        } else {
            let numbers = rest.split(' ').map(|word| word.parse().unwrap()).collect();
            rows.last_mut()
                .unwrap()
                .results
                .insert(name.to_owned(), numbers);
        }
    }
    rows
}

impl Row {
    fn new(name: &str, rest: &str) -> Self {
        let word = |word: &str| {
            let (key, value) = word.split_once('=').unwrap();
            let numbers = value.split(',').map(|number| number.parse().unwrap());
            (key.to_owned(), numbers.collect())
        };
        let settings: BTreeMap<String, Vec<f32>> = rest.split(' ').map(word).collect();
        let inputs = (0..).map_while(|k| settings.get(&format!("in{k}")));
        Self {
            name: name.to_owned(),
            title: format!("{name} {rest}"),
            inputs: inputs.map(|numbers| shape(numbers)).collect(),
            results: BTreeMap::new(),
            settings,
        }
    }

    pub fn number(&self, key: &str) -> f32 {
        self.settings[key][0]
    }

    pub fn shape(&self, key: &str) -> Shape {
        shape(&self.settings[key])
    }

    pub fn coarse(&self) -> bool {
        self.number("coarse") != 0.0
    }

    /// Input `k`, as the other side made it.
    pub fn input(&self, k: usize) -> Tensor {
        let mut tensor = pattern(k as u32, self.inputs[k], self.coarse());
        let scale = self.number("scale");
        tensor.data.iter_mut().for_each(|x| *x *= scale);
        tensor
    }

    /// The op; `None` for those that [`super::super`] builds by hand.
    pub fn op(&self) -> Option<Op> {
        let flag = |key: &str| self.number(key) != 0.0;
        Some(match self.name.as_str() {
            "conv2d" => Op::Conv2d(self.window()),
            "matmul" => Op::MatMul {
                transpose_a: flag("transpose_a"),
                transpose_b: flag("transpose_b"),
            },
            "max_pool2d" => Op::MaxPool2d(self.window()),
            "avg_pool2d" => Op::AvgPool2d {
                window: self.window(),
                count_include_pad: flag("count_include_pad"),
            },
            "relu" => Op::Relu,
            "sigmoid" => Op::Sigmoid,
            "tanh" => Op::Tanh,
            "add" => Op::Add,
            "softmax" => Op::Softmax,
            "concat" => Op::Concat,
            "cross_entropy" => Op::CrossEntropy,
            _ => return None,
        })
    }

    fn window(&self) -> Window {
        let numbers = |key: &str| self.settings[key].iter().map(|&x| x as usize);
        let pair = |key: &str| [0, 1].map(|axis| numbers(key).nth(axis).unwrap());
        let padding: Vec<usize> = numbers("padding").collect();
        Window {
            kernel: pair("kernel"),
            stride: pair("stride"),
            padding: Padding {
                top: padding[0],
                bottom: padding[1],
                left: padding[2],
                right: padding[3],
            },
            dilation: pair("dilation"),
        }
    }
}

fn shape(numbers: &[f32]) -> Shape {
    let mut extents = [1; 4];
    for (extent, &number) in extents.iter_mut().zip(numbers) {
        *extent = number as usize;
    }
    Shape(extents)
}

/// As `pattern` in make.py: numbers in [−1, 1], or one of five whole numbers.
pub fn pattern(seed: u32, shape: Shape, coarse: bool) -> Tensor {
    let number = |i: u32| {
        let mut v = i.wrapping_mul(2_654_435_761);
        v = v
            .wrapping_add(seed.wrapping_mul(40_503))
            .wrapping_add(12_345);
        v = (v ^ (v >> 16)).wrapping_mul(0x7feb_352d);
        v ^= v >> 15;
        let exact = if coarse {
            f64::from(v % 5) - 2.0
        } else {
            f64::from(v % 4001) / 2000.0 - 1.0
        };
        exact as f32
    };
    Tensor::new(shape, (0..shape.len() as u32).map(number).collect())
}
