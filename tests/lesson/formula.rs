//! The formula agrees with the only place that computes sizes.

use convlab::lesson::formula::{Answer, Axis, math};
use convlab::lesson::state::operation::{Notation, Operation};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Padding, Window};

use crate::slide::linked;

#[test]
fn sizes_and_remainders_as_the_window_computes_them() {
    let mut rng = Rng::new(3);
    for _ in 0..20_000 {
        let mut below = |bound: u32| rng.below(bound) as usize;
        let operation = Operation {
            input: [below(32) + 1, below(32) + 1],
            window: Window {
                kernel: [below(11) + 1, below(11) + 1],
                stride: [below(8) + 1, below(8) + 1],
                padding: Padding {
                    top: below(11),
                    bottom: below(11),
                    left: below(11),
                    right: below(11),
                },
                dilation: [below(6) + 1, below(6) + 1],
            },
            ..Operation::default()
        };
        let axes = [0, 1].map(|a| Axis::new(&operation, a));
        match operation.window.output(operation.input) {
            Ok(size) => assert_eq!(axes.map(Axis::output), size.map(Some)),
            Err(_) => assert!(axes.iter().any(|axis| axis.output().is_none())),
        }
        if let Ok(left) = operation.window.leftover(operation.input) {
            assert_eq!(axes.map(Axis::remainder), left.map(Some));
        }
    }
}

/// The formula without its marks.
fn plain(mathml: &str) -> String {
    let mut out = String::new();
    let mut is_mark = false;
    for c in mathml.chars() {
        match c {
            '<' => is_mark = true,
            '>' => is_mark = false,
            other if !is_mark => out.push(other),
            _ => {}
        }
    }
    out
}

fn check(query: &str, notation: Notation, expected: &str) {
    let axis = Axis::new(&linked("cross-correlation", query), 0);
    let mathml = math(axis, "h", notation, Answer::Shown);
    assert!(plain(&mathml).ends_with(expected), "{}", plain(&mathml));
}

#[test]
fn numbers_put_in() {
    let strided = "h=8&w=8&kh=3&kw=3&ph=1&pw=1&sh=2&sw=2";
    check(strided, Notation::PerSide, "⌊8+2·1−32⌋+1=⌊3.50⌋+1=4");
    check(strided, Notation::Total, "⌊8+2−3+22⌋=⌊4.50⌋=4");
    check("", Notation::PerSide, "⌊3+2·0−21⌋+1=2");
    check("pt=1", Notation::PerSide, "⌊3+1+0−21⌋+1=3");
    let asked = Axis::new(&linked("cross-correlation", strided), 0);
    let unsolved = plain(&math(asked, "h", Notation::PerSide, Answer::Hidden));
    assert!(unsolved.ends_with("⌊8+2·1−32⌋+1=?"), "{unsolved}");
    // No output: the formula is there, without a result.
    check("kh=9", Notation::PerSide, "⌊3+2·0−91⌋+1");
}
