//! A real picture and its random variants: eight of them for a seed, what was drawn for each, and the
//! same pipeline in torchvision's words. The changes themselves are left to `data::augment`.

use crate::data::augment::{Augment, Drawn, Jitter, Planes};
use crate::lesson::format;
use crate::lesson::heat::Pixels;
use crate::lesson::photo::{self, CHANNELS, Photo};
use crate::lesson::state::labs::Augmentation;
use crate::nn::torch::Line;
use crate::tensor::rng::Rng;

/// Variants that are shown.
pub const SAMPLES: usize = 8;
const WHITE: f32 = 255.0;

/// One variant and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub drawn: Drawn,
    pub picture: Planes,
}

/// The transforms for a picture of this height and width.
pub fn augment(cfg: &Augmentation, size: [usize; 2]) -> Augment {
    Augment {
        crop: crop(cfg, size),
        padding: cfg.padding as usize,
        flip: cfg.flip,
        brightness: cfg.brightness,
        contrast: cfg.contrast,
        saturation: cfg.saturation,
    }
}

/// Height and width of what is kept.
fn crop(cfg: &Augmentation, size: [usize; 2]) -> [usize; 2] {
    size.map(|side| ((side as f32 * cfg.crop).round() as usize).max(1))
}

/// The picture as numbers in [0, 1].
pub fn planes(photo: &Photo) -> Planes {
    let [h, w] = photo.size;
    Planes {
        size: [CHANNELS, h, w],
        values: photo.planes.iter().map(|value| value / WHITE).collect(),
    }
}

/// The variants for the seed: the same ones every time.
pub fn samples(cfg: &Augmentation, photo: &Photo) -> Vec<Sample> {
    let original = planes(photo);
    let augment = augment(cfg, photo.size);
    let mut rng = Rng::new(u64::from(cfg.seed));
    let sample = |_| {
        let drawn = augment.draw(photo.size, &mut rng);
        let picture = drawn.apply(&original);
        Sample { drawn, picture }
    };
    (0..SAMPLES).map(sample).collect()
}

/// Pixels of numbers in [0, 1].
pub fn paint(picture: &Planes) -> Pixels {
    let [_, h, w] = picture.size;
    let values: Vec<f32> = picture.values.iter().map(|x| x * WHITE).collect();
    photo::paint(&values, [h, w])
}

/// Where the crop lies in the picture itself, before the padding: row and column, which may be
/// negative.
pub fn place(drawn: &Drawn) -> [i64; 2] {
    drawn.at.map(|at| at as i64 - drawn.padding as i64)
}

/// The factors of brightness, contrast and saturation, and the order in which they act.
pub fn factors(drawn: &Drawn) -> [(usize, String); 3] {
    let mut found = [0, 1, 2].map(|_| (0, String::new()));
    for (turn, jitter) in drawn.jitters.iter().enumerate() {
        let (which, factor) = match *jitter {
            Jitter::Brightness(factor) => (0, factor),
            Jitter::Contrast(factor) => (1, factor),
            Jitter::Saturation(factor) => (2, factor),
        };
        found[which] = (turn, format::fixed(factor, 2));
    }
    found
}

/// The same pipeline in torchvision.
pub fn source(cfg: &Augmentation, size: [usize; 2]) -> Vec<Line> {
    let [h, w] = crop(cfg, size);
    let padding = match cfg.padding {
        0 => String::new(),
        padding => format!(", padding={padding}"),
    };
    let mut lines = vec![
        "from torchvision import transforms".to_owned(),
        String::new(),
        "augment = transforms.Compose([".to_owned(),
        "    transforms.ToTensor(),".to_owned(),
        format!("    transforms.RandomCrop(({h}, {w}){padding}),"),
    ];
    if cfg.flip > 0.0 {
        let p = cfg.flip;
        lines.push(format!("    transforms.RandomHorizontalFlip(p={p}),"));
    }
    let jitters = [
        ("brightness", cfg.brightness),
        ("contrast", cfg.contrast),
        ("saturation", cfg.saturation),
    ];
    let jitters = jitters.into_iter().filter(|(_, reach)| *reach > 0.0);
    let jitters: Vec<String> = jitters.map(|(name, x)| format!("{name}={x}")).collect();
    if !jitters.is_empty() {
        let list = jitters.join(", ");
        lines.push(format!("    transforms.ColorJitter({list}),"));
    }
    lines.push("])".to_owned());
    let line = |text| Line { text, path: None };
    lines.into_iter().map(line).collect()
}
