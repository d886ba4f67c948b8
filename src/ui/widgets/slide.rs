//! One operation, step by step: its grids, its player, and the panel that sets it up.
//! What is drawn is left to `lesson::stage`, what is computed to `lesson::slide`.

mod arithmetic;
mod bank;
mod bench;
mod controls;
mod formula;
mod kernel_side;
mod question;
mod source;
mod stage;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use self::arithmetic::Arithmetic;
use self::bank::Bank;
use self::bench::Bench;
use self::controls::Controls;
use self::formula::Formula;
use self::question::QuestionBox;
use self::source::Source;
use self::stage::StageView;
use crate::lesson::state::operation::Question;
use crate::text::strings;
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::transport::{self, Transport};

#[component]
pub fn Slide(page: Page) -> impl IntoView {
    let bench = Bench::new(page);
    let player = bench.player;
    // The count of steps would give the size away.
    let hides_size = Memo::new(move |_| bench.open_question() == Question::Shape);
    view! {
        <div class="card slide" on:keydown=move |event| press(&event, bench)>
            <StageView bench/>
            <div class="deck">
                <Arithmetic bench/>
                {move || (!hides_size.get()).then(|| view! { <Transport page player/> })}
                <p class="quiet-line">{page.say(strings::GRID_HINT)}</p>
            </div>
            <Bank bench/>
            <Formula bench/>
            <QuestionBox bench/>
            <Controls bench/>
            <Source bench/>
        </div>
    }
}

/// Space plays unless it presses something else; Escape unpins.
fn press(event: &KeyboardEvent, bench: Bench) {
    let on_control = dom::closest(event, "button, input, select, summary, a").is_some();
    match event.key().as_str() {
        " " if !on_control => {
            event.prevent_default();
            transport::toggle(bench.player);
        }
        "Escape" => bench.unpin(),
        _ => {}
    }
}
