//! One picture through the network with every layer kept: what the reader sees inside.

use super::programs::{PROBABILITIES, map};
use super::protocol::{Failure, FeatureMap, Numbers, Picture, Probe, Rows};
use super::session::{AT_ONCE, Session};
use crate::data::fashion_mnist::PIXELS;
use crate::data::store::DataSet;
use crate::nn::module::Module;
use crate::nn::trace::Row;
use crate::tensor::graph::Leaf;

impl Session {
    /// Runs `picture` in evaluation mode and tells maps and kernels of `rows`; pictures of the test set
    /// are taken from `test`, seconds from `clock`.
    ///
    /// # Errors
    /// A picture that is none: too few pixels, or not in the test set.
    pub async fn probe(
        &mut self,
        picture: &Picture,
        test: &DataSet,
        rows: &Rows,
        clock: &impl Fn() -> f64,
    ) -> Result<Probe, Failure> {
        let (pixels, label) = self.resolve(picture, test)?;
        let [picture, resized] = self.pictures.one(pixels);
        let plan = self.programs.probe(&mut self.device, &self.spec)?;
        self.device.upload(Leaf::Input, &resized)?;
        let start = clock();
        self.device.run(plan)?;
        // A run is over where its numbers can be read.
        let probabilities = self.device.download(PROBABILITIES).await?;
        let seconds = (clock() - start) as f32;
        let (mut numbers, mut maps, mut kernels) = (Vec::new(), Vec::new(), Vec::new());
        let mut read = Vec::new();
        for (at, row) in self.trace.rows.iter().enumerate() {
            if at.is_multiple_of(AT_ONCE) {
                for at in at..self.trace.rows.len().min(at + AT_ONCE) {
                    self.device.record(map(at))?;
                }
                read = self.device.recorded().await?;
            }
            let rest = read.split_off(row.output.len().min(read.len()));
            let values = std::mem::replace(&mut read, rest);
            numbers.push(count(&values));
            if rows.hold(at) {
                kernels.extend(self.kernel(at, row).await?);
                maps.push(FeatureMap {
                    row: at as u32,
                    path: row.path.clone(),
                    shape: row.output.0,
                    values,
                });
            }
        }
        Ok(Probe {
            step: self.step_count(),
            probabilities,
            picture,
            label,
            seconds,
            numbers,
            maps,
            kernels,
        })
    }

    fn resolve(
        &self,
        picture: &Picture,
        test: &DataSet,
    ) -> Result<(Vec<f32>, Option<u8>), Failure> {
        match picture {
            Picture::Pixels(pixels) if pixels.len() == PIXELS => Ok((pixels.clone(), None)),
            Picture::Pixels(pixels) => Err(Failure::Pixels {
                expected: PIXELS,
                found: pixels.len(),
            }),
            Picture::Test(index) => {
                let (pixels, label) = self.pictures.read(test, *index as usize)?;
                Ok((pixels, Some(label)))
            }
        }
    }

    /// The weight of a convolution.
    async fn kernel(&self, at: usize, row: &Row) -> Result<Option<FeatureMap>, Failure> {
        let mut params = row.params.clone();
        let weight = params.find(|&param| !self.trace.params[param].is_bias);
        let (Some(Module::Conv2d(_)), Some(param)) = (&row.module, weight) else {
            return Ok(None);
        };
        Ok(Some(FeatureMap {
            row: at as u32,
            path: row.path.clone(),
            shape: self.trace.params[param].shape.0,
            values: self.device.download(Leaf::Param(param as u32)).await?,
        }))
    }
}

fn count(values: &[f32]) -> Numbers {
    let len = values.len().max(1) as f64;
    let (mut sum, mut squares, mut zeros) = (0.0, 0.0, 0);
    let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
    for &value in values {
        let wide = f64::from(value);
        sum += wide;
        squares += wide * wide;
        zeros += u32::from(value == 0.0);
        (low, high) = (low.min(value), high.max(value));
    }
    let mean = sum / len;
    Numbers {
        mean: mean as f32,
        deviation: (squares / len - mean * mean).max(0.0).sqrt() as f32,
        low,
        high,
        zeros: (f64::from(zeros) / len) as f32,
    }
}
