//! Receptive fields: what part of the input a unit can see, layer after layer.
//! r_l = r_{l−1} + (k_l − 1)·d_l·j_{l−1}, j_l = j_{l−1}·s_l.

/// Per axis `[height, width]`, in input pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receptive {
    pub size: [usize; 2],
    /// Input pixels between neighbouring units.
    pub jump: [usize; 2],
    /// First input pixel (may be negative: padding) that unit 0 sees.
    pub start: [i64; 2],
}
