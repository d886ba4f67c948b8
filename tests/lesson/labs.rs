//! The labs: what is counted, what is averaged, what breaks.

use convlab::lesson::labs::dropout::{self, masks};
use convlab::lesson::labs::kernel_stack::{formulas, nested, ways};
use convlab::lesson::labs::reduction::Blocks;
use convlab::lesson::labs::{activations, augmentation, average, pixelwise};
use convlab::lesson::one_by_one::both;
use convlab::lesson::photo::Photo;
use convlab::lesson::state::labs::{
    Augmentation, Average, Block, Dropout, KernelStack, Labs, Reduce, Reduction,
};
use convlab::lesson::state::pixelwise::Pixelwise;
use convlab::nn::module::Module;
use convlab::nn::trace::{Mode, trace};
use convlab::tensor::device::Device;
use convlab::tensor::graph::Leaf;
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::shape::{Shape, ShapeError};
use convlab::train::block_on::block_on;
use convlab::zoo::lenet::Activation;

fn dropout(p: f32, mode: Mode, mask: u32) -> Dropout {
    Dropout {
        p,
        mode,
        mask,
        seed: 7,
    }
}

#[test]
fn dropout_scales_what_it_keeps() {
    for p in [0.0, 0.25, 0.5, 0.9] {
        let masks = masks(&dropout(p, Mode::Train, 3));
        assert_eq!(masks.outputs.len(), 4);
        for (x, y) in masks.input.iter().zip(masks.now()) {
            let scaled = x * (1.0 / (1.0 - p));
            assert!(*y == 0.0 || *y == scaled, "{x} {y} {scaled}");
        }
        if p == 0.0 {
            assert_eq!(masks.now(), masks.input);
        }
    }
}

/// The page runs the op's kernel alone; a device that runs the whole graph makes the same masks.
#[test]
fn masks_are_those_of_training() {
    let cfg = dropout(0.3, Mode::Train, 4);
    let found = masks(&cfg);
    let input = Shape::matrix(1, found.input.len());
    let traced = trace(&Module::Dropout { p: cfg.p }, input, Mode::Train).unwrap();
    let (value, leaf) = (traced.output, Leaf::Output(0));
    let mut device = Device::cpu();
    let plan = Plan::new(&traced.graph, &[Output { value, leaf }]);
    let plan = device.prepare(plan).unwrap();
    device.upload(Leaf::Input, &found.input).unwrap();
    for (step, expected) in found.outputs.iter().enumerate() {
        let clock = [step as f32, 0.001, 7.0, 0.0];
        device.upload(Leaf::Clock, &clock).unwrap();
        device.run(plan).unwrap();
        assert_eq!(block_on(device.download(leaf)).unwrap(), *expected);
    }
}

#[test]
fn dropout_is_off_in_evaluation() {
    let masks = masks(&dropout(0.5, Mode::Eval, 900));
    assert_eq!(masks.outputs, [masks.input]);
}

#[test]
fn masks_differ_by_step_and_seed_and_are_the_same_again() {
    let cfg = dropout(0.5, Mode::Train, 9);
    let first = masks(&cfg);
    assert_eq!(first, masks(&cfg));
    assert_ne!(first.outputs[0], first.outputs[1]);
    assert_ne!(first, masks(&Dropout { seed: 8, ..cfg }));
}

#[test]
fn many_masks_average_to_the_output_of_evaluation() {
    let few = masks(&dropout(0.5, Mode::Train, 9));
    let many = masks(&dropout(0.5, Mode::Train, 999));
    // Standard error at most 1.99 / √1000 = 0.063; 32 units, four of them.
    assert!(many.apart() < 0.26, "{}", many.apart());
    assert!(few.apart() > many.apart());
    let running = many.running(0);
    assert_eq!(running.len(), 1000);
    assert!((running[999] - many.input[0]).abs() <= many.apart());
}

#[test]
fn the_arithmetic_of_a_unit_is_written_out() {
    let cfg = dropout(0.5, Mode::Train, 0);
    assert_eq!(
        dropout::arithmetic(&cfg, 0.84, 1.68),
        "0.84 ÷ (1 − 0.5) = 1.68"
    );
    assert_eq!(dropout::arithmetic(&cfg, 0.84, 0.0), "0.84 × 0 = 0");
    let eval = dropout(0.5, Mode::Eval, 0);
    assert_eq!(dropout::arithmetic(&eval, 0.84, 0.84), "0.84 → 0.84");
}

fn stack(kernel: usize, layers: usize, channels: usize) -> KernelStack {
    KernelStack {
        kernel,
        layers,
        channels,
        inputs: 0,
        side: 10,
    }
}

#[test]
fn small_kernels_see_as_much_for_less() {
    // Kernel, layers, channels, side of the large one, factors of C².
    let rows = [
        (3, 2, 64, 5, 18, 25),
        (3, 3, 64, 7, 27, 49),
        (5, 2, 8, 9, 50, 81),
        (3, 1, 4, 3, 9, 9),
    ];
    for (k, n, c, large, small_factor, large_factor) in rows {
        let cfg = stack(k, n, c);
        let ways = ways(&cfg).unwrap();
        let square = (c * c) as u64;
        assert_eq!(ways.large, large);
        assert_eq!([ways.stacked.field, ways.single.field], [large; 2]);
        assert_eq!(ways.stacked.weights, small_factor * square);
        assert_eq!(ways.single.weights, large_factor * square);
        assert_eq!(ways.stacked.macs, small_factor * square * 100);
        assert_eq!(ways.stacked.biases, (n * c) as u64);
        assert_eq!([ways.stacked.bends, ways.single.bends], [n, 1]);
        let [small, large] = formulas(&cfg);
        assert!(small.ends_with(&format!("= {small_factor}·C²")), "{small}");
        assert!(large.ends_with(&format!("= {large_factor}·C²")), "{large}");
    }
}

#[test]
fn other_input_channels_are_counted() {
    let cfg = KernelStack {
        inputs: 3,
        ..stack(3, 3, 64)
    };
    let ways = ways(&cfg).unwrap();
    assert_eq!(ways.stacked.weights, 9 * 3 * 64 + 2 * 9 * 64 * 64);
    assert_eq!(ways.single.weights, 49 * 3 * 64);
    assert_eq!(formulas(&cfg), ["3²·3·C + 2·3²·C²", "7²·3·C"]);
}

#[test]
fn nested_windows_fit_the_room() {
    for (k, n) in [(3, 1), (3, 5), (7, 5)] {
        let scene = nested(&stack(k, n, 64), 280.0);
        assert!(scene.width <= 282.0, "{}", scene.width);
        let svg = scene.to_svg("nested", |_| String::new());
        assert!(svg.contains("1 ←"));
    }
}

#[test]
fn an_average_head_is_smaller_and_does_not_mind_a_larger_map() {
    let cfg = Average {
        channels: 256,
        side: 6,
        classes: 10,
        right: 0,
        down: 0,
    };
    let [dense, average, maps] = average::heads(&cfg).unwrap();
    assert_eq!(dense.parameters, 256 * 36 * 10 + 10);
    assert_eq!(average.parameters, 256 * 10 + 10);
    assert_eq!(maps.parameters, average.parameters);
    assert_eq!([dense.macs, maps.macs], [256 * 36 * 10; 2]);
    let broken = dense.grown.unwrap_err();
    assert_eq!(
        broken.error,
        ShapeError::Features {
            expected: 256 * 36,
            found: 256 * 49
        }
    );
    for head in [average, maps] {
        assert_eq!(head.grown.unwrap().c(), 10);
    }
}

#[test]
fn a_shift_keeps_the_average_until_numbers_leave_the_map() {
    let still = average::moved(0, 0);
    let moves = (-2..=2).flat_map(|right| (-2..=2).map(move |down| (right, down)));
    for (right, down) in moves.filter(|by| *by != (0, 0)) {
        let moved = average::moved(right, down);
        assert_eq!(moved.average, still.average);
        assert_ne!(moved.dense, still.dense);
        assert_eq!(moved.lost, 0.0);
    }
    let over = average::moved(3, 0);
    assert_eq!(over.lost, 1.0 + 6.0 + 3.0);
    assert!(over.average < still.average);
}

#[test]
fn a_dense_layer_at_every_pixel_shares_its_weights() {
    let sizes = Pixelwise::default();
    let counts = pixelwise::counts(&sizes);
    assert_eq!(
        [counts.weights, counts.pixels, counts.macs, counts.dense],
        [6, 9, 54, 486]
    );
    let both = both(&sizes);
    let swapped = pixelwise::swapped(&both);
    for o in 0..2 {
        let [before, after] = [&both, &swapped]
            .map(|both| [[o, 0, 0], [o, 2, 2], [o, 1, 1]].map(|spot| both.results(spot)[0]));
        assert_eq!(after, [before[1], before[0], before[2]]);
    }
    for room in [280.0, 700.0] {
        let scene = pixelwise::figure(&both, room, [1, 2, 0]);
        assert!(scene.width <= room, "{} in {room}", scene.width);
    }
}

#[test]
fn reductions_save_what_the_lesson_says() {
    let blocks = Blocks::new();
    // Block, with, without, input, jump.
    let rows = [
        (Block::B3a, 163_696, 393_472, [192, 12], 8),
        (Block::B5b, 1_444_080, 5_964_800, [832, 3], 32),
    ];
    for (block, with, without, input, jump) in rows {
        let run = |reduce| blocks.outcome(&Reduction { block, reduce }).unwrap();
        let [on, off] = [Reduce::With, Reduce::Without].map(run);
        assert_eq!([on.parameters(), off.parameters()], [with, without]);
        assert_eq!(on.channels(), off.channels());
        assert!(on.macs() < off.macs());
        assert_eq!([on.input.c(), on.input.h()], input);
        assert_eq!(on.before[1], jump);
        let more: Vec<usize> = on.branches.iter().map(|branch| branch.more).collect();
        assert_eq!(more, [0, 2, 4, 2]);
        for branch in &on.branches {
            assert_eq!(branch.field, on.before[0] + branch.more * jump);
        }
    }
    let names = |reduce| {
        let block = Block::B4c;
        let outcome = blocks.outcome(&Reduction { block, reduce }).unwrap();
        let names = outcome.branches.into_iter().map(|branch| branch.name);
        names.collect::<Vec<_>>()
    };
    assert_eq!(
        names(Reduce::With),
        ["1×1", "1×1 → 3×3", "1×1 → 5×5", "max 3×3 → 1×1"]
    );
    assert_eq!(names(Reduce::Without)[2], "5×5");
}

/// Every block of the network, as it stands there.
#[test]
fn with_reductions_a_block_costs_what_it_costs_in_the_network() {
    use convlab::zoo::variant::{Known, Variant};
    let googlenet = Variant::lesson(Known::GoogLeNet);
    let traced = trace(&googlenet.module(), googlenet.input(), Mode::Eval).unwrap();
    let blocks = Blocks::new();
    let all = [
        (Block::B3a, "b3.0."),
        (Block::B3b, "b3.1."),
        (Block::B4a, "b4.0."),
        (Block::B4b, "b4.1."),
        (Block::B4c, "b4.2."),
        (Block::B4d, "b4.3."),
        (Block::B4e, "b4.4."),
        (Block::B5a, "b5.0."),
        (Block::B5b, "b5.1."),
    ];
    for (block, path) in all {
        let reduce = Reduce::With;
        let outcome = blocks.outcome(&Reduction { block, reduce }).unwrap();
        let rows = traced.rows.iter().filter(|row| row.path.starts_with(path));
        let [parameters, macs] =
            rows.fold([0, 0], |[p, m], row| [p + row.parameters, m + row.macs]);
        assert_eq!(
            [outcome.parameters(), outcome.macs()],
            [parameters, macs],
            "{path}"
        );
    }
}

#[test]
fn variants_of_a_picture_tell_what_was_drawn() {
    let photo = Photo {
        size: [20, 30],
        planes: (0..1800).map(|at| (at % 256) as f32).collect(),
    };
    let cfg = Labs::default().augmentation;
    let samples = augmentation::samples(&cfg, &photo);
    assert_eq!(samples.len(), augmentation::SAMPLES);
    assert_eq!(samples, augmentation::samples(&cfg, &photo));
    for sample in &samples {
        let turns = augmentation::factors(&sample.drawn).map(|(turn, _)| turn);
        assert_eq!(turns.iter().sum::<usize>(), 3, "{turns:?}");
        let [row, column] = augmentation::place(&sample.drawn);
        assert!((-16..=16).contains(&row) && (-16..=16).contains(&column));
    }
    let lines = augmentation::source(&cfg, photo.size);
    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        text[3..],
        [
            "    transforms.ToTensor(),",
            "    transforms.RandomCrop((20, 30), padding=16),",
            "    transforms.RandomHorizontalFlip(p=0.5),",
            "    transforms.ColorJitter(brightness=0.4, contrast=0.4, saturation=0.4),",
            "])",
        ]
    );
    let plain = Augmentation {
        flip: 0.0,
        padding: 0,
        crop: 0.5,
        brightness: 0.0,
        contrast: 0.0,
        saturation: 0.0,
        seed: 0,
    };
    let lines = augmentation::source(&plain, photo.size);
    assert_eq!(lines[4].text, "    transforms.RandomCrop((10, 15)),");
    assert_eq!(lines.len(), 6);
}

#[test]
fn the_two_nets_differ_in_their_activation_alone() {
    let [sigmoid, relu] = activations::NETS.map(activations::module);
    assert_ne!(sigmoid, relu);
    let shapes = |module| {
        let traced = trace(module, activations::INPUT, Mode::Eval).unwrap();
        let params = traced.params.iter().map(|param| param.shape);
        params.collect::<Vec<_>>()
    };
    assert_eq!(shapes(&sigmoid), shapes(&relu));
    let layers = activations::layers();
    assert_eq!(layers.len(), 8);
    assert_eq!(layers[0], ("conv.0".to_owned(), 0));
    assert_eq!(layers[7], ("fc.4".to_owned(), 14));
    assert_eq!(activations::module(Activation::ReLU), relu);
}
