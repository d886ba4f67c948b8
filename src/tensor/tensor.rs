//! Numbers with a shape: owned, borrowed, and borrowed for writing.
//! What is computed with them is left to `ops`.

use super::shape::Shape;

/// Numbers in N×C×H×W order.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    pub shape: Shape,
    pub data: Vec<f32>,
}

impl Tensor {
    pub fn new(shape: Shape, data: Vec<f32>) -> Self {
        debug_assert_eq!(shape.len(), data.len());
        Self { shape, data }
    }

    pub fn zeros(shape: Shape) -> Self {
        Self {
            shape,
            data: vec![0.0; shape.len()],
        }
    }

    pub fn view(&self) -> View<'_> {
        View {
            shape: self.shape,
            data: &self.data,
        }
    }

    pub fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut {
            shape: self.shape,
            data: &mut self.data,
        }
    }
}

/// What a kernel reads. Without numbers where they already stand in the output, which
/// [`super::ops::in_place`] allows for one operand of some ops.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub shape: Shape,
    pub data: &'a [f32],
}

impl<'a> View<'a> {
    /// The operand shares its buffer with the output.
    pub fn is_in_place(self) -> bool {
        self.data.is_empty()
    }

    /// Sample `n`: C·H·W numbers.
    pub fn sample(self, n: usize) -> &'a [f32] {
        let len = self.shape.sample_len();
        &self.data[n * len..(n + 1) * len]
    }

    /// Channel `c` of sample `n`: H·W numbers.
    pub fn plane(self, n: usize, c: usize) -> &'a [f32] {
        let len = self.shape.h() * self.shape.w();
        &self.data[(n * self.shape.c() + c) * len..][..len]
    }
}

/// What a kernel writes.
#[derive(Debug)]
pub struct ViewMut<'a> {
    pub shape: Shape,
    pub data: &'a mut [f32],
}

impl ViewMut<'_> {
    pub fn sample(&mut self, n: usize) -> &mut [f32] {
        let len = self.shape.sample_len();
        &mut self.data[n * len..(n + 1) * len]
    }

    pub fn plane(&mut self, n: usize, c: usize) -> &mut [f32] {
        let len = self.shape.h() * self.shape.w();
        &mut self.data[(n * self.shape.c() + c) * len..][..len]
    }
}
