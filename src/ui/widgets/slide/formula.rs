//! The output size with its numbers put in, and what it leaves over.

use leptos::prelude::*;

use super::bench::Bench;
use crate::lesson::format;
use crate::lesson::formula::{Answer, Axis, math};
use crate::lesson::state::operation::Question;
use crate::text::{sentences, strings};
use crate::ui::parts::choice::Choice;

#[component]
pub fn Formula(bench: Bench) -> AnyView {
    let page = bench.page;
    let html = move || {
        bench.operation.with(|now| {
            let answer = match bench.open_question() {
                Question::Shape => Answer::Hidden,
                Question::None | Question::Cell(_) => Answer::Shown,
            };
            let [h, w] = [0, 1].map(|a| Axis::new(now, a));
            let lines = math(h, "h", now.notation, answer);
            // One line is enough where both axes say the same.
            match h == w {
                true => lines.replace("<mi>h</mi>", "").replace("h,out", "out"),
                false => lines + &math(w, "w", now.notation, answer),
            }
        })
    };
    let shape = move || match bench.open_question() {
        Question::Shape => "?".to_owned(),
        Question::None | Question::Cell(_) => bench.slide.with(|slide| {
            let shape = slide.as_ref().map(|slide| format::nchw(slide.y.shape));
            shape.unwrap_or_else(|_| "–".to_owned())
        }),
    };
    let facts = move || {
        let lang = page.lang.get();
        let facts = bench.slide.with(|slide| {
            let slide = slide.as_ref().ok()?;
            Some(
                bench
                    .operation
                    .with(|now| sentences::size_facts(now, slide, lang)),
            )
        });
        let hides = bench.open_question() == Question::Shape;
        let facts = facts.unwrap_or_default().into_iter().filter(|_| !hides);
        facts.map(|fact| view! { <li>{fact}</li> }).collect_view()
    };
    view! {
        <section class="size">
            <div class="row spread">
                <h3>{page.say(strings::OUTPUT_SHAPE)} " " <output data-testid="output-shape">{shape}</output></h3>
                <Choice page name="notation"/>
            </div>
            <div class="formula scroll-x" data-testid="formula" inner_html=html></div>
            <ul class="facts">{facts}</ul>
        </section>
    }
    .into_any()
}
