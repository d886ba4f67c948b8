//! Curves drawn into SVG: what is there, where it is, and what a pointer reads.

use convlab::lesson::curves::{
    self, AxisScale, Chart, LENET, Labels, Layout, Reference, Theme, Trail,
};
use convlab::train::history::History;
use convlab::train::protocol::{EpochPoint, StepPoint};

const LABELS: Labels = Labels {
    loss: "损失",
    accuracy: "准确率",
    step: "步",
    epoch: "轮",
    train: "训练",
    test: "测试",
    epoch_mean: "轮均值",
    reference: "PyTorch",
};

/// Loss falls from 2.3, accuracy rises to 0.8.
fn run(steps: u32, steps_per_epoch: u32) -> History {
    let share = |step: u32| step as f32 / steps as f32;
    let points = (1..=steps).map(|step| StepPoint {
        step,
        loss: 2.3 - 1.7 * share(step),
        accuracy: 0.1 + 0.7 * share(step),
    });
    let epochs = (1..=steps / steps_per_epoch).map(|epoch| EpochPoint {
        epoch,
        step: epoch * steps_per_epoch,
        loss: 2.3 - 1.7 * share(epoch * steps_per_epoch),
        train_accuracy: 0.5,
        test_loss: 2.2 - 1.6 * share(epoch * steps_per_epoch),
        test_accuracy: 0.2 + 0.5 * share(epoch * steps_per_epoch),
        seconds: 1.0,
    });
    History {
        epochs: epochs.collect(),
        steps: points.collect(),
    }
}

/// A run and what follows it.
struct Case {
    history: History,
    trail: Trail,
    loss_scale: AxisScale,
    reference: Option<&'static Reference>,
}

impl Case {
    fn new(history: History) -> Self {
        let mut trail = Trail::new(1175);
        trail.follow(&history.steps);
        Self {
            history,
            trail,
            loss_scale: AxisScale::Linear,
            reference: None,
        }
    }

    fn chart(&self) -> Chart<'_> {
        Chart {
            history: &self.history,
            trail: &self.trail,
            epochs: 5,
            steps_per_epoch: 235,
            loss_scale: self.loss_scale,
            reference: self.reference,
        }
    }

    fn svg(&self) -> String {
        curves::to_svg(&self.chart(), &LABELS, &Theme::light(), [900, 340])
    }
}

fn elements(svg: &str, start: &str, colour: &str) -> usize {
    svg.lines()
        .filter(|line| line.starts_with(start) && line.contains(colour))
        .count()
}

const TRAIN: &str = "#0B7285";
const TEST: &str = "#C2255C";
const GHOST: &str = "#868E99";

#[test]
fn series_appear_as_the_run_has_them() {
    // steps, epochs' dots a panel, training lines (raw and smooth, in two panels, and two keys)
    let rows = [(0, 0, 2), (1, 0, 2), (100, 0, 6), (235, 1, 6), (1175, 5, 6)];
    for (steps, dots, lines) in rows {
        let case = Case::new(run(steps, 235));
        let svg = case.svg();
        assert_eq!(elements(&svg, "<polyline", TRAIN), lines, "{steps} steps");
        assert_eq!(
            elements(&svg, "<circle", TEST),
            2 * dots + 2,
            "{steps} steps"
        );
        assert_eq!(elements(&svg, "<circle", GHOST), 0, "{steps} steps");
    }
}

#[test]
fn an_empty_run_shows_axes_words_and_ln_10() {
    let svg = Case::new(History::default()).svg();
    for word in [
        "损失",
        "准确率",
        "步",
        "轮",
        "训练",
        "测试",
        "ln 10",
        "2.5",
        "100%",
        "1,000",
    ] {
        assert!(svg.lines().any(|line| line == word), "{word}");
    }
    assert!(svg.starts_with("<svg width=\"900\" height=\"340\" viewBox=\"0 0 7200 2720\""));
    assert!(svg.trim_end().ends_with("</svg>"));
}

#[test]
fn the_reference_is_a_ghost_of_three_seeds_and_two_bands() {
    let mut case = Case::new(run(470, 235));
    case.reference = Some(&LENET);
    let svg = case.svg();
    let rings = 2 * 3 * 5 + 2;
    assert_eq!(elements(&svg, "<circle", GHOST), rings);
    assert_eq!(elements(&svg, "<rect", GHOST), 2 + 2);
    // The run's own epoch means, to compare with, and their key.
    assert_eq!(elements(&svg, "<circle", TRAIN), 2 + 1);
}

#[test]
fn hopeless_runs_still_draw() {
    for loss in [f32::NAN, f32::INFINITY, 1e30, -1.0, 0.0] {
        for loss_scale in [AxisScale::Linear, AxisScale::Log] {
            let mut history = run(300, 235);
            history
                .steps
                .iter_mut()
                .skip(250)
                .for_each(|point| point.loss = loss);
            history.epochs[0].test_loss = loss;
            let mut case = Case::new(history);
            case.loss_scale = loss_scale;
            let svg = case.svg();
            assert!(
                svg.contains("</svg>") && !svg.contains("NaN"),
                "{loss} {loss_scale:?}"
            );
        }
    }
    for size in [[0, 0], [1, 1], [40, 4000], [4000, 40]] {
        let case = Case::new(run(300, 235));
        let svg = curves::to_svg(&case.chart(), &LABELS, &Theme::dark(), size);
        assert!(svg.contains("</svg>"), "{size:?}");
    }
}

#[test]
fn log_scale_puts_equal_ratios_at_equal_distances() {
    let mut case = Case::new(run(1175, 235));
    case.loss_scale = AxisScale::Log;
    let layout = Layout::new(&case.chart(), [900, 340], &Theme::light());
    let y = |value| layout.loss.y(value);
    assert!((y(2.0) - y(1.0) - (y(1.6) - y(0.8))).abs() < 0.01);
    assert!(layout.loss.ticks.iter().any(|tick| tick.text == "0.5"));
}

#[test]
fn panels_stand_side_by_side_where_there_is_room() {
    let case = Case::new(History::default());
    for (size, scale, beside) in [
        ([900, 340], 1.0, true),
        ([360, 560], 1.0, false),
        ([900, 340], 1.6, false),
    ] {
        let theme = Theme {
            scale,
            ..Theme::light()
        };
        let layout = Layout::new(&case.chart(), size, &theme);
        assert_eq!(
            layout.loss.outer.top == layout.accuracy.outer.top,
            beside,
            "{size:?} {scale}"
        );
    }
}

#[test]
fn a_pointer_reads_the_nearest_step_in_either_panel() {
    let case = Case::new(run(1175, 235));
    let chart = case.chart();
    let layout = Layout::new(
        &chart,
        [1800, 680],
        &Theme {
            ratio: 2.0,
            ..Theme::light()
        },
    );
    for panel in [&layout.loss, &layout.accuracy] {
        for (step, epoch) in [
            (1, None),
            (234, None),
            (235, Some(1)),
            (600, Some(2)),
            (1175, Some(5)),
        ] {
            let pixel = [panel.x(step as f32), panel.plot.top + 5.0];
            let reading = curves::nearest(&chart, &layout, pixel).expect("inside the axes");
            assert_eq!(reading.point, case.history.steps[step as usize - 1]);
            assert_eq!(reading.epoch.map(|epoch| epoch.epoch), epoch, "step {step}");
            assert!((reading.at[0][0] - layout.loss.x(step as f32)).abs() < 0.01);
            assert!((reading.at[1][1] - layout.accuracy.y(reading.smooth[1])).abs() < 0.01);
        }
    }
    assert_eq!(curves::nearest(&chart, &layout, [0.0, 0.0]), None);
    let empty = Case::new(History::default());
    let middle = [layout.loss.x(500.0), layout.loss.y(1.0)];
    assert_eq!(curves::nearest(&empty.chart(), &layout, middle), None);
}

#[test]
fn the_trail_keeps_extremes_and_stays_small() {
    for steps in [1_u32, 2_047, 2_048, 2_049, 100_000] {
        let mut history = run(steps, 235);
        let spike = history.steps.len() / 2;
        history.steps[spike].loss = 9.0;
        let mut trail = Trail::new(steps);
        // In pieces, as they come.
        for end in (0..steps as usize).step_by(997) {
            trail.follow(&history.steps[..end]);
        }
        trail.follow(&history.steps);
        let columns = trail.columns();
        assert!(
            columns.len() <= 2_048 && columns.len() >= (steps as usize).min(1_024),
            "{steps}"
        );
        assert!(columns.is_sorted_by(|a, b| a.step < b.step));
        assert_eq!(columns.last().map(|column| column.step), Some(steps));
        let high = columns
            .iter()
            .map(|column| column.high[0])
            .fold(0.0, f32::max);
        assert_eq!(high, 9.0, "{steps}");
        // The same as in one piece.
        let mut whole = Trail::new(steps);
        whole.follow(&history.steps);
        assert_eq!(whole, trail);
    }
}

#[test]
fn the_moving_average_starts_unbiased_and_skips_what_is_not_finite() {
    let step = |step, loss| StepPoint {
        step,
        loss,
        accuracy: 0.0,
    };
    let mut trail = Trail::new(1175);
    trail.follow(&[step(1, 2.0), step(2, f32::NAN), step(3, 2.0)]);
    let smooth: Vec<f32> = trail
        .columns()
        .iter()
        .map(|column| column.smooth[0])
        .collect();
    assert_eq!(smooth, [2.0, 2.0, 2.0]);
}

#[test]
fn a_new_run_starts_a_new_trail() {
    let mut trail = Trail::new(1175);
    trail.follow(&run(500, 235).steps);
    trail.follow(&run(20, 235).steps);
    assert_eq!(trail.columns().len(), 20);
    trail.follow(&[]);
    assert_eq!(trail.columns().len(), 0);
}
