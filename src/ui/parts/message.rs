//! Lines that speak: notes, and errors beside the control they belong to.

use leptos::prelude::*;

use crate::text::strings;
use crate::ui::page::Page;

/// How a line that comes and goes looks and speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Beside a control.
    Hint,
    /// Something to know while it lasts.
    Note,
}

/// `words` while there are some.
#[component]
pub fn Line(
    tone: Tone,
    #[prop(into)] words: Signal<Option<String>>,
    #[prop(optional)] testid: Option<&'static str>,
) -> AnyView {
    let class = match tone {
        Tone::Hint => "hint",
        Tone::Note => "note",
    };
    let line = move |words: String| {
        view! { <p class=class role="status" data-testid=testid>{words}</p> }
    };
    (move || words.get().map(line)).into_any()
}

/// What went wrong: the first of `words`, the others as a list below it; nothing while there are
/// none. With `retry`, a button that asks again.
#[component]
pub fn ErrorBox(
    page: Page,
    #[prop(into)] words: Signal<Vec<String>>,
    #[prop(optional)] retry: Option<Callback<()>>,
) -> AnyView {
    let body = move || {
        let mut words = words.get().into_iter();
        let first = words.next()?;
        let rest: Vec<_> = words.map(|words| view! { <li>{words}</li> }).collect();
        let rest = (!rest.is_empty()).then(|| view! { <ul>{rest}</ul> });
        let button = retry.map(|retry| retry_button(page, retry));
        Some(view! {
            <div class="error" role="alert" data-testid="error">
                <p>{first}</p>
                {rest}
                {button}
            </div>
        })
    };
    body.into_any()
}

fn retry_button(page: Page, retry: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button" data-testid="retry" on:click=move |_| retry.run(())>
            {page.say(strings::RETRY)}
        </button>
    }
}
