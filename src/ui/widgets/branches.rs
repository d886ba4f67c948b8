//! One Inception block of the network that runs, its four branches side by side: layers, what each sees,
//! what it puts out, and what the 1×1 saves. Counting is left to `lesson::inside::inception`.

use leptos::html::Div;
use leptos::prelude::*;

use super::maps::{self, Board, Tensor, What};
use super::seen::{self, Steps};
use super::transfers::{Files, Transfers};
use crate::lesson::format::{count, fixed, pair, sample};
use crate::lesson::inside::Network;
use crate::lesson::inside::inception::{self, Branch, Inside};
use crate::nn::trace::Row;
use crate::text::strings;
use crate::ui::lab::{Lab, Viewer};
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::heat::Heat;

#[component]
pub fn Branches(page: Page, lab: Lab) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    seen::look_when_near(page, lab, card);
    let network = seen::network(page);
    let inside = Memo::new(move |_| {
        let block = page.playground.with(|all| all.block);
        network.with(|n| inception::inside(&n.as_ref()?.trace, block))
    });
    Effect::new(move |_| {
        let ends = inside.with(|inside| {
            let branches = inside.iter().flat_map(|inside| &inside.branches);
            branches
                .filter_map(|branch| branch.rows.last().map(|&row| row as u32))
                .collect()
        });
        lab.show(Viewer::Branches, ends);
    });
    let label = Signal::derive(move || strings::INPUT.get(page.lang.get()).to_owned());
    let columns = move || {
        let inside = inside.get()?;
        let column = |(at, branch): (usize, &Branch)| {
            network.with_untracked(|network| {
                Some(column(page, lab, network.as_ref()?, &inside, at, branch))
            })
        };
        let columns = inside.branches.iter().enumerate().filter_map(column);
        Some(columns.collect_view())
    };
    view! {
        <div class="card" node_ref=card data-testid="branches">
            <div class="row spread">
                <Choice page name="block"/>
                <div class="row">
                    <div class="thumb"><Heat pixels=seen::pixels(lab) label/></div>
                    <Steps page/>
                </div>
            </div>
            <p class="quiet-line">{page.say(strings::BRANCHES_HINT)}</p>
            <Transfers page lab files=Files::TestSet/>
            <div class="branches">{columns}</div>
            {move || inside.get().map(|inside| joined(page, &inside))}
            {move || inside.get().map(|inside| savings(page, &inside))}
        </div>
    }
}

fn column(
    page: Page,
    lab: Lab,
    network: &Network,
    inside: &Inside,
    at: usize,
    branch: &Branch,
) -> AnyView {
    let place = NodeRef::<Div>::new();
    let room = maps::room(page, place);
    let rows = branch.rows.iter();
    let mut rows = rows.filter_map(|&at| Some((at, network.trace.rows.get(at)?)));
    let layers = rows.clone().map(|(_, row)| layer(row)).collect_view();
    let path = format!("{}.{}", inside.path, branch.name);
    let board = rows.next_back().map(|(row, end)| {
        let tensor = Tensor {
            what: What::Maps,
            row,
            shape: end.output.0,
        };
        view! { <Board page lab tensor room name=path.clone()/> }
    });
    let [before, jump] = [inside.before.size[0], inside.before.jump[0]];
    let field = format!("{before} + {}·{jump} = {}", branch.more, branch.field);
    view! {
        <section class="branch" style=format!("--branch:var(--tie-{})", TIES[at % TIES.len()])>
            <h3 class="path">{path.clone()}</h3>
            <ol class="branch-layers">{layers}</ol>
            <p class="quiet-line" data-testid="branch-field">
                {page.say(strings::RECEPTIVE_FIELD)} " " {field}
            </p>
            <div node_ref=place>{board}</div>
        </section>
    }
    .into_any()
}

/// Colours of the branches, by their tokens.
const TIES: [usize; 4] = [0, 1, 5, 2];

/// `MaxPool2d 3×3 → 192×12×12`
fn layer(row: &Row) -> impl IntoView + use<> {
    let module = row.module.as_ref();
    let name = module.map_or("", |module| module.name());
    let window = module.and_then(|module| module.window(row.input));
    let window = window.map(|window| format!(" {}", pair(window.kernel)));
    view! {
        <li>
            <span>{name} {window}</span>
            <span>{sample(row.output)}</span>
        </li>
    }
}

/// The channels of the output, branch by branch, as long as they are many.
fn joined(page: Page, inside: &Inside) -> AnyView {
    let counts = inside
        .branches
        .iter()
        .map(|branch| branch.channels.to_string());
    let sum = counts.collect::<Vec<_>>().join(" + ");
    let sum = format!("{sum} = {}", inside.numbers.out_channels());
    let pieces = inside.branches.iter().enumerate().map(|(at, branch)| {
        let tie = TIES[at % TIES.len()];
        let style = format!("--branch:var(--tie-{tie});flex-grow:{}", branch.channels);
        view! { <span style=style>{branch.name}</span> }
    });
    view! {
        <section>
            <div class="row spread">
                <h3>{page.say(strings::CONCATENATED)}</h3>
                <span class="quiet-line" data-testid="branch-channels">{sum.clone()}</span>
            </div>
            <div class="channel-bar" role="img" aria-label=sum>{pieces.collect_view()}</div>
        </section>
    }
    .into_any()
}

/// Parameters and multiply-adds of the block, with the 1×1 before the large windows and without.
fn savings(page: Page, inside: &Inside) -> AnyView {
    let line = |name, [with, without]: [u64; 2]| {
        let ratio = without as f32 / with.max(1) as f32;
        view! {
            <tr>
                <th scope="row">{page.say(name)}</th>
                <td>{count(with)}</td>
                <td>{count(without)}</td>
                <td>{fixed(ratio, 1)} "×"</td>
            </tr>
        }
    };
    view! {
        <div
            class="table-box"
            tabindex="0"
            role="region"
            aria-label=page.say(strings::REDUCTION_TABLE)
        >
            <table data-testid="branch-costs">
                <thead>
                    <tr>
                        <th scope="col">{page.say(strings::REDUCTION_TABLE)}</th>
                        <th scope="col">{page.say(strings::WITH_REDUCTION)}</th>
                        <th scope="col">{page.say(strings::WITHOUT_REDUCTION)}</th>
                        <th scope="col">{page.say(strings::TIMES_AS_MANY)}</th>
                    </tr>
                </thead>
                <tbody>
                    {line(strings::PARAMETERS, inside.parameters)}
                    {line(strings::MACS, inside.macs)}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
