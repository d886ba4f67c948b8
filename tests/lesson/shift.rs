//! A picture that is moved, before and after pooling.

use convlab::lesson::link::{ALL, fields, read, set};
use convlab::lesson::shift::{Stage, maps, table, whole_cells};
use convlab::lesson::state::Playground;
use convlab::lesson::state::shift::{Drawing, Shift};

const DRAWINGS: [Drawing; 3] = [Drawing::Boot, Drawing::Letter, Drawing::Rings];

fn every() -> impl Iterator<Item = Shift> {
    DRAWINGS.into_iter().flat_map(|drawing| {
        (2..=4).map(move |window| Shift {
            drawing,
            down: 0,
            right: 0,
            window,
        })
    })
}

#[test]
fn nothing_moves_nothing_changes() {
    for shift in every() {
        for pair in maps(&shift) {
            assert_eq!(pair.before, pair.after);
            assert_eq!(pair.change().relative, 0.0);
        }
    }
}

/// A move by whole strides moves the pooled maps by whole cells, exactly.
#[test]
fn a_stride_is_a_cell() {
    for shift in every() {
        for (down, right) in [(0, 1), (1, 0), (-1, 0), (0, -1)] {
            let window = shift.window as i8;
            if window > 3 {
                continue;
            }
            let moved = Shift {
                down: down * window,
                right: right * window,
                ..shift
            };
            assert_eq!(whole_cells(&moved), Some([down.into(), right.into()]));
            for stage in [Stage::Max, Stage::Average] {
                let pair = &maps(&moved)[stage as usize];
                let [h, w] = pair.size.map(|size| size as i64);
                let mut compared = 0;
                for i in 0..h {
                    for j in 0..w {
                        let (a, b) = (i - i64::from(down), j - i64::from(right));
                        // The outermost windows look at what comes in and goes out.
                        if a < 1 || b < 1 || a >= h - 1 || b >= w - 1 {
                            continue;
                        }
                        let (here, there) = ((i * w + j) as usize, (a * w + b) as usize);
                        assert_eq!(pair.after[here], pair.before[there], "{moved:?} {stage:?}");
                        compared += 1;
                    }
                }
                assert!(compared > 20);
            }
        }
    }
}

/// The convolution moves with the picture by every number of pixels.
#[test]
fn the_feature_map_moves_along() {
    for shift in every() {
        let moved = Shift {
            down: 2,
            right: -3,
            ..shift
        };
        let pair = &maps(&moved)[Stage::Feature as usize];
        let side = pair.size[0];
        for i in 3..side {
            for j in 0..side - 4 {
                assert_eq!(
                    pair.after[i * side + j],
                    pair.before[(i - 2) * side + j + 3]
                );
            }
        }
    }
}

/// The claim of the chapter: at a shift of one pixel, maxima change less than the feature map
/// does, yet they do change: tolerance, not invariance.
#[test]
fn pooling_tolerates_a_pixel_and_is_not_invariant() {
    for shift in every() {
        let [_, one, _, three] = table(&shift);
        let [feature, max] = [Stage::Feature, Stage::Max].map(|stage| one[stage as usize]);
        assert!(
            max.relative < feature.relative,
            "{shift:?}: {max:?} {feature:?}"
        );
        assert!(max.changed > 0, "{shift:?}");
        let after = three[Stage::Max as usize];
        assert!(
            after.relative > max.relative || shift.window == 3,
            "{shift:?}: {after:?}"
        );
    }
}

#[test]
fn no_link_moves_it_too_far() {
    let start = Playground::default();
    let told = read(&ALL, "right=-9&down=2.6&poolside=1e9&drawing=cat", &start);
    assert_eq!((told.shift.right, told.shift.down), (-3, 3));
    assert_eq!((told.shift.window, told.shift.drawing), (4, Drawing::Boot));
    let mut all = start;
    assert!(!set(&ALL, &mut all, "right", "far"));
}

#[test]
fn names_in_the_link_are_unique() {
    let mut names: Vec<&str> = fields(&ALL).map(|field| field.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
