//! Stack layers, click any unit, and see its receptive field: on the picture, in every layer, from the
//! side and in numbers. All of them are drawn by `lesson::field`.

mod editor;
mod figures;
mod table;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use self::editor::Editor;
use self::figures::Figures;
use self::table::Table;
use crate::lesson::field::{self, extent};
use crate::lesson::state::stack::{Stack, Unit};
use crate::text::sentences::stack as sentences;
use crate::ui::dom;
use crate::ui::page::Page;

/// What all parts of the widget look at.
#[derive(Clone, Copy)]
struct Study {
    page: Page,
    stack: Memo<Stack>,
    field: Memo<Option<field::Field>>,
}

impl Study {
    fn of(page: Page) -> Self {
        let stack = Memo::new(move |_| page.playground.with(|all| all.stack.clone()));
        Self {
            page,
            stack,
            field: Memo::new(move |_| stack.with(field::field)),
        }
    }

    /// Something of the field, or its default where there is none.
    fn read<T: Default>(self, look: impl FnOnce(&field::Field) -> T) -> T {
        self.field
            .with(|field| field.as_ref().map(look).unwrap_or_default())
    }

    fn change(self, change: impl FnOnce(&mut Stack)) {
        let mut next = self.page.playground.get_untracked();
        change(&mut next.stack);
        self.page.choose_all(next);
    }

    fn look_at(self, row: usize, place: [usize; 2]) {
        self.change(|stack| stack.unit = Unit::At { row, place });
    }

    /// From one layer to another, at the same share of its height and width.
    fn climb(self, row: usize) {
        let place = untrack(|| {
            self.read(|field| {
                let rows = &field.trace.rows;
                let row = row.min(rows.len() - 1);
                let [from, to] = [field.row, row].map(|row| extent(&rows[row]));
                [0, 1].map(|a| (2 * field.unit[a] + 1) * to[a] / (2 * from[a].max(1)))
            })
        });
        self.look_at(row, place);
    }

    /// Arrow keys move the unit, Page Up and Page Down change the layer.
    fn press(self, event: &KeyboardEvent) {
        let (row, [i, j]) = untrack(|| self.read(|field| (field.row, field.unit)));
        match event.key().as_str() {
            "ArrowUp" => self.look_at(row, [i.saturating_sub(1), j]),
            "ArrowDown" => self.look_at(row, [i + 1, j]),
            "ArrowLeft" => self.look_at(row, [i, j.saturating_sub(1)]),
            "ArrowRight" => self.look_at(row, [i, j + 1]),
            "PageUp" => self.climb(row + 1),
            "PageDown" => self.climb(row.saturating_sub(1)),
            "Enter" | " " => {
                if let Some(row) = dom::pointed_path(event).and_then(|path| path.parse().ok()) {
                    self.climb(row);
                }
            }
            _ => return,
        }
        event.prevent_default();
    }
}

#[component]
pub fn Field(page: Page) -> AnyView {
    let study = Study::of(page);
    let lines = move || study.read(field::Field::formula).join("\n");
    let told = move || {
        let lang = page.lang.get();
        study.read(|field| sentences::unit_sees(field, lang))
    };
    let reach = move || {
        let lang = page.lang.get();
        study.read(|field| sentences::sees_all(field, lang))
    };
    view! {
        <div class="card field-card">
            <Editor study/>
            <p class="field-formula" data-testid="formula">{lines}</p>
            <p class="quiet-line" role="status" data-testid="arithmetic">{told}</p>
            <Figures study/>
            <Table study/>
            <p class="quiet-line">{reach}</p>
        </div>
    }
    .into_any()
}
