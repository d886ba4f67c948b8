//! A picture is moved by a pixel, before and after pooling. What changes, and by how much, is left
//! to `lesson::shift`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::lesson::format;
use crate::lesson::heat::{self, Atlas, Pixels, Scale};
use crate::lesson::shift::{self, Change, Pair, Stage};
use crate::lesson::state::shift::{STEPS, Shift as Choices};
use crate::text::lang::Text;
use crate::text::{names, sentences, strings};
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::heat::Heat;

#[derive(Clone, Copy)]
struct View {
    page: Page,
    choices: Memo<Choices>,
    maps: Memo<[Pair; 4]>,
}

impl View {
    fn change(self, change: impl Fn(&mut Choices), name: &'static str) {
        let mut all = self.page.playground.get_untracked();
        change(&mut all.shift);
        self.page.choose_as(all, name);
    }

    /// Down and to the right, within bounds.
    fn nudge(self, [down, right]: [i8; 2]) {
        let within = |at: i8| at.clamp(*STEPS.start() as i8, *STEPS.end() as i8);
        let name = if down == 0 { "right" } else { "down" };
        self.change(
            |now| {
                now.down = within(now.down + down);
                now.right = within(now.right + right);
            },
            name,
        );
    }

    fn press(self, event: &KeyboardEvent) {
        let by = match event.key().as_str() {
            "ArrowLeft" => [0, -1],
            "ArrowRight" => [0, 1],
            "ArrowUp" => [-1, 0],
            "ArrowDown" => [1, 0],
            _ => return,
        };
        event.prevent_default();
        self.nudge(by);
    }
}

#[component]
pub fn Shift(page: Page) -> AnyView {
    let choices = Memo::new(move |_| page.playground.with(|all| all.shift));
    let view = View {
        page,
        choices,
        maps: Memo::new(move |_| shift::maps(&choices.get())),
    };
    view! {
        <div class="card shift">
            <div class="fields">
                <Choice page name="drawing"/>
                <Choice page name="right"/>
                <Choice page name="down"/>
                <Choice page name="poolside"/>
            </div>
            <Arrows view/>
            <Maps view/>
            <Summary view/>
            <Table view/>
            <p class="note">{page.say(strings::SHIFT_HONEST)}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Arrows(view: View) -> AnyView {
    let page = view.page;
    let button = move |sign: &'static str, name: Text, by: [i8; 2]| {
        view! {
            <button
                type="button"
                class="button square"
                aria-label=page.say(name)
                title=page.say(name)
                on:click=move |_| view.nudge(by)
            >
                {sign}
            </button>
        }
        .into_any()
    };
    let back = move |_| {
        view.change(
            |now| {
                now.down = 0;
                now.right = 0;
            },
            "",
        );
    };
    view! {
        <div class="row">
            {button("←", strings::MOVE_LEFT, [0, -1])}
            {button("→", strings::MOVE_RIGHT, [0, 1])}
            {button("↑", strings::MOVE_UP, [-1, 0])}
            {button("↓", strings::MOVE_DOWN, [1, 0])}
            <button type="button" class="button" on:click=back>
                {page.say(strings::MOVE_BACK)}
            </button>
        </div>
    }
    .into_any()
}

/// A row a moment, a column a stage; colours of a stage end where its own numbers do.
#[component]
fn Maps(view: View) -> AnyView {
    let page = view.page;
    let head = |stage: Stage| {
        let size = move || {
            view.maps
                .with(|maps| format::pair(maps[stage as usize].size))
        };
        view! {
            <b class="stage-name">
                {page.say(names::shift_stage(stage))}
                " "
                <span class="shape">{size}</span>
            </b>
        }
        .into_any()
    };
    let row = |name: Text, numbers: fn(&Pair) -> Vec<f32>| {
        let map = |stage: Stage| {
            let pixels = Signal::derive(move || {
                view.maps
                    .with(|maps| paint(&maps[stage as usize], stage, numbers))
            });
            let label = Signal::derive(move || {
                let lang = page.lang.get();
                let stage = names::shift_stage(stage).get(lang);
                format!("{stage} · {}", name.get(lang))
            });
            view! { <div class="map"><Heat pixels label/></div> }.into_any()
        };
        view! {
            <span class="moment">{page.say(name)}</span>
            {Stage::ALL.map(map).into_iter().collect_view()}
        }
        .into_any()
    };
    view! {
        <div
            class="shift-maps"
            data-testid="shift-maps"
            tabindex="0"
            role="application"
            aria-label=page.say(strings::SHIFT_FIGURE)
            on:keydown=move |event| view.press(&event)
        >
            <span></span>
            {Stage::ALL.map(head).into_iter().collect_view()}
            {row(strings::BEFORE, |pair| pair.before.clone())}
            {row(strings::AFTER, |pair| pair.after.clone())}
            {row(strings::DIFFERENCE, Pair::difference)}
        </div>
        <p class="quiet-line">{page.say(strings::SHIFT_KERNEL)}</p>
    }
    .into_any()
}

fn paint(pair: &Pair, stage: Stage, numbers: fn(&Pair) -> Vec<f32>) -> Pixels {
    let [height, width] = pair.size;
    let numbers = numbers(pair);
    let is_picture = stage == Stage::Input && numbers.iter().all(|value| *value >= 0.0);
    let scale = if is_picture {
        Scale::Grey
    } else {
        Scale::Diverging
    };
    let limit = heat::limit(&pair.before);
    // The same size on the page for every stage, whole pixels a cell.
    let zoom = 224 / width.max(1);
    Atlas::maps([1, 1, height, width], 1, zoom).paint(&numbers, scale, limit)
}

#[component]
fn Summary(view: View) -> AnyView {
    let page = view.page;
    let words = move || {
        let lang = page.lang.get();
        let shares = view.maps.with(|maps| {
            [Stage::Feature, Stage::Max, Stage::Average]
                .map(|stage| format::percent(maps[stage as usize].change().relative))
        });
        let summary = sentences::shift_summary(shares, lang);
        let whole = shift::whole_cells(&view.choices.get());
        match whole {
            Some(by) => format!("{summary} {}", sentences::shift_whole(by, lang)),
            None => summary,
        }
    };
    view! { <p class="summary" role="status" data-testid="shift-summary">{words}</p> }.into_any()
}

#[component]
fn Table(view: View) -> AnyView {
    let page = view.page;
    let cell = move |change: &Change| {
        let width = format!("width:{:.1}%", (change.relative * 50.0).min(100.0));
        let cells = sentences::changed_cells(change.changed, change.cells, page.lang.get());
        view! {
            <td>
                <span class="value">{format::percent(change.relative)}</span>
                <span class="track" aria-hidden="true"><span class="fill" style=width></span></span>
                <small>{cells}</small>
            </td>
        }
        .into_any()
    };
    let rows = move || {
        let rows = shift::table(&view.choices.get());
        let row = |(right, changes): (usize, &[Change; 4])| {
            view! {
                <tr>
                    <th scope="row">{right}</th>
                    {changes.iter().map(cell).collect_view()}
                </tr>
            }
            .into_any()
        };
        rows.iter().enumerate().map(row).collect_view()
    };
    let heads = Stage::ALL.map(|stage| {
        view! { <th scope="col">{page.say(names::shift_stage(stage))}</th> }.into_any()
    });
    view! {
        <section>
            <h3>{page.say(strings::SHIFT_TABLE)}</h3>
            <div class="scroll-x">
                <table class="shift-table">
                    <thead>
                        <tr>
                            <th scope="col">"→"</th>
                            {heads.into_iter().collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="quiet-line">{page.say(strings::SHIFT_MEASURE)}</p>
        </section>
    }
    .into_any()
}
