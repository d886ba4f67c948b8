//! PyTorch source with light colours; a line lights up with the block of its layer, and back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::lesson::python::{self, Kind};
use crate::nn::torch::{self, Line};
use crate::text::strings;
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::scene::Pointing;

#[component]
pub fn Code(
    page: Page,
    #[prop(into)] lines: Signal<Vec<Line>>,
    pointing: Pointing,
) -> impl IntoView {
    let lit = Memo::new(move |_| {
        let paths = pointing.paths().into_iter().flatten();
        let lit = |path: String| lines.with(|lines| torch::lit(lines, &path).map(str::to_owned));
        paths.filter_map(lit).collect::<Vec<_>>()
    });
    let listing = move || {
        lines
            .get()
            .into_iter()
            .map(|line| code_line(line, lit, pointing))
            .collect_view()
    };
    view! {
        <div class="code" data-testid="code">
            <CopyCode page lines/>
            <pre
                tabindex="0"
                aria-label=page.say(strings::CODE)
                on:pointerover=move |event| pointing.over(&event)
                on:pointerleave=move |_| pointing.leave()
                on:click=move |event| pointing.pin(&event)
            >
                <code>{listing}</code>
            </pre>
        </div>
    }
}

fn code_line(line: Line, lit: Memo<Vec<String>>, pointing: Pointing) -> impl IntoView {
    let path = line.path.clone();
    let is_lit = move || {
        path.as_ref()
            .is_some_and(|path| pointing.is_at(Some(path)) || lit.with(|lit| lit.contains(path)))
    };
    let pieces: Vec<_> = python::pieces(&line.text)
        .into_iter()
        .map(|(kind, text)| {
            view! { <span class=class(kind)>{text.to_owned()}</span> }
        })
        .collect();
    view! {
        <span
            class="code-line"
            class:lit=is_lit
            data-path=line.path
        >
            {pieces}
            "\n"
        </span>
    }
}

const fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Plain => "tok-plain",
        Kind::Keyword => "tok-keyword",
        Kind::Call => "tok-name",
        Kind::Number => "tok-number",
        Kind::Text => "tok-text",
        Kind::Comment => "tok-comment",
    }
}

#[component]
fn CopyCode(page: Page, lines: Signal<Vec<Line>>) -> impl IntoView {
    let said = RwSignal::new(strings::COPY_CODE);
    let copy = move |_| {
        let lines: Vec<String> = lines
            .get_untracked()
            .into_iter()
            .map(|line| line.text)
            .collect();
        spawn_local(async move {
            let copied = dom::copy(&lines.join("\n")).await;
            said.set(if copied {
                strings::CODE_COPIED
            } else {
                strings::COPY_FAILED
            });
        });
    };
    view! {
        <button type="button" class="button quiet" on:click=copy>
            <span aria-live="polite">{move || said.get().get(page.lang.get())}</span>
        </button>
    }
}
