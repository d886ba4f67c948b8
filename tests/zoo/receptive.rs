//! What a unit sees, by the recurrence and by walking back, layer by layer.

use convlab::nn::module::{Child, Module};
use convlab::nn::receptive::{Region, regions};
use convlab::nn::trace::{Mode, Trace, trace};
use convlab::tensor::shape::{Padding, Shape, Window};
use convlab::zoo::lenet::{self, LeNet};

use crate::modules;

fn stack(windows: &[Window], side: usize) -> Trace {
    let layers = windows.iter().map(|&window| Module::conv2d(1, 1, window));
    let module = Module::sequential(layers.collect());
    trace(&module, Shape::new(1, 1, side, side), Mode::Eval).unwrap()
}

#[test]
fn size_jump_and_start() {
    let check = |windows: &[Window], size, jump, start| {
        let trace = stack(windows, 64);
        let seen = trace.rows.last().and_then(|row| row.receptive).unwrap();
        assert_eq!(
            (seen.size, seen.jump, seen.start),
            ([size; 2], [jump; 2], [start; 2])
        );
    };
    let three = Window::square(3);
    check(&[], 1, 1, 0);
    check(&[three], 3, 1, 0);
    check(&[three, three], 5, 1, 0);
    // Three 3×3 see as far as one 7×7.
    check(&[three, three, three], 7, 1, 0);
    check(&[Window::square(7)], 7, 1, 0);
    check(&[three.padding(1), three.padding(1)], 5, 1, -2);
    check(
        &[three.stride(2).padding(1), three.stride(2).padding(1)],
        7,
        4,
        -3,
    );
    let spread = Window {
        dilation: [2, 2],
        ..three
    };
    check(&[spread, three.stride(2), three], 11, 2, 0);
    // GoogLeNet's first three windows.
    let b1 = Window::square(7).stride(2).padding(3);
    check(
        &[b1, three.stride(2).padding(1), three.padding(1)],
        19,
        4,
        -9,
    );
}

#[test]
fn branches_see_the_union() {
    let trace = trace(&modules::mix(), Shape::new(1, 24, 12, 12), Mode::Eval).unwrap();
    let seen = |path: &str| {
        let row = trace.rows.iter().rev().find(|row| row.path == path);
        let seen = row.and_then(|row| row.receptive).unwrap();
        (seen.size[0], seen.start[0])
    };
    assert_eq!(seen("p1.1"), (1, 0));
    assert_eq!(seen("p2.1.1"), (3, -1));
    assert_eq!(seen("p3.1.1"), (5, -2));
    assert_eq!(seen("p4.1.1"), (3, -1));
    // The join is the last row.
    assert_eq!(seen(""), (5, -2));
}

/// Branches whose units lie differently far apart: no one rectangle slides with the unit.
#[test]
fn branches_that_step_differently_lose_position() {
    let one = |stride| Module::MaxPool2d(Window::square(2).stride(stride));
    let check = |strides: [usize; 2], positioned: bool| {
        let children = strides.map(|s| Child::new(&format!("by{s}"), one(s)));
        let module = Module::Concat(children.to_vec());
        let trace = trace(&module, Shape::new(1, 1, 2, 2), Mode::Eval).unwrap();
        let seen = trace.rows.last().and_then(|row| row.receptive);
        assert_eq!(seen.is_some(), positioned, "{strides:?}");
    };
    check([2, 2], true);
    check([1, 2], false);
}

#[test]
fn the_region_of_one_unit() {
    let trace = trace(&lenet::lenet(LeNet::default()), lenet::INPUT, Mode::Eval).unwrap();
    let check = |path: &str, unit, start, size| {
        let row = trace.rows.iter().find(|row| row.path == path).unwrap();
        let region = row.receptive.unwrap().region(unit);
        let expected = Region {
            start,
            size: [size; 2],
        };
        assert_eq!(region, expected, "{path} {unit:?}");
    };
    check("conv.0", [3, 4], [3, 4], 5);
    check("conv.2", [11, 0], [22, 0], 6);
    check("conv.3", [7, 7], [14, 14], 14);
    check("conv.5", [3, 3], [12, 12], 16);
}

#[test]
fn overhang_is_counted_a_side_each() {
    let trace = stack(&[Window::square(5).padding(2)], 6);
    let check = |unit, [top, bottom, left, right]: [usize; 4]| {
        let region = trace.rows[1].receptive.unwrap().region(unit);
        let expected = Padding {
            top,
            bottom,
            left,
            right,
        };
        assert_eq!(region.overhang([6, 6]), expected, "{unit:?}");
    };
    check([0, 4], [2, 0, 0, 1]);
    check([2, 2], [0, 0, 0, 0]);
    check([5, 0], [0, 2, 2, 0]);
}

/// The recurrence (once a layer) and the walk back (once a unit) are two ways to one answer.
#[test]
fn walking_back_agrees_with_the_recurrence() {
    let lenet = |padding| {
        lenet::lenet(LeNet {
            padding,
            ..LeNet::default()
        })
    };
    let cases = [
        (lenet(0), lenet::INPUT),
        (lenet(2), lenet::INPUT),
        (modules::branches(), modules::PICTURE),
        (modules::numbered(), modules::PICTURE),
    ];
    for (module, input) in cases {
        let trace = trace(&module, input, Mode::Eval).unwrap();
        for (at, row) in trace.rows.iter().enumerate().filter(|(_, row)| !row.flat) {
            let seen = row.receptive.unwrap();
            for unit in [[0, 0], [row.output.h() - 1, row.output.w() / 2]] {
                let back = regions(&trace, at, unit);
                assert_eq!(back[0], Some(seen.region(unit)), "{} {unit:?}", row.path);
                assert!(back[at + 1..].iter().all(Option::is_none));
            }
        }
    }
}

#[test]
fn a_unit_behind_flatten_sees_all_of_the_last_map() {
    let trace = trace(&lenet::lenet(LeNet::default()), lenet::INPUT, Mode::Eval).unwrap();
    let seen = regions(&trace, trace.rows.len() - 1, [0, 0]);
    let at = |path: &str| trace.rows.iter().position(|row| row.path == path).unwrap();
    assert_eq!(seen[at("conv.5")], Some(Region::whole([4, 4])));
    assert_eq!(seen[at("conv.3")], Some(Region::whole([8, 8])));
    assert_eq!(seen[0], Some(Region::whole([28, 28])));
    // Another branch is not seen.
    let inception = trace_of_inception();
    let p1 = inception
        .rows
        .iter()
        .position(|row| row.path == "p1.1")
        .unwrap();
    let p2 = inception
        .rows
        .iter()
        .position(|row| row.path == "p2.0.0")
        .unwrap();
    assert_eq!(regions(&inception, p2, [0, 0])[p1], None);
}

fn trace_of_inception() -> Trace {
    trace(&modules::mix(), Shape::new(1, 24, 12, 12), Mode::Eval).unwrap()
}
