//! The drawing of a network of the course as SVG, on standard output:
//!
//! ```text
//! cargo run --example diagram -- googlenet > googlenet.svg
//! cargo run --example diagram -- vgg ratio=1 down open > vgg.svg
//! cargo run --example diagram -- lenet alexnet > both.svg
//! ```
//! `down`: top to bottom; `open` and `folded`: every group; `ratio=` and `side=` as in the page's links.
//! Several networks are compared, to one scale.

use std::error::Error;

use convlab::lesson::diagram::{Direction, Entry, Folding, compare, diagram};
use convlab::lesson::scene::Label;
use convlab::nn::module::Module;
use convlab::nn::trace::{Mode, Trace, trace};
use convlab::text::lang::Lang;
use convlab::text::names;
use convlab::zoo::variant::{Known, Variant};

type Network = (&'static str, Module, Trace);

fn main() -> Result<(), Box<dyn Error>> {
    let mut networks: Vec<Network> = Vec::new();
    let mut direction = Direction::Across;
    let mut folding: Option<fn(&Module) -> Folding> = None;
    let words: Vec<String> = std::env::args().skip(1).collect();
    for word in &words {
        match word.as_str() {
            "down" => direction = Direction::Down,
            "open" => folding = Some(|_| Folding::none()),
            "folded" => folding = Some(Folding::all),
            option if option.contains('=') => {}
            name => networks.push(network(name, &words)?),
        }
    }
    let scene = match &networks[..] {
        [] => return Err("which network? mlp lenet alexnet vgg nin googlenet".into()),
        [(_, module, trace)] => {
            let start = || Folding::start(module, direction);
            let folding = folding.map_or_else(start, |folding| folding(module));
            diagram(module, trace, &folding, direction)
        }
        _ => {
            let entry = |network| {
                let (name, module, trace): &Network = network;
                Entry {
                    name,
                    module,
                    trace,
                }
            };
            let entries: Vec<Entry> = networks.iter().map(entry).collect();
            compare(&entries, direction)
        }
    };
    let names: Vec<&str> = networks.iter().map(|(name, ..)| *name).collect();
    let label = |label: Label| names::label(label).get(Lang::En).to_owned();
    println!("{}", scene.to_svg(&names.join(", "), label));
    Ok(())
}

fn network(name: &str, words: &[String]) -> Result<Network, Box<dyn Error>> {
    let known = Known::ALL.into_iter().find(|known| known.slug() == name);
    let mut variant = Variant::lesson(known.ok_or_else(|| format!("no network {name}"))?);
    for word in words {
        match word.split_once('=') {
            Some(("ratio", ratio)) => variant.ratio = ratio.parse()?,
            Some(("side", side)) => variant.side = side.parse()?,
            Some((option, _)) => return Err(format!("unknown option {option}").into()),
            None => {}
        }
    }
    let module = variant.module();
    let trace = trace(&module, variant.input(), Mode::Eval);
    let trace = trace.map_err(|error| format!("{error:?}"))?;
    Ok((variant.known.title(), module, trace))
}
