//! Pictures of readers, made like those of the data set.

use convlab::lesson::picture::{self, Ground, Stroke, shrink};
use convlab::tensor::rng::Rng;

/// `inside` in a rectangle (left, top, right, bottom), `outside` around it.
fn rectangle(size: [usize; 2], part: [usize; 4], inside: [u8; 4], outside: [u8; 4]) -> Vec<u8> {
    let [width, height] = size;
    let [left, top, right, bottom] = part;
    let pixels = (0..width * height).map(|at| (at % width, at / width));
    let colour = |(x, y): (usize, usize)| {
        let within = (left..right).contains(&x) && (top..bottom).contains(&y);
        if within { inside } else { outside }
    };
    pixels.flat_map(colour).collect()
}

/// On as many pixels as the data set's pictures have.
fn draw(strokes: &[Stroke]) -> Vec<f32> {
    picture::draw(strokes, 28)
}

const BLACK: [u8; 4] = [0, 0, 0, 255];
const WHITE: [u8; 4] = [255, 255, 255, 255];
const CLEAR: [u8; 4] = [0, 0, 0, 0];

/// Rows and columns (first, last) that are brighter than a half.
fn extent(pixels: &[f32]) -> Option<[[usize; 2]; 2]> {
    let bright =
        |i: &usize, of: fn(usize, usize) -> usize| (0..28).any(|k| pixels[of(*i, k)] > 0.5);
    let rows: Vec<usize> = (0..28).filter(|i| bright(i, |i, k| i * 28 + k)).collect();
    let columns: Vec<usize> = (0..28).filter(|j| bright(j, |j, k| k * 28 + j)).collect();
    Some([
        [*rows.first()?, *rows.last()?],
        [*columns.first()?, *columns.last()?],
    ])
}

#[test]
fn things_are_trimmed_fitted_centred_and_bright_on_black() {
    // size, part, thing, ground, what is asked, what was found, rows, columns
    let tall = [[0, 27], [7, 20]];
    let wide = [[7, 20], [0, 27]];
    let full = [[0, 27], [0, 27]];
    let rows = [
        (
            [100, 100],
            [40, 30, 60, 70],
            WHITE,
            BLACK,
            Ground::Detect,
            Ground::Dark,
            tall,
        ),
        (
            [100, 100],
            [40, 30, 60, 70],
            BLACK,
            WHITE,
            Ground::Detect,
            Ground::Light,
            tall,
        ),
        (
            [100, 100],
            [40, 30, 60, 70],
            BLACK,
            CLEAR,
            Ground::Detect,
            Ground::Light,
            tall,
        ),
        (
            [640, 480],
            [100, 200, 500, 400],
            BLACK,
            WHITE,
            Ground::Detect,
            Ground::Light,
            wide,
        ),
        // Asked for, the ground is believed: all of the frame is then the thing.
        (
            [50, 50],
            [20, 20, 30, 30],
            BLACK,
            WHITE,
            Ground::Dark,
            Ground::Dark,
            full,
        ),
        // Smaller than 28.
        (
            [3, 3],
            [1, 1, 2, 2],
            WHITE,
            BLACK,
            Ground::Detect,
            Ground::Dark,
            full,
        ),
        (
            [1, 1],
            [0, 0, 1, 1],
            WHITE,
            BLACK,
            Ground::Dark,
            Ground::Dark,
            full,
        ),
    ];
    for (size, part, inside, outside, asked, found, expected) in rows {
        let rgba = rectangle(size, part, inside, outside);
        let shrunk = shrink(&rgba, size[0], size[1], asked).expect("a picture");
        assert_eq!(shrunk.ground, found, "{size:?} {part:?}");
        assert_eq!(
            extent(&shrunk.pixels),
            Some(expected),
            "{size:?} {part:?} {asked:?}"
        );
    }
}

#[test]
fn areas_are_averaged() {
    // A chessboard of single pixels, 56×56: each output pixel is the mean of four.
    let rgba: Vec<u8> = (0..56 * 56)
        .flat_map(|at| {
            if (at / 56 + at % 56) % 2 == 0 {
                WHITE
            } else {
                BLACK
            }
        })
        .collect();
    let shrunk = shrink(&rgba, 56, 56, Ground::Dark).expect("a picture");
    assert!(shrunk.pixels.iter().all(|pixel| (pixel - 0.5).abs() < 1e-6));
    // The brightness that PIL's "L" has.
    for (colour, expected) in [
        ([255, 0, 0, 255], 0.299),
        ([0, 255, 0, 255], 0.587),
        ([0, 0, 255, 255], 0.114),
    ] {
        let rgba = [colour; 28 * 28].concat();
        let shrunk = shrink(&rgba, 28, 28, Ground::Dark).expect("a picture");
        assert!((shrunk.pixels[400] - expected).abs() < 1e-6, "{colour:?}");
    }
}

#[test]
fn one_colour_is_no_thing_but_a_picture_still() {
    for (colour, expected) in [(BLACK, 0.0), (WHITE, 0.0), (CLEAR, 0.0)] {
        let shrunk = shrink(&[colour; 100].concat(), 10, 10, Ground::Detect).expect("a picture");
        assert_eq!(shrunk.pixels, vec![expected; 784]);
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    let rows = [
        (0, 0, 0),
        (0, 5, 0),
        (5, 0, 0),
        (2, 2, 15),
        (2, 2, 17),
        (usize::MAX, 2, 8),
    ];
    for (width, height, bytes) in rows {
        assert_eq!(shrink(&vec![0; bytes], width, height, Ground::Detect), None);
    }
}

#[test]
fn any_bytes_of_any_size_give_numbers_in_bounds() {
    let mut rng = Rng::new(3);
    for _ in 0..300 {
        let [width, height] = [1 + rng.below(90) as usize, 1 + rng.below(90) as usize];
        let rgba: Vec<u8> = (0..width * height * 4)
            .map(|_| rng.next_u32() as u8)
            .collect();
        let shrunk = shrink(&rgba, width, height, Ground::Detect).expect("a picture");
        assert_eq!(shrunk.pixels.len(), 784);
        assert!(
            shrunk
                .pixels
                .iter()
                .all(|pixel| (0.0..=1.0).contains(pixel)),
            "{width}×{height}"
        );
    }
    for (width, height) in [(1, 5_000), (5_000, 1), (3_000, 2_000)] {
        let rgba = vec![200; width * height * 4];
        assert!(shrink(&rgba, width, height, Ground::Dark).is_some());
    }
}

#[test]
fn strokes() {
    let stroke = |points: &[[f32; 2]], ink: f32| Stroke {
        points: points.to_vec(),
        width: 2.0 / 28.0,
        ink,
    };
    let at = |pixels: &[f32], row: usize, column: usize| pixels[row * 28 + column];
    let line = stroke(&[[0.1, 0.5], [0.9, 0.5]], 1.0);
    let pixels = draw(std::slice::from_ref(&line));
    assert_eq!(
        (
            at(&pixels, 13, 14),
            at(&pixels, 14, 14),
            at(&pixels, 20, 14)
        ),
        (1.0, 1.0, 0.0)
    );
    assert_eq!(at(&pixels, 14, 0), 0.0);
    // A dot, and nothing.
    let dot = draw(&[stroke(&[[0.5 / 28.0, 0.5 / 28.0]], 1.0)]);
    assert_eq!((at(&dot, 0, 0), at(&dot, 9, 9)), (1.0, 0.0));
    assert_eq!(draw(&[stroke(&[], 1.0)]), vec![0.0; 784]);
    assert_eq!(
        draw(&[stroke(&[[f32::NAN, 0.5], [f32::INFINITY, 0.0]], 1.0)]),
        vec![0.0; 784]
    );
    // Rubbing out.
    let rubbed = draw(&[line.clone(), stroke(&[[0.5, 0.0], [0.5, 1.0]], 0.0)]);
    assert_eq!((at(&rubbed, 14, 14), at(&rubbed, 14, 6)), (0.0, 1.0));
    let wild = Stroke {
        points: vec![[-1e30, 1e30], [1e30, 0.0]],
        width: f32::INFINITY,
        ink: 7.0,
    };
    assert!(
        draw(&[wild, line])
            .iter()
            .all(|pixel| (0.0..=1.0).contains(pixel))
    );
}
