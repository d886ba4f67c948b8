//! Where the network errs: the confusion matrix over the test set and the surest mistakes.
//! A mistake that is chosen shows in `model_inside`.

use leptos::html::Div;
use leptos::prelude::*;

use crate::data::fashion_mnist::{CLASSES, SIDE};
use crate::lesson::format::percent;
use crate::lesson::heat::{Atlas, Scale};
use crate::text::{names, sentences, strings};
use crate::train::protocol::{Mistake, Picture};
use crate::ui::dom;
use crate::ui::lab::Lab;
use crate::ui::page::Page;
use crate::ui::parts::heat::Heat;

#[component]
pub fn ModelMistakes(page: Page, lab: Lab) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            dom::on_sight(&card, "0px", move |seen| {
                if seen {
                    lab.show_mistakes();
                }
            });
        }
    });
    let known = Memo::new(move |_| lab.inspection.with(Option::is_some));
    let hint = move || (!known.get()).then(|| strings::INSPECT_FIRST.get(page.lang.get()));
    let results = move || {
        known.get().then(|| {
            view! {
                <Confusion page lab/>
                <Gallery page lab/>
            }
        })
    };
    view! {
        <div class="card" node_ref=card>
            <Inspect page lab/>
            <p class="quiet-line">{hint}</p>
            {results}
        </div>
    }
}

/// Asks for the mistakes of the weights as they are, and says which those were.
#[component]
fn Inspect(page: Page, lab: Lab) -> impl IntoView {
    let words = move || {
        if lab.inspecting.get() {
            strings::INSPECTING
        } else {
            strings::INSPECT
        }
    };
    let step = move || {
        let step = lab
            .inspection
            .with(|found| found.as_ref().map(|found| found.step));
        step.map(|step| sentences::weights_of(step, page.lang.get()))
    };
    view! {
        <div class="row">
            <button
                type="button"
                class="button"
                data-testid="inspect"
                disabled=move || lab.inspecting.get()
                on:click=move |_| lab.inspect()
            >
                {move || words().get(page.lang.get())}
            </button>
            <span class="quiet-line" role="status">{step}</span>
        </div>
    }
}

#[component]
fn Confusion(page: Page, lab: Lab) -> impl IntoView {
    let heads = names::FASHION.map(|name| {
        view! { <th scope="col"><span>{page.say(name)}</span></th> }
    });
    let rows = move || {
        let counts = lab.inspection.with(|found| {
            found
                .as_ref()
                .map(|found| found.confusion.clone())
                .unwrap_or_default()
        });
        let rows = counts.chunks_exact(CLASSES).take(CLASSES).enumerate();
        rows.map(|(truth, row)| confusion_row(page, truth, row))
            .collect_view()
    };
    view! {
        <section>
            <h3>{page.say(strings::CONFUSION)}</h3>
            <p class="quiet-line">{page.say(strings::CONFUSION_HINT)}</p>
            <div
                class="table-box confusion"
                tabindex="0"
                role="region"
                aria-label=page.say(strings::CONFUSION)
            >
                <table data-testid="confusion">
                    <thead>
                        <tr>
                            <td></td>
                            {heads.into_iter().collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Counts of one true class; a cell is shaded by its share of the row.
fn confusion_row(page: Page, truth: usize, row: &[u32]) -> impl IntoView + use<> {
    let total = row.iter().sum::<u32>().max(1) as f32;
    let cell = |(predicted, &number): (usize, &u32)| {
        let share = (number as f32 / total * 100.0).round();
        view! {
            <td class:hit=predicted == truth style=format!("--share:{share}%")>
                {number}
            </td>
        }
    };
    let cells: Vec<_> = row.iter().enumerate().map(cell).collect();
    view! {
        <tr>
            <th scope="row">{page.say(names::FASHION[truth])}</th>
            {cells}
        </tr>
    }
}

#[component]
fn Gallery(page: Page, lab: Lab) -> impl IntoView {
    let mistakes = Memo::new(move |_| {
        lab.inspection.with(|found| {
            found
                .as_ref()
                .map(|found| found.mistakes.clone())
                .unwrap_or_default()
        })
    });
    let items = move || {
        mistakes
            .get()
            .into_iter()
            .map(|mistake| item(page, lab, &mistake))
            .collect_view()
    };
    let words = move || {
        if mistakes.with(Vec::is_empty) {
            strings::NO_MISTAKES
        } else {
            strings::MISTAKES_HINT
        }
    };
    view! {
        <section>
            <h3>{page.say(strings::MISTAKES)}</h3>
            <p class="quiet-line">{move || words().get(page.lang.get())}</p>
            <ul class="gallery" data-testid="mistakes">{items}</ul>
        </section>
    }
}

fn item(page: Page, lab: Lab, mistake: &Mistake) -> impl IntoView + use<> {
    let Mistake {
        index,
        truth,
        predicted,
        probability,
        ..
    } = *mistake;
    let values: Vec<f32> = mistake
        .pixels
        .iter()
        .map(|&pixel| f32::from(pixel))
        .collect();
    let pixels = Atlas::maps([1, 1, SIDE, SIDE], 1, 1).paint(&values, Scale::Grey, 255.0);
    let class = move |class: u8| {
        let name = names::FASHION.get(usize::from(class));
        name.map_or("–", |name| name.get(page.lang.get()))
    };
    let show = move |_| {
        page.choose("picture", &index.to_string());
        // Also where the choice was this one already and a drawing was looked at.
        lab.look(Picture::Test(index));
        dom::scroll_to(&["#inside"]);
    };
    let label = Signal::derive(move || format!("{index}"));
    view! {
        <li>
            <button type="button" on:click=show data-index=index>
                <Heat pixels=Signal::stored(pixels) label/>
                <span class="wrong">{move || class(predicted)} " " {percent(probability)}</span>
                <span class="quiet-line">
                    {page.say(strings::ACTUAL)} " " {move || class(truth)}
                </span>
            </button>
        </li>
    }
}
