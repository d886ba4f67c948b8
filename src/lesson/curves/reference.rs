//! What PyTorch reaches with the lesson's settings: the ghost behind a run of the page.

/// Runs of the same settings in PyTorch, with other seeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference {
    pub seeds: &'static [&'static [Point]],
    /// Where the mean training loss of the last epoch ought to lie.
    pub loss: [f32; 2],
    /// Where the test accuracy after the last epoch ought to lie.
    pub test_accuracy: [f32; 2],
}

/// One epoch: mean training loss over it, test accuracy after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub loss: f32,
    pub test_accuracy: f32,
}

const fn point(loss: f32, test_accuracy: f32) -> Point {
    Point {
        loss,
        test_accuracy,
    }
}

/// PyTorch 2, Fashion-MNIST in [0, 1], Adam 0.001, batch 256, default initialisation; seeds 0, 1, 2.
pub const LENET: Reference = Reference {
    seeds: &[
        &[
            point(1.8116, 0.586),
            point(0.9387, 0.692),
            point(0.7525, 0.726),
            point(0.6613, 0.749),
            point(0.6067, 0.765),
        ],
        &[
            point(1.8458, 0.593),
            point(0.9603, 0.682),
            point(0.8017, 0.722),
            point(0.7189, 0.739),
            point(0.6642, 0.751),
        ],
        &[
            point(1.7900, 0.590),
            point(0.9535, 0.659),
            point(0.8092, 0.710),
            point(0.7151, 0.737),
            point(0.6496, 0.754),
        ],
    ],
    loss: [0.58, 0.68],
    test_accuracy: [0.74, 0.775],
};

impl Reference {
    /// Epochs that the runs lasted.
    pub fn epochs(&self) -> u32 {
        self.seeds.iter().map(|seed| seed.len()).max().unwrap_or(0) as u32
    }
}
