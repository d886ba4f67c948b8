//! A 1×1 convolution and the matrix product that it is.

use convlab::lesson::one_by_one::{both, frame, source};
use convlab::lesson::scene::{Cell, Mark, Scene};
use convlab::lesson::state::pixelwise::Pixelwise;

fn all_sizes() -> impl Iterator<Item = Pixelwise> {
    (0..4 * 4 * 4 * 4).map(|at| Pixelwise {
        in_channels: at % 4 + 1,
        out_channels: at / 4 % 4 + 1,
        input: [at / 16 % 4 + 1, at / 64 + 1],
    })
}

fn cells(scene: &Scene) -> Vec<&Cell> {
    let marks = scene.marks.iter();
    marks
        .filter_map(|mark| match mark {
            Mark::Cell(cell) => Some(cell),
            _ => None,
        })
        .collect()
}

#[test]
fn both_ways_give_the_same_numbers() {
    for sizes in all_sizes() {
        let both = both(&sizes);
        assert_eq!(both.convolved.data, both.product.data, "{sizes:?}");
    }
}

#[test]
fn the_arithmetic_of_a_pixel_is_its_output() {
    for sizes in all_sizes() {
        let both = both(&sizes);
        let [c_o, _, ..] = both.weight.shape.0;
        for o in 0..c_o {
            for i in 0..sizes.input[0] {
                for j in 0..sizes.input[1] {
                    let sum: f32 = both.sum([o, i, j]).split(" + ").map(product).sum();
                    assert_eq!(both.results([o, i, j]), [sum; 2]);
                }
            }
        }
    }
}

fn product(term: &str) -> f32 {
    let plain = term.replace(['(', ')'], "").replace('−', "-");
    plain
        .split('×')
        .map(|factor| factor.parse::<f32>().unwrap())
        .product()
}

/// Every cell lies within the figure all the way, none on top of another at the two ends, and what
/// moves are the same numbers.
#[test]
fn cells_walk_from_planes_to_matrices() {
    for sizes in all_sizes() {
        let both = both(&sizes);
        for room in [320.0, 1000.0] {
            let scenes = [0.0, 0.5, 1.0].map(|t| frame(&both, t, room, [0, 0, 0]));
            let texts = |scene| -> Vec<String> {
                cells(scene).iter().map(|cell| cell.text.clone()).collect()
            };
            assert_eq!(texts(&scenes[0]), texts(&scenes[2]));
            for scene in &scenes {
                assert!(scene.width <= room.max(scene.width));
                for cell in cells(scene) {
                    let [x, y] = cell.at;
                    assert!(
                        x >= 0.0 && x + cell.size <= scene.width + 0.5,
                        "{sizes:?} {room}"
                    );
                    assert!(
                        y >= 0.0 && y + cell.size <= scene.height + 0.5,
                        "{sizes:?} {room}"
                    );
                }
            }
            for scene in [&scenes[0], &scenes[2]] {
                let all = cells(scene);
                for (at, one) in all.iter().enumerate() {
                    for other in &all[at + 1..] {
                        let apart = [0, 1]
                            .iter()
                            .any(|&a| (one.at[a] - other.at[a]).abs() >= one.size - 0.01);
                        assert!(apart, "{sizes:?} {room}");
                    }
                }
            }
        }
    }
}

/// At the end a row is a channel, a column a pixel in reading order.
#[test]
fn pixels_become_columns() {
    let both = both(&Pixelwise::default());
    let scene = frame(&both, 1.0, 1000.0, [0, 0, 0]);
    let inputs: Vec<&Cell> = cells(&scene)
        .into_iter()
        .filter(|cell| cell.place[0] / 100 == 1)
        .collect();
    let [left, top] = inputs[0].at;
    let [_, _, h, w] = both.x.shape.0;
    for cell in &inputs {
        let [plane, row, column] = cell.place.map(|at| at as usize);
        let expected = [
            left + (row * w + column) as f32 * cell.size,
            top + (plane - 100) as f32 * cell.size,
        ];
        let apart = [0, 1].map(|a| (cell.at[a] - expected[a]).abs());
        assert!(apart[0] < 0.01 && apart[1] < 0.01, "{cell:?}");
    }
    assert_eq!(inputs.len(), both.x.shape.c() * h * w);
}

#[test]
fn cells_of_the_figure_are_spots() {
    let both = both(&Pixelwise::default());
    assert_eq!(both.spot([1, 2, 0], [0, 1, 1]), [1, 1, 1]);
    assert_eq!(both.spot([102, 2, 0], [1, 1, 1]), [1, 2, 0]);
    assert_eq!(both.spot([201, 0, 2], [0, 1, 1]), [1, 0, 2]);
    assert_eq!(both.spot([999, -5, 70], [0, 0, 0]), [1, 0, 2]);
}

#[test]
fn the_source_names_all_three_ways() {
    let lines = source(&both(&Pixelwise::default()));
    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let text = text.join("\n");
    for word in [
        "F.conv2d(X, K)",
        "K.reshape(2, 3) @ X.reshape(3, 9)",
        "F.linear(",
    ] {
        assert!(text.contains(word), "{text}");
    }
}
