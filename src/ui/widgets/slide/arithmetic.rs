//! The sum behind the output that is shown, in the colours of its parts, and read aloud; or what
//! the input or weight pointed at is used for.

use leptos::prelude::*;

use super::bench::Bench;
use crate::lesson::format;
use crate::lesson::question::within;
use crate::lesson::slide::arithmetic::{self, Part, Piece, pieces};
use crate::lesson::slide::{uses_of_input, uses_of_weight};
use crate::lesson::stage::Pointing;
use crate::lesson::state::operation::Question;
use crate::text::sentences;

#[component]
pub fn Arithmetic(bench: Bench) -> AnyView {
    let pieces = move || told(bench).unwrap_or_default();
    let view = move || {
        let piece = |(part, text): Piece| view! { <span class=class(part)>{text}</span> };
        pieces().into_iter().map(piece).collect_view()
    };
    let spoken = Memo::new(move |_| {
        // Not while it plays: nobody could listen that fast.
        let is_playing = bench.player.with(|player| player.is_playing);
        (!is_playing)
            .then(|| spoken(bench))
            .flatten()
            .unwrap_or_default()
    });
    let note = move || note(bench);
    view! {
        <div class="arithmetic">
            <p class="sum" data-testid="arithmetic" aria-hidden="true">{view}</p>
            <p class="uses" data-testid="uses">{note}</p>
            <p class="visually-hidden" role="status">{move || spoken.get()}</p>
        </div>
    }
    .into_any()
}

fn class(part: Part) -> &'static str {
    match part {
        Part::Input => "part-input",
        Part::Padding => "part-padding",
        Part::Weight => "part-weight",
        Part::Sign => "part-sign",
        Part::Bias => "part-bias",
        Part::Result => "part-result",
        Part::Winner => "part-winner",
    }
}

/// The pieces, the result kept back while a question asks for it.
fn told(bench: Bench) -> Option<Vec<Piece>> {
    let question = bench.open_question();
    bench.with_frame(|slide, frame| {
        let mut pieces = pieces(slide, frame);
        let is_asked = match question {
            Question::None => false,
            Question::Shape => true,
            Question::Cell(cell) => within(slide, cell) == frame.cell,
        };
        if let Some((_, result)) = pieces.last_mut().filter(|_| is_asked) {
            "?".clone_into(result);
        }
        pieces
    })
}

fn spoken(bench: Bench) -> Option<String> {
    let told = told(bench)?;
    let lang = bench.page.lang.get();
    let cell = bench.with_frame(|_, frame| frame.cell)?;
    match note(bench) {
        Some(note) => Some(note),
        None => Some(sentences::spoken(cell, &arithmetic::spoken(&told), lang)),
    }
}

/// How often what is pointed at is used.
fn note(bench: Bench) -> Option<String> {
    let lang = bench.page.lang.get();
    let pointing = bench.pointing()?;
    bench.slide.with(|slide| {
        let slide = slide.as_ref().ok()?;
        match pointing {
            Pointing::Input(cell) => {
                let uses = uses_of_input(slide, cell);
                let value = format::cell(slide.input(cell));
                Some(sentences::input_feeds(cell, &value, uses.len(), lang))
            }
            Pointing::Weight(tap) => {
                let uses = uses_of_weight(slide, tap);
                let padded = uses.iter().filter(|used| used.input.is_none()).count();
                let value = format::cell(slide.weight(tap));
                Some(sentences::weight_serves(
                    tap,
                    &value,
                    uses.len(),
                    padded,
                    lang,
                ))
            }
            Pointing::Output(_) => None,
        }
    })
}
