//! The table's numbers as a chart: a bar a model, or parameters across and multiply-adds up.
//! The numbers are left to `compare`.

use super::Model;
use crate::lesson::format;
use crate::lesson::scene::{Anchor, Point, text_width};
use crate::lesson::state::compare::Quantity;
use crate::lesson::svg::Svg;

/// Whether a division of its axis is a factor of ten.
pub const fn is_logarithmic(quantity: Quantity) -> bool {
    match quantity {
        Quantity::Input
        | Quantity::Parameters
        | Quantity::Macs
        | Quantity::Activations
        | Quantity::Sgd
        | Quantity::Adam => true,
        Quantity::Depth | Quantity::Receptive | Quantity::Dense => false,
    }
}

/// A bar a model in the order of `rows`, `width` pixels across, its number behind it.
pub fn bars(
    models: &[Model],
    rows: &[usize],
    quantity: Quantity,
    width: f32,
    label: &str,
) -> String {
    const ROW: f32 = 30.0;
    const BAR: f32 = 16.0;
    const TYPE: f32 = 13.0;
    let rows: Vec<&Model> = rows.iter().filter_map(|&at| models.get(at)).collect();
    let widest = |words: &dyn Fn(&Model) -> String| {
        let widths = rows.iter().map(|model| text_width(&words(model), TYPE));
        widths.fold(0.0, f32::max)
    };
    // Names are set in a bolder, wider face than `text_width` reckons with.
    let left = widest(&Model::name) * 1.15 + 14.0;
    let right = widest(&|model| model.say(quantity)) + 14.0;
    let room = (width - left - right).max(20.0);
    let (low, high) = ends(rows.iter().filter_map(|model| model.number(quantity)));
    let share = |number: f64| match is_logarithmic(quantity) {
        true => (number.max(1.0).log10() - low) / (high - low),
        false => number / most(&rows, quantity),
    };
    let height = ROW * rows.len() as f32;
    let mut svg = Svg::new(width, height);
    if is_logarithmic(quantity) {
        for power in low as i32..=high as i32 {
            let at = left + room * ((f64::from(power) - low) / (high - low)) as f32;
            svg.line("rule", [[at, 0.0], [at, height]]);
        }
    }
    for (at, model) in rows.iter().enumerate() {
        let top = at as f32 * ROW + (ROW - BAR) / 2.0;
        let middle = top + BAR / 2.0 + TYPE * 0.36;
        svg.text("name", [left - 10.0, middle], Anchor::End, &model.name());
        let length = model.number(quantity).map_or(0.0, share) as f32 * room;
        if length > 0.0 {
            svg.rect("bar", [left, top], [length.clamp(1.0, room), BAR]);
        }
        let words = model.say(quantity);
        svg.text(
            "number",
            [left + length + 8.0, middle],
            Anchor::Start,
            &words,
        );
    }
    svg.finish(label)
}

/// Powers of ten around all numbers.
fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
    for power in numbers.map(|number| number.max(1.0).log10()) {
        ends = (ends.0.min(power.floor()), ends.1.max(power.ceil()));
    }
    match ends.0 < ends.1 {
        // The shortest bar is a bar all the same.
        true => ((ends.0 - 1.0).max(0.0), ends.1),
        false => (0.0, 1.0),
    }
}

fn most(rows: &[&Model], quantity: Quantity) -> f64 {
    let numbers = rows.iter().filter_map(|model| model.number(quantity));
    numbers.fold(f64::MIN_POSITIVE, f64::max)
}

/// Parameters across and multiply-adds up, both by powers of ten. `words` name the chart and its axes.
pub fn scatter(models: &[Model], width: f32, [label, across, up]: [&str; 3]) -> String {
    const HEIGHT: f32 = 380.0;
    const TYPE: f32 = 13.0;
    // Room of the axes: above, right, below, left.
    const SIDES: [f32; 4] = [26.0, 24.0, 46.0, 44.0];
    let [top, right, below, left] = SIDES;
    let numbers = |quantity: Quantity| models.iter().filter_map(move |m| m.number(quantity));
    let [x_ends, y_ends] = [Quantity::Parameters, Quantity::Macs].map(|q| ends(numbers(q)));
    let place = |number: f64, (low, high): (f64, f64)| {
        ((number.max(1.0).log10() - low) / (high - low)) as f32
    };
    let (wide, tall) = (width - left - right, HEIGHT - top - below);
    let at = |model: &Model| -> Point {
        [
            left + wide * place(model.parameters as f64, x_ends),
            top + tall * (1.0 - place(model.macs as f64, y_ends)),
        ]
    };
    let mut svg = Svg::new(width, HEIGHT);
    for power in x_ends.0 as i32..=x_ends.1 as i32 {
        let x = left + wide * place(10f64.powi(power), x_ends);
        svg.line("rule", [[x, top], [x, HEIGHT - below]]);
        let foot = [x, HEIGHT - below + 16.0];
        svg.text("", foot, Anchor::Middle, &format::ten_to(power));
    }
    for power in y_ends.0 as i32..=y_ends.1 as i32 {
        let y = top + tall * (1.0 - place(10f64.powi(power), y_ends));
        svg.line("rule", [[left, y], [width - right, y]]);
        svg.text(
            "",
            [left - 6.0, y + 4.0],
            Anchor::End,
            &format::ten_to(power),
        );
    }
    svg.text(
        "name",
        [left + wide / 2.0, HEIGHT - 8.0],
        Anchor::Middle,
        across,
    );
    svg.text("name", [4.0, 14.0], Anchor::Start, up);
    let places: Vec<Point> = models.iter().map(at).collect();
    for (here, model) in models.iter().enumerate() {
        let [x, y] = places[here];
        svg.circle("dot", [x, y], 6.0);
        let name = model.name();
        let is_near_edge = x + 10.0 + text_width(&name, TYPE) > width;
        // Where another dot stands close by on the right, the name goes to the other side.
        let is_taken = places
            .iter()
            .any(|[other, level]| *other > x && *other < x + 90.0 && (level - y).abs() < 14.0);
        let (anchor, beside) = match is_near_edge || is_taken {
            true => (Anchor::End, x - 10.0),
            false => (Anchor::Start, x + 10.0),
        };
        svg.text("number", [beside, y + 4.5], anchor, &name);
    }
    svg.finish(label)
}
