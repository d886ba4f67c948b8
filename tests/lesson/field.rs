//! Stacks of layers: how they are spelled, what their units see, and the same by real gradients.

use convlab::lesson::field::{Field, drawing, field, mass, picture, planes, side_view};
use convlab::lesson::link;
use convlab::lesson::state::Playground;
use convlab::lesson::state::stack::{Known, LAYERS, Piece, Stack, Unit};
use convlab::nn::module::Module;
use convlab::nn::receptive::Region;
use convlab::nn::trace::{Mode, Param, trace};
use convlab::tensor::device::Device;
use convlab::tensor::grad::pull_back;
use convlab::tensor::graph::{Leaf, Value};
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Shape, ShapeError};
use convlab::train::block_on::block_on;

fn stack(text: &str) -> Stack {
    let mut playground = Playground::default();
    assert!(
        link::set(&link::ALL, &mut playground, "stack", text),
        "{text}"
    );
    playground.stack
}

fn spelled(stack: &Stack) -> String {
    let playground = Playground {
        stack: stack.clone(),
        ..Playground::default()
    };
    link::get(&link::ALL, &playground, "stack").unwrap()
}

fn on(text: &str, side: usize) -> Field {
    let mut stack = stack(text);
    stack.side = side;
    field(&stack).unwrap()
}

#[test]
fn text_to_canonical_text() {
    let check = |text: &str, expected: &str| assert_eq!(spelled(&stack(text)), expected, "{text}");
    check("c3", "c3");
    check("c3s1p0d1", "c3");
    check("c3p1,m2s2,a2s2", "c3p1,m2s2,a2s2");
    check("c3x5s2x1p0x1", "c3x5s2x1p0x1");
    check("c99s99p99d99", "c11s4p5d6");
    check("c0", "c1");
    check("c99999999999999999999999", "c11");
    check("c3,nonsense,c,cx,c3q1,m2s2", "c3,m2s2");
    check(
        "(c1~c1-c3p1~c1-c5p2~m3p1-c1)",
        "(c1~c1-c3p1~c1-c5p2~m3p1-c1)",
    );
    check("(c1~c1", "(c1~c1)");
    check("c1,c1,c1,c1,c1,c1,c1,c1,c1,c1", "c1,c1,c1,c1,c1,c1,c1,c1");
    check("", "");
    // A stack that has a name is called so.
    check("c3,c3,c3", "three3");
    for known in Known::ALL {
        let name = link::stack::name(known);
        check(name, name);
    }
}

#[test]
fn text_that_is_no_stack_changes_nothing() {
    for text in [
        "?", "c", "()", "(~)", ",,,", "conv3", "中文", "c3é", "LeNet",
    ] {
        let mut playground = Playground::default();
        assert!(
            !link::set(&link::ALL, &mut playground, "stack", text),
            "{text}"
        );
        assert_eq!(playground, Playground::default());
    }
}

#[test]
fn any_text_is_a_stack_that_survives_its_link() {
    const LETTERS: &[u8] = b"cma0123456789spdx,,()~-. \xe4%";
    let mut rng = Rng::new(3);
    for _ in 0..100_000 {
        let bytes: Vec<u8> = (0..rng.below(30))
            .map(|_| LETTERS[rng.below(LETTERS.len() as u32) as usize])
            .collect();
        let text = String::from_utf8_lossy(&bytes);
        let mut playground = Playground::default();
        link::set(&link::ALL, &mut playground, "stack", &text);
        link::set(&link::ALL, &mut playground, "unit", &text);
        let read = &playground.stack;
        assert!(read.pieces.len() <= LAYERS);
        assert_eq!(stack(&spelled(read)).pieces, read.pieces, "{text}");
    }
}

/// Whatever is stacked, the figures are finite and the working part goes on working.
#[test]
fn any_stack_can_be_drawn() {
    let mut rng = Rng::new(4);
    for _ in 0..300 {
        let mut stack = random(&mut rng, 11);
        stack.side = 8 + rng.below(89) as usize;
        let place = [rng.below(99) as usize, rng.below(99) as usize];
        stack.unit = Unit::At {
            row: rng.below(9) as usize,
            place,
        };
        let field = field(&stack).unwrap();
        assert!(field.broken.is_none() || field.trace.rows.len() <= 40);
        let pixels = vec![0.5; stack.side * stack.side];
        let mut scenes = vec![
            picture(&field, &pixels, 400.0),
            planes(&field, &pixels, 360.0),
        ];
        scenes.extend(side_view(&field, 360.0));
        for scene in scenes {
            let svg = scene.to_svg("", |_| String::new());
            assert!(!svg.contains("NaN") && !svg.contains("inf"));
        }
        field.formula();
    }
}

#[test]
fn the_course_networks() {
    let check = |known: Known, size: usize, jump: usize| {
        let stack = Stack {
            pieces: known.pieces(),
            side: known.side(),
            unit: Unit::Middle,
        };
        let field = field(&stack).unwrap();
        assert!(field.broken.is_none(), "{known:?}");
        let seen = field.trace.rows.last().unwrap().receptive.unwrap();
        assert_eq!((seen.size, seen.jump), ([size; 2], [jump; 2]), "{known:?}");
    };
    check(Known::LeNet, 16, 4);
    check(Known::TwoThrees, 5, 1);
    check(Known::ThreeThrees, 7, 1);
    check(Known::OneSeven, 7, 1);
    check(Known::Dilated, 15, 1);
    check(Known::AlexNet, 195, 32);
    check(Known::Vgg11, 150, 32);
    check(Known::NiN, 195, 32);
    check(Known::GoogLeNet, 715, 32);
}

#[test]
fn three_threes_cost_27_where_a_seven_costs_49() {
    assert_eq!(stack("three3").weights(), 27);
    assert_eq!(stack("two3").weights(), 18);
    assert_eq!(stack("one7").weights(), 49);
    assert_eq!(stack("c5").weights(), 25);
}

#[test]
fn the_recurrence_in_numbers() {
    let last = |text: &str| on(text, 28).formula();
    let expected = [
        "r = 14 + (2 − 1)·2 = 16",
        "j = 2·2 = 4",
        "start = 0 − 0·2 = 0",
    ];
    assert_eq!(last("lenet"), expected);
    let expected = [
        "r = 3 + (3 − 1)·2·2 = 11",
        "j = 2·1 = 2",
        "start = −1 − 1·2 = −3",
    ];
    assert_eq!(last("c3s2p1,c3p1d2"), expected);
    assert_eq!(last("(c1~c3p1~c5p2)"), ["r = max(1, 3, 5) = 5,  j = 1"]);
    assert_eq!(last(""), Vec::<String>::new());
    // Two axes that differ: both are told.
    assert_eq!(last("c3x5").len(), 4);
}

#[test]
fn until_all_is_seen() {
    let lenet = on("lenet", 28);
    assert_eq!((lenet.sees_all(), lenet.threes_to_all()), (None, Some(2)));
    assert_eq!(on("c3p1,c7", 8).sees_all(), Some(2));
    assert_eq!(on("three3", 28).threes_to_all(), Some(11));
}

/// What stands below a layer that cannot work goes on working.
#[test]
fn a_layer_that_cannot_work_is_named() {
    let field = on("c3,m2s2,c9,c3", 8);
    let (piece, error) = field.broken.unwrap();
    assert_eq!((piece, error.path.as_str()), (2, "2"));
    assert!(matches!(
        error.error,
        ShapeError::WindowTooLarge {
            window: 9,
            padded: 3,
            ..
        }
    ));
    assert_eq!(field.trace.rows.len(), 3);
    let branches = on("c3,(c1~c3)", 8).broken.unwrap();
    assert_eq!(branches.0, 1);
    assert!(matches!(branches.1.error, ShapeError::Branches { .. }));
}

#[test]
fn shares_of_a_flat_field() {
    let whole = Region::whole([8, 8]);
    let flat = mass(&[1.0; 64], 8, whole).unwrap();
    assert_eq!((flat.region, flat.middle), (1.0, 0.25));
    assert_eq!(mass(&[0.0; 64], 8, whole), None);
}

#[test]
fn the_drawing_is_a_picture() {
    for side in [8, 28, 96] {
        let pixels = drawing(side);
        assert_eq!(pixels.len(), side * side);
        assert!(pixels.iter().all(|pixel| (0.0..=1.0).contains(pixel)));
        let bright = pixels.iter().filter(|&&pixel| pixel > 0.2).count();
        assert!((side * side / 4..side * side * 3 / 4).contains(&bright));
    }
}

/// A few random layers, pooling by averages so that every number under a window counts.
fn random(rng: &mut Rng, kernel: u32) -> Stack {
    let layer = |rng: &mut Rng| {
        let k = 1 + rng.below(kernel);
        let [s, d] = [1 + rng.below(2), 1 + rng.below(2)];
        match rng.below(3) {
            0 => format!("a{k}s{s}p{}", rng.below(k / 2 + 1)),
            _ => format!("c{k}x{}s{s}p{}d{d}", 1 + rng.below(kernel), rng.below(3)),
        }
    };
    let pieces: Vec<String> = (0..1 + rng.below(3))
        .map(|_| match rng.below(4) {
            0 => format!("({}~c1-c3p1~c3p1~c3p2d2)", "c1"),
            _ => layer(rng),
        })
        .collect();
    stack(&pieces.join(","))
}

/// |∂y/∂x| of one unit where all weights are 1.
fn gradient(module: &Module, side: usize, unit: [usize; 2]) -> Vec<f32> {
    let shape = Shape::new(1, 1, side, side);
    let traced = trace(module, shape, Mode::Eval).unwrap();
    let mut graph = traced.graph;
    let output = graph.shape(traced.output);
    let upstream = graph.leaf(Leaf::Target, output);
    let grads = pull_back(&mut graph, traced.output, upstream, &[Value(0)]).unwrap();
    let value = grads[0].unwrap();
    let leaf = Leaf::Output(0);
    let mut device = Device::cpu();
    let plan = device
        .prepare(Plan::new(&graph, &[Output { value, leaf }]))
        .unwrap();
    for (param, Param { shape, .. }) in (0..).zip(&traced.params) {
        device
            .upload(Leaf::Param(param), &vec![1.0; shape.len()])
            .unwrap();
    }
    let mut one = vec![0.0; output.len()];
    for channel in 0..output.c() {
        one[output.start(0, channel) + unit[0] * output.w() + unit[1]] = 1.0;
    }
    device.upload(Leaf::Target, &one).unwrap();
    device.upload(Leaf::Input, &vec![1.0; shape.len()]).unwrap();
    device.run(plan).unwrap();
    block_on(device.download(leaf)).unwrap()
}

/// The smallest rectangle around all that is not 0.
fn hull(values: &[f32], side: usize) -> Option<Region> {
    let cells = values
        .iter()
        .enumerate()
        .filter(|(_, value)| **value != 0.0);
    let whole = |(at, _): (usize, &f32)| Region {
        start: [(at / side) as i64, (at % side) as i64],
        size: [1, 1],
    };
    cells.map(whole).reduce(Region::union)
}

/// Theory against the tensor core: the numbers of the picture that a unit depends on are those of its
/// region, exactly where it nowhere reaches over an edge and never outside it.
#[test]
fn real_gradients_fill_the_region() {
    let mut rng = Rng::new(5);
    let (mut exact, mut branched) = (0, 0);
    for _ in 0..400 {
        let mut stack = random(&mut rng, 5);
        stack.side = 12 + rng.below(9) as usize;
        let Some(field) = field(&stack).filter(|field| field.broken.is_none()) else {
            continue;
        };
        let module = stack.module(LAYERS);
        let found = hull(&gradient(&module, stack.side, field.unit), stack.side);
        let region = field.regions[0].unwrap();
        let over = |(row, region): (usize, &Option<Region>)| {
            let output = field.trace.rows[row].output;
            region.is_some_and(|r| {
                let over = r.overhang([output.h(), output.w()]);
                [over.top, over.bottom, over.left, over.right] != [0; 4]
            })
        };
        if let Some(found) = found {
            assert_eq!(found.union(region), region, "{}", spelled(&stack));
        }
        if !field.regions.iter().enumerate().any(over) {
            assert_eq!(found, Some(region), "{}", spelled(&stack));
            exact += 1;
            let pieces = stack.pieces.iter();
            branched += usize::from(pieces.clone().any(|p| matches!(p, Piece::Branches(_))));
        }
    }
    assert!(exact > 80 && branched > 15, "{exact} {branched}");
}
