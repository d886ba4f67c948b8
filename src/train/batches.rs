//! The order of the training pictures: a seeded permutation each epoch, cut into batches
//! as PyTorch's `DataLoader(shuffle=True)` does, the last one smaller where it does not divide.

use crate::tensor::rng::Rng;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batches {
    seed: u32,
    pictures: u32,
    batch_size: usize,
    /// 1-based; 0 before the first batch.
    epoch: u32,
    order: Vec<u32>,
    at: usize,
}

impl Batches {
    pub fn new(seed: u32, pictures: u32, batch_size: u32) -> Self {
        Self {
            seed,
            pictures: pictures.max(1),
            batch_size: batch_size.max(1) as usize,
            epoch: 0,
            order: Vec::new(),
            at: 0,
        }
    }

    /// The same order from where it stood: in epoch `epoch`, after `at` of its pictures. Positions that
    /// no batch ends at move back to one.
    pub fn resumed(mut self, epoch: u32, at: u32) -> Self {
        if epoch > 0 {
            self.begin(epoch);
            let at = (at as usize).min(self.order.len());
            let ends = at == self.order.len();
            self.at = if ends { at } else { at - at % self.batch_size };
        }
        self
    }

    fn begin(&mut self, epoch: u32) {
        self.epoch = epoch;
        self.order = stream(self.seed, epoch).permutation(self.pictures);
        self.at = 0;
    }

    /// Pictures of this epoch that are done.
    pub fn done(&self) -> u32 {
        self.at as u32
    }

    /// Batches until the epoch is over; of the next one, if it is over.
    pub fn steps_left(&self) -> usize {
        let left = match self.left() {
            0 => self.pictures as usize,
            left => left,
        };
        left.div_ceil(self.batch_size)
    }

    /// Positions of the next batch's pictures in the training set; a new epoch after the last batch.
    pub fn next_batch(&mut self) -> &[u32] {
        if self.at == self.order.len() {
            self.begin(self.epoch + 1);
        }
        let start = self.at;
        self.at = (start + self.batch_size).min(self.order.len());
        &self.order[start..self.at]
    }

    /// What [`Batches::next_batch`] will give, without the first batch of another epoch.
    pub fn peek(&self) -> &[u32] {
        let rest = &self.order[self.at..];
        &rest[..rest.len().min(self.batch_size)]
    }

    /// The epoch of the last batch, 1-based; 0 before the first.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// The last batch was its epoch's last.
    pub fn is_epoch_over(&self) -> bool {
        self.epoch > 0 && self.at == self.order.len()
    }

    pub fn starts_epoch(&self) -> bool {
        self.at == self.order.len()
    }

    /// Pictures of this epoch that are still to come.
    pub fn left(&self) -> usize {
        self.order.len() - self.at
    }
}

/// Independent randomness for each use of one seed: number 0 initialises, number e shuffles epoch e.
pub fn stream(seed: u32, number: u32) -> Rng {
    Rng::new(u64::from(number) << 32 | u64::from(seed))
}
