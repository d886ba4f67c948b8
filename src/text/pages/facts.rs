//! Numbers in prose, computed from what the page runs: `{lenet.parameters}` can never be stale.
//! How a number is written is left to `lesson::format`.

mod models;
mod stacks;
mod sums;

use crate::data::fashion_mnist;
use crate::lesson::curves::{LENET, Reference};
use crate::lesson::format::{self, count};
use crate::lesson::sizes;
use crate::lesson::state::RunChoice;
use crate::zoo::trained::Trained;

/// The text for `key`, or `None` if there is no such fact.
///
/// `MODEL.…` is a number of a network of the course: `models` lists what there is.
/// Besides: `trained.MODEL.…`, `slide.…`, `learn.kernel`, `stack.…`, `run.…`, `reference.…`,
/// `fashion-mnist.…`, `ln.10`.
pub fn value(key: &str) -> Option<String> {
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
    if let Some(rest) = key.strip_prefix("trained.") {
        return of_trained(rest);
    }
    match key {
        "learn.kernel" => sums::learnt_kernel(),
        "ln.10" => Some(format!("{:.4}", 10f64.ln())),
        "fashion-mnist.classes" => Some(fashion_mnist::CLASSES.to_string()),
        "fashion-mnist.side" => Some(fashion_mnist::SIDE.to_string()),
        "fashion-mnist.pixels" => Some(fashion_mnist::PIXELS.to_string()),
        _ => models::of_model(key),
    }
}

/// `MODEL.QUANTITY` of the weights that come with the course.
fn of_trained(rest: &str) -> Option<String> {
    let (name, quantity) = rest.split_once('.')?;
    let mut all = Trained::ALL.into_iter();
    let trained = all.find(|trained| trained.known.slug() == name)?;
    let value = match quantity {
        "accuracy" => format::percent(trained.accuracy),
        "epochs" => count(trained.epochs.into()),
        "side" => format!("{0}×{0}", trained.side),
        "width" => sizes::width(trained.ratio),
        _ => return None,
    };
    Some(value)
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
