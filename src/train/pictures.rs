//! What a network is fed: pixels of a set as numbers, shuffled where a run asks for it, resized to its side.
//! Which pictures those are is left to `batches`.

use super::protocol::{Failure, RunSpec};
use super::shuffle::{Shuffle, in_order};
use crate::data::fashion_mnist::{PIXELS, SIDE};
use crate::data::resize::Resize;
use crate::data::store::DataSet;

#[derive(Debug)]
pub struct Pictures {
    /// Which pixel comes to each place; empty where they stay.
    pub order: Vec<u32>,
    resize: Resize,
    /// What each byte stands for: x/255.
    numbers: [f32; 256],
    /// One picture on its way.
    pixels: Vec<f32>,
}

impl Pictures {
    pub fn new(spec: &RunSpec) -> Self {
        let mut numbers = [0.0; 256];
        for (byte, number) in numbers.iter_mut().enumerate() {
            *number = byte as f32 / 255.0;
        }
        Self {
            order: spec.shuffle.map(Shuffle::order).unwrap_or_default(),
            numbers,
            resize: Resize::new(SIDE, spec.side as usize),
            pixels: Vec::with_capacity(PIXELS),
        }
    }

    /// Pixels as x/255, as `torchvision.transforms.ToTensor` gives them, and classes.
    ///
    /// # Errors
    /// A picture that is not in the set.
    pub fn fill(
        &mut self,
        input: &mut Vec<f32>,
        target: &mut Vec<f32>,
        set: &DataSet,
        indices: &mut dyn Iterator<Item = usize>,
    ) -> Result<(), Failure> {
        input.clear();
        target.clear();
        for index in indices {
            let (pixels, label) = find(set, index)?;
            self.pixels.clear();
            let resizes = !self.resize.is_identity();
            let numbers = if resizes {
                &mut self.pixels
            } else {
                &mut *input
            };
            let number = |pixel: u8| self.numbers[usize::from(pixel)];
            if self.order.is_empty() {
                numbers.extend(pixels.iter().map(|&p| number(p)));
            } else {
                let ordered = self.order.iter().map(|&at| number(pixels[at as usize]));
                numbers.extend(ordered);
            }
            if resizes {
                self.resize.extend(&self.pixels, input);
            }
            target.push(f32::from(label));
        }
        Ok(())
    }

    /// Pixels as numbers, where they are in the set; and the class.
    ///
    /// # Errors
    /// A picture that is not in the set.
    pub fn read(&self, set: &DataSet, index: usize) -> Result<(Vec<f32>, u8), Failure> {
        let (pixels, label) = find(set, index)?;
        let number = |&pixel: &u8| self.numbers[usize::from(pixel)];
        Ok((pixels.iter().map(number).collect(), label))
    }

    /// One picture as the set has it, shuffled; and as the network reads it.
    pub fn one(&self, mut pixels: Vec<f32>) -> [Vec<f32>; 2] {
        if !self.order.is_empty() {
            pixels = in_order(&pixels, &self.order);
        }
        let mut resized = Vec::new();
        self.resize.extend(&pixels, &mut resized);
        [pixels, resized]
    }
}

fn find(set: &DataSet, index: usize) -> Result<(&[u8], u8), Failure> {
    set.get(index).ok_or(Failure::Picture {
        index,
        pictures: set.len(),
    })
}
