//! Layers kept in attributes, lists and dicts: what `parameters()` finds, what the optimiser changes, what
//! is saved. And a class that imports in the wrong place.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::lesson::format::count;
use crate::lesson::registration::trap::{self, Call, Import};
use crate::lesson::registration::{Model, Tensor, source};
use crate::lesson::state::holder::{Holder, Keeping};
use crate::text::lang::Text;
use crate::text::sentences::builder as sentences;
use crate::text::{names, strings};
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::scene::Pointing;

#[component]
pub fn HiddenParameters(page: Page) -> AnyView {
    let keeping = Memo::new(move |_| page.playground.with(|all| all.keeping));
    let pointing = Pointing::new();
    let lines = Memo::new(move |_| source::source(keeping.get()));
    let words = move || {
        let keeping = keeping.get();
        sentences::keeping(keeping.holder, &Model::new(keeping), page.lang.get())
    };
    let tabs: Vec<_> = Holder::ALL
        .into_iter()
        .map(|holder| {
            let press = move |_| {
                let mut all = page.playground.get_untracked();
                all.keeping.holder = holder;
                page.choose_as(all, "holder");
            };
            view! {
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || (keeping.get().holder == holder).to_string()
                    on:click=press
                >
                    {page.say(names::holder(holder))}
                </button>
            }
        })
        .collect();
    view! {
        <div class="card">
            <div class="row" role="group" aria-label=page.say(strings::HOLDER)>
                <span class="quiet-line">{page.say(strings::HOLDER)}</span>
                {tabs}
            </div>
            <div class="holder-count"><Choice page name="hidden"/></div>
            <p class="note" role="status">{words}</p>
            <Tensors page keeping/>
            <section>
                <h3>{page.say(strings::CODE)}</h3>
                <Code page lines pointing/>
            </section>
            <Trap page/>
        </div>
    }
    .into_any()
}

/// A row a tensor, and what each of PyTorch's four ways finds.
#[component]
fn Tensors(page: Page, keeping: Memo<Keeping>) -> AnyView {
    let ticked = RwSignal::new(BTreeSet::<String>::new());
    let tensors = Memo::new(move |_| Model::new(keeping.get()).tensors());
    let rows = move || {
        let row = |tensor: &Tensor| row(page, tensor, ticked);
        tensors.with(|tensors| tensors.iter().map(row).collect::<Vec<_>>())
    };
    let sum = move || {
        tensors.with(|tensors| {
            ticked.with(|ticked| {
                let all = tensors.iter();
                let all = all.filter(|tensor| ticked.contains(&tensor.expression));
                count(all.map(Tensor::count).sum())
            })
        })
    };
    let counts = Memo::new(move |_| Model::new(keeping.get()).counts());
    let seen = move || sentences::ticked(counts.get()[0], counts.get()[1], page.lang.get());
    view! {
        <section>
            <h3>{page.say(strings::PARAMETER_LIST)}</h3>
            <div class="table-box" tabindex="0" role="region" aria-label=page.say(strings::PARAMETER_LIST)>
                <table class="registered" data-testid="registered">
                    <thead>
                        <tr>
                            <th scope="col">{page.say(strings::TENSOR)}</th>
                            <th scope="col">{page.say(strings::COUNT)}</th>
                            <th scope="col"><code>"parameters()"</code></th>
                            <th scope="col"><code>"optimizer.step()"</code></th>
                            <th scope="col"><code>"state_dict()"</code></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{page.say(strings::TICKED)}</th>
                            <td data-testid="ticked-tensors" aria-live="polite">{sum}</td>
                            <td colspan="3"></td>
                        </tr>
                        <tr>
                            <th scope="row">{page.say(strings::REGISTERED)}</th>
                            <td data-testid="registered-count" aria-live="polite" colspan="4">{seen}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(page: Page, tensor: &Tensor, ticked: RwSignal<BTreeSet<String>>) -> AnyView {
    let (held, turned) = (tensor.expression.clone(), tensor.expression.clone());
    let has = move || ticked.with(|ticked| ticked.contains(&held));
    let turn = move |event: web_sys::Event| {
        let on = event_target_checked(&event);
        ticked.update(|ticked| {
            if on {
                ticked.insert(turned.clone());
            } else {
                ticked.remove(&turned);
            }
        });
    };
    let is_seen = tensor.registered.is_some();
    let cell = move |yes: Text, no: Text| {
        let (sign, words) = if is_seen { ("✓", yes) } else { ("✗", no) };
        view! {
            <td class:absent=!is_seen>
                <span aria-hidden="true">{sign}</span>
                " "
                <span class="cell-words">{page.say(words)}</span>
            </td>
        }
    };
    let name = match &tensor.registered {
        Some(path) => {
            view! { <td><span aria-hidden="true">"✓ "</span><code>{path.clone()}</code></td> }
                .into_any()
        }
        None => cell(strings::IS_SEEN, strings::MISSING).into_any(),
    };
    view! {
        <tr class:hidden-tensor=!is_seen>
            <th scope="row">
                <label class="tick">
                    <input type="checkbox" prop:checked=has on:change=turn/>
                    <code>{tensor.expression.clone()}</code>
                </label>
            </th>
            <td>{count(tensor.count())}</td>
            {cell(strings::IS_SEEN, strings::IS_HIDDEN)}
            {cell(strings::UPDATED, strings::NOT_UPDATED)}
            {name}
        </tr>
    }
    .into_any()
}

/// A `MySequential` and its import.
#[component]
fn Trap(page: Page) -> AnyView {
    let import = RwSignal::new(Import::ClassBody);
    let call = RwSignal::new(Call::OneLayer);
    let lines = Memo::new(move |_| trap::source(import.get(), call.get()));
    let outcome = move || trap::outcome(import.get(), call.get());
    let words = move || sentences::trap(import.get(), outcome(), page.lang.get());
    let fails = move || outcome() == trap::Outcome::NameError;
    let imports: Vec<_> = Import::ALL
        .into_iter()
        .map(|one| {
            let name = match one {
                Import::ClassBody => strings::TRAP_CLASS,
                Import::Module => strings::TRAP_MODULE,
            };
            let pressed = move || (import.get() == one).to_string();
            button(page, name, Signal::derive(pressed), move || import.set(one))
        })
        .collect();
    let calls: Vec<_> = Call::ALL
        .into_iter()
        .map(|one| {
            let name = match one {
                Call::SeveralLayers => strings::TRAP_SEVERAL,
                Call::OneLayer => strings::TRAP_ONE,
                Call::OneDict => strings::TRAP_DICT,
            };
            let pressed = move || (call.get() == one).to_string();
            button(page, name, Signal::derive(pressed), move || call.set(one))
        })
        .collect();
    view! {
        <section>
            <h3>{page.say(strings::TRAP)}</h3>
            <div class="row" role="group" aria-label=page.say(strings::TRAP_IMPORT)>
                <span class="quiet-line">{page.say(strings::TRAP_IMPORT)}</span>
                {imports}
            </div>
            <div class="row" role="group" aria-label=page.say(strings::TRAP_CALL)>
                <span class="quiet-line">{page.say(strings::TRAP_CALL)}</span>
                {calls}
            </div>
            <p role="status" class:error=fails class:note=move || !fails()>{words}</p>
            <Code page lines pointing=Pointing::new()/>
        </section>
    }
    .into_any()
}

fn button(page: Page, name: Text, pressed: Signal<String>, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="button" aria-pressed=pressed on:click=move |_| press()>
            {page.say(name)}
        </button>
    }
    .into_any()
}
