//! The ops that each layer becomes, and the parameters it declares.
//! Walking the tree and keeping the rows is left to `trace`.

use super::module::{Conv2d, Linear, Module, join};
use super::trace::{Mode, Param, Tracer, fits};
use crate::tensor::graph::{CLOCK, Leaf, Op, Value};
use crate::tensor::shape::{Shape, ShapeError, Window};

impl Tracer {
    /// Appends the ops of one layer.
    pub(super) fn forward(
        &mut self,
        path: &str,
        module: &Module,
        from: &[usize],
    ) -> Result<Value, ShapeError> {
        let inputs: Vec<Value> = from.iter().map(|&at| self.rows[at].value).collect();
        let Some((&x, &at)) = inputs.first().zip(from.first()) else {
            // A `Concat` without branches.
            return Err(ShapeError::Channels {
                expected: 1,
                found: 0,
            });
        };
        let shape = self.graph.shape(x);
        if self.rows[at].flat && module.window(shape).is_some() {
            return Err(ShapeError::NotSpatial { found: shape });
        }
        match module {
            Module::Conv2d(conv) => self.conv2d(path, conv, x),
            Module::Linear(linear) => self.linear(path, linear, at),
            Module::MaxPool2d(window) => self.graph.apply(Op::MaxPool2d(*window), &[x]),
            Module::AvgPool2d {
                window,
                count_include_pad,
            } => self.average(*window, *count_include_pad, x),
            Module::GlobalAvgPool2d => {
                let window = module.window(shape).unwrap_or(Window::square(1));
                self.average(window, true, x)
            }
            Module::ReLU => self.graph.apply(Op::Relu, &[x]),
            Module::Sigmoid => self.graph.apply(Op::Sigmoid, &[x]),
            Module::Tanh => self.graph.apply(Op::Tanh, &[x]),
            Module::Flatten => {
                let flat = Shape::matrix(shape.n(), shape.sample_len());
                self.graph.reshape(x, flat)
            }
            Module::Dropout { p } => self.dropout(*p, x),
            Module::Sequential(_) => Ok(x),
            Module::Concat(_) => self.graph.apply(Op::Concat, &inputs),
        }
    }

    fn conv2d(&mut self, path: &str, conv: &Conv2d, x: Value) -> Result<Value, ShapeError> {
        let [k_h, k_w] = conv.window.kernel;
        let shape = Shape::new(conv.out_channels, conv.in_channels, k_h, k_w);
        let mut inputs = vec![x];
        inputs.extend(self.weights(path, shape, shape.0.to_vec(), conv.bias)?);
        self.graph.apply(Op::Conv2d(conv.window), &inputs)
    }

    fn linear(&mut self, path: &str, linear: &Linear, at: usize) -> Result<Value, ShapeError> {
        let found = self.rows[at].output;
        if !self.rows[at].flat {
            return Err(ShapeError::NotFlat { found });
        }
        if found.c() != linear.in_features {
            return Err(ShapeError::Features {
                expected: linear.in_features,
                found: found.c(),
            });
        }
        let torch_shape = vec![linear.out_features, linear.in_features];
        let shape = Shape::matrix(linear.out_features, linear.in_features);
        let mut inputs = vec![self.rows[at].value];
        inputs.extend(self.weights(path, shape, torch_shape, linear.bias)?);
        let product = Op::MatMul {
            transpose_a: false,
            transpose_b: true,
        };
        self.graph.apply(product, &inputs)
    }

    fn average(
        &mut self,
        window: Window,
        count_include_pad: bool,
        x: Value,
    ) -> Result<Value, ShapeError> {
        let op = Op::AvgPool2d {
            window,
            count_include_pad,
        };
        self.graph.apply(op, &[x])
    }

    fn dropout(&mut self, p: f32, x: Value) -> Result<Value, ShapeError> {
        match self.mode {
            Mode::Eval => Ok(x),
            Mode::Train => {
                let clock = self.graph.leaf(Leaf::Clock, CLOCK);
                let salt = self.dropouts;
                self.dropouts += 1;
                self.graph.apply(Op::Dropout { p, salt }, &[x, clock])
            }
        }
    }

    /// Declares `weight` (`[out, in, ..]`) and, if wanted, `bias`.
    fn weights(
        &mut self,
        path: &str,
        shape: Shape,
        torch_shape: Vec<usize>,
        bias: bool,
    ) -> Result<Vec<Value>, ShapeError> {
        fits(shape)?;
        let [out, _, k_h, k_w] = shape.0;
        let weight = Param {
            path: join(path, "weight"),
            shape,
            torch_shape,
            fan_in: shape.sample_len(),
            fan_out: out * k_h * k_w,
            is_bias: false,
        };
        let bias = bias.then(|| Param {
            path: join(path, "bias"),
            shape: Shape::matrix(1, out),
            torch_shape: vec![out],
            is_bias: true,
            ..weight.clone()
        });
        let declared = [Some(weight), bias].into_iter().flatten();
        Ok(declared.map(|param| self.param(param)).collect())
    }

    fn param(&mut self, param: Param) -> Value {
        let leaf = Leaf::Param(self.params.len() as u32);
        let value = self.graph.leaf(leaf, param.shape);
        self.params.push(param);
        value
    }
}
