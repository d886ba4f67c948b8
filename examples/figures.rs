//! Writes the course's figures as SVG files to look at: `cargo run --example figures -- FOLDER`.

use std::path::Path;

use convlab::lesson::curves::{self, AxisScale, Chart, LENET, Labels, Theme, Trail};
use convlab::lesson::diagram::{Direction, Folding, diagram};
use convlab::nn::module::Module;
use convlab::nn::trace::{Mode, trace};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Shape, Window};
use convlab::train::history::History;
use convlab::train::protocol::{EpochPoint, StepPoint};
use convlab::zoo::lenet::{INPUT, LeNet, Pooling, lenet};

const LABELS: Labels = Labels {
    loss: "Loss (cross-entropy)",
    accuracy: "Accuracy",
    step: "step",
    epoch: "epoch",
    train: "train",
    test: "test",
    epoch_mean: "epoch mean",
    reference: "PyTorch",
};

/// A run that looks like the lesson's, up to `steps`.
fn run(steps: u32) -> History {
    let mut rng = Rng::new(1);
    let curve = |step: f32| {
        let late = (step - 70.0).max(0.0);
        (
            0.55 + 1.75 * (-late / 160.0).exp(),
            0.78 - 0.68 * (-late / 130.0).exp(),
        )
    };
    let points = (1..=steps).map(|step| {
        let (loss, accuracy) = curve(step as f32);
        StepPoint {
            step,
            loss: loss + rng.uniform(-0.1, 0.1),
            accuracy: accuracy + rng.uniform(-0.05, 0.05),
        }
    });
    let points: Vec<StepPoint> = points.collect();
    let epochs = (1..=steps / 235).map(|epoch| {
        let own = &points[(epoch as usize - 1) * 235..epoch as usize * 235];
        let mean = |of: fn(&StepPoint) -> f32| own.iter().map(of).sum::<f32>() / 235.0;
        let (test_loss, test_accuracy) = curve(epoch as f32 * 235.0);
        EpochPoint {
            epoch,
            step: epoch * 235,
            loss: mean(|point| point.loss),
            train_accuracy: mean(|point| point.accuracy),
            test_loss: test_loss + 0.02,
            test_accuracy,
            seconds: 8.0,
        }
    });
    History {
        epochs: epochs.collect(),
        steps: points,
    }
}

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/figures".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let charts = [
        ("empty", 0, AxisScale::Linear, Theme::light(), [900, 340]),
        ("running", 620, AxisScale::Linear, Theme::dark(), [900, 340]),
        (
            "finished",
            1175,
            AxisScale::Linear,
            Theme::light(),
            [900, 340],
        ),
        ("log", 1175, AxisScale::Log, Theme::light(), [900, 340]),
        ("phone", 1175, AxisScale::Linear, Theme::light(), [360, 560]),
    ];
    for (name, steps, loss_scale, theme, size) in charts {
        let history = run(steps);
        let mut trail = Trail::new(1175);
        trail.follow(&history.steps);
        let chart = Chart {
            history: &history,
            trail: &trail,
            epochs: 5,
            steps_per_epoch: 235,
            loss_scale,
            reference: Some(&LENET),
        };
        let svg = curves::to_svg(&chart, &LABELS, &theme, size);
        std::fs::write(folder.join(format!("curves-{name}.svg")), svg)?;
    }
    for (name, module, input) in networks() {
        let traced = trace(&module, input, Mode::Eval);
        let traced = traced.map_err(|error| std::io::Error::other(format!("{error:?}")))?;
        for (way, direction) in [("across", Direction::Across), ("down", Direction::Down)] {
            let svg = diagram(&module, &traced, &Folding::none(), direction)
                .to_svg(name, |label| format!("{label:?}"));
            std::fs::write(folder.join(format!("{name}-{way}.svg")), svg)?;
        }
    }
    Ok(())
}

fn networks() -> Vec<(&'static str, Module, Shape)> {
    let classic = LeNet {
        padding: 2,
        pooling: Pooling::Average,
        ..LeNet::default()
    };
    let halve = || Module::MaxPool2d(Window::square(3).stride(2));
    let conv = |from, to, window| [Module::conv2d(from, to, window), Module::ReLU];
    let dense = |from, to| {
        [
            Module::linear(from, to),
            Module::ReLU,
            Module::Dropout { p: 0.5 },
        ]
    };
    let mut alexnet = Vec::new();
    alexnet.extend(conv(1, 96, Window::square(11).stride(4)));
    alexnet.push(halve());
    alexnet.extend(conv(96, 256, Window::square(5).padding(2)));
    alexnet.push(halve());
    alexnet.extend(conv(256, 384, Window::square(3).padding(1)));
    alexnet.extend(conv(384, 384, Window::square(3).padding(1)));
    alexnet.extend(conv(384, 256, Window::square(3).padding(1)));
    alexnet.push(halve());
    alexnet.push(Module::Flatten);
    alexnet.extend(dense(6400, 4096));
    alexnet.extend(dense(4096, 4096));
    alexnet.push(Module::linear(4096, 10));
    vec![
        ("lenet", lenet(LeNet::default()), INPUT),
        ("lenet-classic", lenet(classic), INPUT),
        (
            "alexnet",
            Module::sequential(alexnet),
            Shape::new(1, 1, 224, 224),
        ),
    ]
}
