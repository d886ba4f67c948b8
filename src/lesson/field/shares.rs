//! How the weight of an effective receptive field is spread over its theoretical region.

use crate::nn::receptive::Region;

/// Shares of all |∂y/∂x|.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mass {
    /// Within the region; 1 unless something is wrong.
    pub region: f32,
    /// Within the middle of the region: half as high, half as wide, a quarter of its area.
    pub middle: f32,
}

/// `None` where there is no gradient at all.
pub fn mass(values: &[f32], width: usize, region: Region) -> Option<Mass> {
    let within = |quarters: bool| {
        let inside = |axis: usize, at: usize| {
            let from = at as i64 - region.start[axis];
            let size = region.size[axis] as i64;
            match quarters {
                false => (0..size).contains(&from),
                true => (size..3 * size).contains(&(4 * from + 2)),
            }
        };
        let cells = values.iter().enumerate();
        let kept = cells.filter(|(at, _)| inside(0, at / width) && inside(1, at % width));
        kept.map(|(_, value)| value).sum::<f32>()
    };
    let all: f32 = values.iter().sum();
    (all > 0.0 && width > 0).then(|| Mass {
        region: within(false) / all,
        middle: within(true) / all,
    })
}
