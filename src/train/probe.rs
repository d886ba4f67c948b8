//! One picture through the network with every layer kept: what the reader sees inside.

use super::programs::{PROBABILITIES, map};
use super::protocol::{Failure, FeatureMap, Picture, Probe};
use super::session::Session;
use super::shuffle::in_order;
use crate::data::fashion_mnist::PIXELS;
use crate::data::store::DataSet;
use crate::nn::module::Module;
use crate::tensor::graph::Leaf;

impl Session {
    /// Runs `picture` in evaluation mode; pictures of the test set are taken from `test`.
    ///
    /// # Errors
    /// A picture that is none: too few pixels, or not in the test set.
    pub async fn probe(&mut self, picture: &Picture, test: &DataSet) -> Result<Probe, Failure> {
        let (mut pixels, label) = resolve(picture, test)?;
        if !self.order.is_empty() {
            pixels = in_order(&pixels, &self.order);
        }
        let plan = self.programs.probe(&mut self.device, &self.spec.module)?;
        self.device.upload(Leaf::Input, &pixels)?;
        self.device.run(plan)?;
        let mut maps = Vec::new();
        for (at, row) in self.trace.rows.iter().enumerate() {
            maps.push(FeatureMap {
                path: row.path.clone(),
                shape: row.output.0,
                values: self.device.download(map(at)).await?,
            });
        }
        Ok(Probe {
            step: self.step_count(),
            probabilities: self.device.download(PROBABILITIES).await?,
            kernels: self.kernels().await?,
            picture: pixels,
            label,
            maps,
        })
    }

    /// The weight of every convolution.
    async fn kernels(&self) -> Result<Vec<FeatureMap>, Failure> {
        let mut kernels = Vec::new();
        for row in &self.trace.rows {
            if !matches!(row.module, Some(Module::Conv2d(_))) {
                continue;
            }
            for param in row
                .params
                .clone()
                .filter(|&i| !self.trace.params[i].is_bias)
            {
                kernels.push(FeatureMap {
                    path: row.path.clone(),
                    shape: self.trace.params[param].shape.0,
                    values: self.device.download(Leaf::Param(param as u32)).await?,
                });
            }
        }
        Ok(kernels)
    }
}

fn resolve(picture: &Picture, test: &DataSet) -> Result<(Vec<f32>, Option<u8>), Failure> {
    match picture {
        Picture::Pixels(pixels) if pixels.len() == PIXELS => Ok((pixels.clone(), None)),
        Picture::Pixels(pixels) => Err(Failure::Pixels {
            expected: PIXELS,
            found: pixels.len(),
        }),
        Picture::Test(index) => {
            let index = *index as usize;
            let (pixels, label) = test.get(index).ok_or(Failure::Picture {
                index,
                pictures: test.len(),
            })?;
            let pixels = pixels.iter().map(|&pixel| f32::from(pixel) / 255.0);
            Ok((pixels.collect(), Some(label)))
        }
    }
}
