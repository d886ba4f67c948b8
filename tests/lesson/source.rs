//! The PyTorch source of one operation, with our output of it. `tests/fixtures/torch_check.py check`
//! runs every program of the golden and compares.

use convlab::lesson::link;
use convlab::lesson::slide::slide;
use convlab::lesson::slide::source::source;
use convlab::lesson::state::Playground;
use convlab::tensor::rng::Rng;

use crate::golden;

const LESSON: [&str; 10] = [
    "",
    "op=convolve",
    "ph=1&pw=1",
    "ph=1&pw=1&sh=3&sw=2",
    "h=6&w=8&kh=1&input=edge&kernel=edge",
    "ci=2&co=3",
    "op=max",
    "op=average",
    "op=max&h=4&w=4&kh=2&kw=4&ph=1&pw=2&sh=2&sw=3",
    "x=1,-2.5;0,7&k=0.5;-1&input=own&kernel=own&h=2&w=2&kh=2&kw=1&bias=-0.25",
];

fn random_query(rng: &mut Rng) -> String {
    let op = ["correlate", "convolve", "max", "average"][rng.below(4) as usize];
    let mut query = format!("op={op}&input=random&kernel=random");
    for (name, from, below) in [
        ("h", 2, 6),
        ("w", 2, 6),
        ("kh", 1, 3),
        ("kw", 1, 3),
        ("sh", 1, 3),
        ("sw", 1, 3),
        ("pt", 0, 3),
        ("pl", 0, 3),
        ("dh", 1, 2),
        ("dw", 1, 2),
        ("ci", 1, 2),
        ("co", 1, 2),
        ("draw", 0, 99),
        ("bias", 0, 3),
    ] {
        query += &format!("&{name}={}", from + rng.below(below));
    }
    // Half of them with the same padding on opposite sides.
    let padding = query.clone();
    let same = |name: &str| padding.split(&format!("&{name}=")).nth(1).unwrap()[..1].to_owned();
    let (bottom, right) = match rng.below(2) {
        0 => (same("pt"), same("pl")),
        _ => (rng.below(3).to_string(), rng.below(3).to_string()),
    };
    let counted = ["yes", "no"][rng.below(2) as usize];
    query + &format!("&pb={bottom}&pr={right}&counted={counted}")
}

/// The query, the program, and what it should print, number by number.
fn block(query: &str) -> Option<String> {
    let operation = link::read(&link::ALL, query, &Playground::default()).operation;
    let done = slide(&operation).ok()?;
    let lines: Vec<String> = source(&operation)
        .into_iter()
        .map(|line| line.text)
        .collect();
    let numbers: Vec<String> = done.y.data.iter().map(f32::to_string).collect();
    let shape: Vec<String> = done.y.shape.0.iter().map(usize::to_string).collect();
    Some(format!(
        "## ?{query}\n{}\n## {} | {}\n",
        lines.join("\n"),
        shape.join(" "),
        numbers.join(" ")
    ))
}

#[test]
fn programs_with_our_outputs() {
    let mut rng = Rng::new(8);
    let random = std::iter::repeat_with(|| random_query(&mut rng));
    let queries = LESSON.iter().map(|query| (*query).to_owned()).chain(random);
    let blocks: Vec<String> = queries.filter_map(|query| block(&query)).take(64).collect();
    golden::check("operations.txt", &blocks.concat());
}
