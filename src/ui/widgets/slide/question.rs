//! Predict first: a question, an answer, a kind check. A lecturer fixes the question in the link.

use leptos::prelude::*;

use super::bench::Bench;
use crate::lesson::question::{Verdict, judge};
use crate::lesson::state::operation::{Operation, Question};
use crate::text::lang::Text;
use crate::text::{names, strings};

#[component]
pub fn QuestionBox(bench: Bench) -> AnyView {
    let page = bench.page;
    let question = Memo::new(move |_| bench.operation.with(|now| now.question));
    let ask = move |question: Question| {
        let now = bench.operation.get_untracked();
        bench.change(Operation { question, ..now }, "ask");
    };
    let button = move |name: Text, testid: &'static str, make: fn(Bench) -> Question| {
        view! {
            <button type="button" class="button" data-testid=testid on:click=move |_| ask(make(bench))>
                {page.say(name)}
            </button>
        }
        .into_any()
    };
    let is_asked = move || question.get() != Question::None;
    view! {
        <section class="question" data-testid="question">
            <div class="row spread">
                <h3>{page.say(strings::PREDICT)}</h3>
                <div class="row">
                    {button(strings::ASK_SHAPE, "ask-shape", |_| Question::Shape)}
                    {button(strings::ASK_CELL, "ask-cell", present_cell)}
                    {move || is_asked().then(|| button(strings::ASK_NOTHING, "ask-nothing", |_| Question::None))}
                </div>
            </div>
            {move || is_asked().then(|| view! { <Answer bench/> })}
        </section>
    }
    .into_any()
}

fn present_cell(bench: Bench) -> Question {
    let step = bench.player.with_untracked(|player| player.step);
    let cell = bench
        .slide
        .with_untracked(|slide| slide.as_ref().ok().map(|slide| slide.cell(step)));
    Question::Cell(cell.unwrap_or_default())
}

#[component]
fn Answer(bench: Bench) -> AnyView {
    let page = bench.page;
    let typed = RwSignal::new(String::new());
    let verdict = RwSignal::new(None::<Verdict>);
    let check = move || {
        let found = bench
            .operation
            .with_untracked(|now| typed.with_untracked(|text| judge(now, text)));
        verdict.set(Some(found));
        if found == Verdict::Right {
            bench.is_answered.set(true);
        }
    };
    let asked = move || match bench.operation.with(|now| now.question) {
        Question::Shape => strings::ASKED_SHAPE.get(page.lang.get()),
        Question::Cell(_) | Question::None => strings::ASKED_CELL.get(page.lang.get()),
    };
    let said = move || {
        verdict
            .get()
            .map(|verdict| names::verdict(verdict).get(page.lang.get()))
    };
    let is_right = move || verdict.get() == Some(Verdict::Right);
    view! {
        <form
            class="answer"
            on:submit=move |event| {
                event.prevent_default();
                check();
            }
        >
            <label for="answer">{asked}</label>
            <input
                id="answer"
                name="answer"
                autocomplete="off"
                aria-label=page.say(strings::ANSWER)
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    verdict.set(None);
                }
            />
            <button type="submit" class="button primary" data-testid="check-answer">
                {page.say(strings::CHECK)}
            </button>
            <button type="button" class="button quiet" data-testid="reveal" on:click=move |_| bench.is_answered.set(true)>
                {page.say(strings::REVEAL)}
            </button>
            <p class="verdict" class:right=is_right role="status" data-testid="verdict">{said}</p>
        </form>
        <p class="quiet-line">{page.say(strings::QUESTION_IN_LINK)}</p>
    }
    .into_any()
}
