//! Square pictures at another size, bilinearly: what `F.interpolate(mode="bilinear")` computes, and
//! torchvision's `Resize` where it enlarges. It adds pixels, never information.

/// One side of a picture mapped to another: for each output place two input places and the share of the second.
#[derive(Debug, Clone, PartialEq)]
pub struct Resize {
    from: usize,
    taps: Vec<Tap>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Tap {
    at: [usize; 2],
    share: f32,
}

impl Resize {
    /// From `from`×`from` to `to`×`to` pixels.
    pub fn new(from: usize, to: usize) -> Self {
        let scale = from as f32 / to.max(1) as f32;
        let last = from.saturating_sub(1);
        let tap = |out: usize| {
            // Pixels are squares: their middles lie at halves.
            let place = ((out as f32 + 0.5) * scale - 0.5).max(0.0);
            let first = (place as usize).min(last);
            Tap {
                at: [first, (first + 1).min(last)],
                share: place - first as f32,
            }
        };
        Self {
            from,
            taps: (0..to).map(tap).collect(),
        }
    }

    /// The side stays as it is.
    pub fn is_identity(&self) -> bool {
        self.taps.len() == self.from
    }

    /// Appends `picture`, row by row, at the new size.
    pub fn extend(&self, picture: &[f32], out: &mut Vec<f32>) {
        if self.is_identity() {
            out.extend_from_slice(picture);
            return;
        }
        for down in &self.taps {
            let row = |at: usize| picture.get(at * self.from..(at + 1) * self.from);
            let (Some(above), Some(below)) = (row(down.at[0]), row(down.at[1])) else {
                continue;
            };
            out.extend(self.taps.iter().map(|across| {
                let mix = |row: &[f32]| {
                    let [left, right] = across.at.map(|at| row[at]);
                    (1.0 - across.share) * left + across.share * right
                };
                (1.0 - down.share) * mix(above) + down.share * mix(below)
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Resize;

    fn resized(picture: &[f32], from: usize, to: usize) -> Vec<f32> {
        let mut out = Vec::new();
        Resize::new(from, to).extend(picture, &mut out);
        out
    }

    #[test]
    fn the_same_side_changes_nothing() {
        let picture = [0.0, 0.25, 0.5, 1.0];
        assert_eq!(resized(&picture, 2, 2), picture);
    }

    /// `F.interpolate(x, size=…, mode="bilinear", align_corners=False)` of PyTorch 2.15 on arange(…).
    #[test]
    fn the_same_numbers_as_pytorch() {
        let two = [0.0, 1.0, 2.0, 3.0];
        let expected = [
            0.0, 0.25, 0.75, 1.0, 0.5, 0.75, 1.25, 1.5, 1.5, 1.75, 2.25, 2.5, 2.0, 2.25, 2.75, 3.0,
        ];
        assert_eq!(resized(&two, 2, 4), expected);
        let three: Vec<f32> = (0..9).map(|n| n as f32).collect();
        let expected = [
            0.0, 0.4, 1.0, 1.6, 2.0, 1.2, 1.6, 2.2, 2.8, 3.2, 3.0, 3.4, 4.0, 4.6, 5.0, 4.8, 5.2,
            5.8, 6.4, 6.8, 6.0, 6.4, 7.0, 7.6, 8.0,
        ];
        for (found, expected) in resized(&three, 3, 5).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
    }

    #[test]
    fn a_grey_picture_stays_grey_and_nothing_leaves_the_range() {
        assert_eq!(resized(&[0.5; 784], 28, 96), vec![0.5; 96 * 96]);
        let picture: Vec<f32> = (0..784).map(|n| (n * 37 % 101) as f32 / 100.0).collect();
        let large = resized(&picture, 28, 224);
        assert_eq!(large.len(), 224 * 224);
        assert!(large.iter().all(|value| (0.0..=1.0).contains(value)));
    }
}
