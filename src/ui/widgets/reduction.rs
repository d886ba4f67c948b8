//! An Inception block with and without its 1×1 reductions: channels, parameters, multiply-adds and
//! receptive field, branch by branch. The counts are left to `lesson::labs::reduction`.

use leptos::prelude::*;

use crate::lesson::format;
use crate::lesson::labs::reduction::{self, Blocks, CLASSES, Outcome};
use crate::lesson::state::labs::{Reduce, Reduction};
use crate::text::labs;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::drawn::Drawn;
use crate::ui::parts::scene::Pointing;

#[derive(Clone, Copy)]
struct View {
    page: Page,
    reduce: Memo<Reduce>,
    /// With and without.
    both: Memo<Option<[Outcome; 2]>>,
}

impl View {
    /// As it is chosen.
    fn with<T>(self, then: impl FnOnce(&Outcome) -> T) -> Option<T> {
        let which = match self.reduce.get() {
            Reduce::With => 0,
            Reduce::Without => 1,
        };
        self.both
            .with(|both| both.as_ref().map(|both| then(&both[which])))
    }
}

#[component]
pub fn ReductionCosts(page: Page) -> AnyView {
    let blocks = StoredValue::new(Blocks::new());
    let block = Memo::new(move |_| page.playground.with(|all| all.labs.reduction.block));
    let both = Memo::new(move |_| {
        let block = block.get();
        blocks.with_value(|blocks| {
            let run = |reduce| blocks.outcome(&Reduction { block, reduce });
            Some([run(Reduce::With)?, run(Reduce::Without)?])
        })
    });
    let reduce = Memo::new(move |_| page.playground.with(|all| all.labs.reduction.reduce));
    let view = View { page, reduce, both };
    let lines = Signal::derive(move || {
        let reduce = reduce.get();
        let lines = view.with(|outcome| reduction::source(outcome, reduce));
        lines.unwrap_or_default()
    });
    let saved = move || {
        both.with(|both| {
            let [with, without] = both.as_ref()?;
            let counts = [with.parameters(), without.parameters()];
            Some(labs::saved(
                counts,
                [with.macs(), without.macs()],
                page.lang.get(),
            ))
        })
    };
    let before = move || view.with(|outcome| labs::before(outcome.before, page.lang.get()));
    view! {
        <div class="card lab reduction">
            <div class="fields">
                <Choice page name="inception"/>
                <Choice page name="reduce"/>
            </div>
            <p class="summary" role="status" data-testid="summary">{saved}</p>
            <Figure view/>
            <Table view/>
            <p class="quiet-line">{before}</p>
            <p class="quiet-line">{page.say(labs::INC_POOL)}</p>
            <Code page lines pointing=Pointing::new()/>
        </div>
    }
    .into_any()
}

#[component]
fn Figure(view: View) -> AnyView {
    let page = view.page;
    let draw = Callback::new(move |(width,): (f32,)| {
        let lang = page.lang.get();
        let names = [labs::INC_CHANNELS, labs::INC_WITH, labs::INC_WITHOUT];
        let names = names.map(|name| name.get(lang));
        let label = labs::INC_FIGURE.get(lang);
        view.both.with(|both| {
            let both = both.as_ref();
            both.map_or_else(String::new, |both| {
                reduction::figure(both, width, label, names)
            })
        })
    });
    let key = move |(at, class): (usize, &'static str)| {
        let name = move || view.with(|outcome| outcome.branches[at].name.clone());
        view! { <span class=format!("key {class}")>{name}</span> }
    };
    view! {
        <figure class="lab-figure">
            <p class="keys">{CLASSES.into_iter().enumerate().map(key).collect_view()}</p>
            <Drawn class="reduction-bars" testid="channels" draw/>
        </figure>
    }
    .into_any()
}

#[component]
fn Table(view: View) -> AnyView {
    let page = view.page;
    let row = move |(at, class): (usize, &'static str)| {
        let cell = move |of: fn(&reduction::Branch) -> String| {
            view! { <td>{move || view.with(|outcome| of(&outcome.branches[at]))}</td> }
        };
        let sees = move || {
            view.with(|outcome| {
                let branch = &outcome.branches[at];
                labs::sees(branch.field, branch.more, page.lang.get())
            })
        };
        let name = move || view.with(|outcome| outcome.branches[at].name.clone());
        view! {
            <tr>
                <th scope="row"><span class=format!("key {class}")>{name}</span></th>
                {cell(|branch| branch.channels.to_string())}
                {cell(|branch| format::count(branch.parameters))}
                {cell(|branch| format::count(branch.macs))}
                <td>{sees}</td>
            </tr>
        }
    };
    let total = move |of: fn(&Outcome) -> u64| move || view.with(|all| format::count(of(all)));
    view! {
        <div class="scroll-x">
            <table class="lab-table" data-testid="reduction-table" aria-live="polite">
                <thead>
                    <tr>
                        <th scope="col">{page.say(labs::INC_BRANCH)}</th>
                        <th scope="col">{page.say(labs::INC_OUT)}</th>
                        <th scope="col">{page.say(labs::INC_PARAMETERS)}</th>
                        <th scope="col">{page.say(labs::INC_MACS)}</th>
                        <th scope="col">{page.say(labs::INC_SEES)}</th>
                    </tr>
                </thead>
                <tbody>{CLASSES.into_iter().enumerate().map(row).collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{page.say(labs::INC_TOTAL)}</th>
                        <td>{total(|all| all.channels() as u64)}</td>
                        <td data-testid="reduction-parameters">{total(Outcome::parameters)}</td>
                        <td data-testid="reduction-macs">{total(Outcome::macs)}</td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}
