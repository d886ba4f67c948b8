//! Which shards are here, which are still needed, which is next. Fetching them is left to the worker.

use std::collections::VecDeque;

use super::fashion_mnist::{Pictures, Shard, ShardError, TEST, decode, train_shards};

/// Pictures in order, shard after shard; every shard but the last holds equally many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataSet {
    shards: Vec<Pictures>,
}

impl DataSet {
    pub fn new(shards: Vec<Pictures>) -> Self {
        Self { shards }
    }

    pub fn len(&self) -> usize {
        self.shards.iter().map(Pictures::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Pixels and class of picture `index`.
    pub fn get(&self, index: usize) -> Option<(&[u8], u8)> {
        let each = self.shards.first()?.len().max(1);
        let shard = self.shards.get(index / each)?;
        let label = *shard.labels.get(index % each)?;
        Some((shard.picture(index % each), label))
    }
}

/// The two sets as far as they are loaded. Shards come in order, the test set's first.
#[derive(Debug, Default)]
pub struct Store {
    pub train: DataSet,
    pub test: DataSet,
    wants_test: bool,
    /// Training pictures wanted.
    wanted: usize,
    /// Fetched, not yet unpacked.
    packed: VecDeque<(&'static Shard, Vec<u8>)>,
    /// A shard could not be had: nothing more is asked for until [`Store::retry`].
    stuck: bool,
}

impl Store {
    /// With both sets at hand: nothing is fetched as long as no run wants more.
    pub fn holding(train: DataSet, test: DataSet) -> Self {
        Self {
            train,
            test,
            ..Self::default()
        }
    }

    pub fn want_test(&mut self) {
        self.wants_test = true;
    }

    /// The first `pictures` of the training set; a smaller number later unloads nothing.
    pub fn want_train(&mut self, pictures: usize) {
        self.wanted = pictures;
    }

    pub fn has_test(&self) -> bool {
        !self.test.is_empty()
    }

    pub fn has_train(&self, pictures: usize) -> bool {
        self.train.len() >= pictures
    }

    pub fn retry(&mut self) {
        self.stuck = false;
    }

    /// The shard to fetch next, if one is wanted.
    pub fn next(&self) -> Option<&'static Shard> {
        if self.stuck {
            None
        } else {
            self.first_lacking()
        }
    }

    fn first_lacking(&self) -> Option<&'static Shard> {
        static TEST_SHARD: Shard = TEST;
        let is_packed = |file| self.packed.iter().any(|(shard, _)| shard.file == file);
        if self.wants_test && !self.has_test() && !is_packed(TEST.file) {
            return Some(&TEST_SHARD);
        }
        let wanted = match self.wanted {
            0 => &[],
            pictures => train_shards(pictures),
        };
        let mut lacking = wanted.iter().skip(self.train.shards.len());
        lacking.find(|shard| !is_packed(shard.file))
    }

    /// Whether a fetch of `shard` is still waited for: a reset may have made it needless.
    pub fn is_due(&self, shard: &Shard) -> bool {
        let due = self.first_lacking();
        due.is_some_and(|due| due.file == shard.file)
    }

    /// Keeps the bytes of a fetched shard for [`Store::unpack`]; drops what is not due.
    pub fn receive(&mut self, shard: &'static Shard, bytes: Vec<u8>) {
        if self.is_due(shard) {
            self.packed.push_back((shard, bytes));
        }
    }

    /// Notes that a shard could not be fetched.
    pub fn give_up(&mut self) {
        self.packed.clear();
        self.stuck = true;
    }

    pub fn has_packed(&self) -> bool {
        !self.packed.is_empty()
    }

    /// Checks and unpacks one shard that waits for it.
    ///
    /// # Errors
    /// The file and what is wrong with it; the store is stuck then.
    pub fn unpack(&mut self) -> Result<(), (&'static str, ShardError)> {
        let Some((shard, bytes)) = self.packed.pop_front() else {
            return Ok(());
        };
        match decode(shard, &bytes) {
            Ok(pictures) => {
                let set = if shard.file == TEST.file {
                    &mut self.test
                } else {
                    &mut self.train
                };
                set.shards.push(pictures);
                Ok(())
            }
            Err(error) => {
                self.give_up();
                Err((shard.file, error))
            }
        }
    }
}
