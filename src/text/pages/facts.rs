//! Numbers in prose, computed from what the page runs: `{lenet.parameters}` can never be stale.
//! How a number is written is left to `lesson::format`.

mod stacks;
mod sums;

use crate::data::fashion_mnist;
use crate::lesson::curves::{LENET, Reference};
use crate::lesson::format::{self, count};
use crate::lesson::state::RunChoice;
use crate::nn::trace::{Mode, Row, Trace, trace};
use crate::zoo::lenet::{self, LeNet};

/// The text for `key`, or `None` if there is no such fact.
///
/// `MODEL.[PATH.]QUANTITY`: MODEL is `lenet` or `lenet.padded`; PATH a layer (`conv.0`) or a part
/// (`fc`) of it, left out for the whole; QUANTITY one of `parameters`, `macs`, their
/// `…-share` of the whole, `output`, `receptive`, `jump`; of a single layer also `weights`, and
/// `dense-weights`, `dense-weights-ratio`, `dense-macs-ratio` of the dense layer in its place.
/// Besides: `slide.…`, `learn.kernel`, `stack.…`, `run.…`, `reference.…`, `fashion-mnist.…`, `ln.10`.
pub fn value(key: &str) -> Option<String> {
    if let Some(rest) = key.strip_prefix("lenet.padded.") {
        let padded = LeNet {
            padding: 2,
            ..LeNet::default()
        };
        return of_lenet(padded, rest);
    }
    if let Some(rest) = key.strip_prefix("lenet.") {
        return of_lenet(LeNet::default(), rest);
    }
    if let Some(rest) = key.strip_prefix("run.") {
        return of_run(&RunChoice::default(), rest);
    }
    if let Some(rest) = key.strip_prefix("reference.") {
        return of_reference(&LENET, rest);
    }
    if let Some(rest) = key.strip_prefix("slide.") {
        return sums::of_slide(rest);
    }
    if let Some(rest) = key.strip_prefix("stack.") {
        return stacks::of_stack(rest);
    }
    match key {
        "learn.kernel" => sums::learnt_kernel(),
        "ln.10" => Some(format!("{:.4}", 10f64.ln())),
        "fashion-mnist.classes" => Some(fashion_mnist::CLASSES.to_string()),
        "fashion-mnist.side" => Some(fashion_mnist::SIDE.to_string()),
        "fashion-mnist.pixels" => Some(fashion_mnist::PIXELS.to_string()),
        _ => None,
    }
}

fn of_reference(reference: &Reference, quantity: &str) -> Option<String> {
    let value = match quantity {
        "loss-low" => format::fixed(reference.loss[0], 2),
        "loss-high" => format::fixed(reference.loss[1], 2),
        "accuracy-low" => format::percent(reference.test_accuracy[0]),
        "accuracy-high" => format::percent(reference.test_accuracy[1]),
        _ => return None,
    };
    Some(value)
}

fn of_run(run: &RunChoice, quantity: &str) -> Option<String> {
    let steps = run.pictures.div_ceil(run.batch_size);
    let value = match quantity {
        "epochs" => count(run.epochs.into()),
        "batch" => count(run.batch_size.into()),
        "lr" => run.learning_rate.to_string(),
        "pictures" => count(run.pictures.into()),
        "steps-per-epoch" => count(steps.into()),
        "steps" => count((steps * run.epochs).into()),
        _ => return None,
    };
    Some(value)
}

fn of_lenet(variant: LeNet, rest: &str) -> Option<String> {
    let trace = trace(&lenet::lenet(variant), lenet::INPUT, Mode::Eval).ok()?;
    let (path, quantity) = rest.rsplit_once('.').unwrap_or(("", rest));
    of_rows(&trace, path, quantity)
}

fn of_rows(trace: &Trace, path: &str, quantity: &str) -> Option<String> {
    let rows: Vec<&Row> = trace
        .rows
        .iter()
        .filter(|row| within(&row.path, path))
        .collect();
    let last = rows.last()?;
    let parameters = rows.iter().map(|row| row.parameters).sum();
    let macs = rows.iter().map(|row| row.macs).sum();
    match quantity {
        "parameters" => Some(count(parameters)),
        "macs" => Some(count(macs)),
        "parameters-share" => Some(share(parameters, trace.parameters())),
        "macs-share" => Some(share(macs, trace.macs())),
        "output" => Some(format::sample(last.output)),
        "receptive" => last.receptive.map(|seen| seen.size[0].to_string()),
        "jump" => last.receptive.map(|seen| seen.jump[0].to_string()),
        "weights" => Some(count(weights(trace, last))),
        "dense-weights" => Some(count(dense(last))),
        "dense-weights-ratio" => ratio(dense(last), weights(trace, last)),
        "dense-macs-ratio" => ratio(dense(last), macs),
        _ => None,
    }
}

/// Parameters of a layer without its biases.
fn weights(trace: &Trace, row: &Row) -> u64 {
    let params = trace.params.get(row.params.clone()).unwrap_or_default();
    let weights = params.iter().filter(|param| !param.is_bias);
    weights.map(|param| param.shape.len() as u64).sum()
}

/// Weights of the dense layer that would take a layer's place: every input to every output.
fn dense(row: &Row) -> u64 {
    row.input.len() as u64 * row.output.len() as u64
}

fn ratio(large: u64, small: u64) -> Option<String> {
    let whole = (large + small / 2).checked_div(small)?;
    Some(count(whole))
}

/// Whether the layer at `path` is `part` or lies in it; every layer lies in the whole.
fn within(path: &str, part: &str) -> bool {
    part.is_empty()
        || path
            .strip_prefix(part)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn share(part: u64, whole: u64) -> String {
    format!("{:.0}%", 100.0 * part as f64 / whole as f64)
}

/// A line of Markdown with its facts put in, and the keys found.
///
/// # Errors
/// The first key that names no fact.
pub fn fill(line: &str) -> Result<(String, Vec<String>), String> {
    let mut filled = String::new();
    let mut keys = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        let (before, from_open) = rest.split_at(open);
        filled.push_str(before);
        match from_open.find('}').map(|close| &from_open[1..close]) {
            Some(key) if is_key(key) => {
                filled.push_str(&value(key).ok_or_else(|| key.to_owned())?);
                keys.push(key.to_owned());
                rest = &from_open[key.len() + 2..];
            }
            Some(_) | None => {
                filled.push('{');
                rest = &from_open[1..];
            }
        }
    }
    filled.push_str(rest);
    Ok((filled, keys))
}

/// `word.word…`: the dot sets a fact apart from TeX's braces.
fn is_key(text: &str) -> bool {
    text.contains('.')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .split('.')
            .all(|word| !word.is_empty() && word.chars().all(is_key_char))
}

fn is_key_char(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}
