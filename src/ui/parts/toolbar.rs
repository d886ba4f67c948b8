//! The header's own controls: theme, size, link. Where they are remembered is this file's business;
//! what they look like is `style/tokens.css`'s.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::text::strings;
use crate::ui::dom;
use crate::ui::page::Page;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Theme {
    Auto,
    Light,
    Dark,
}

impl Theme {
    fn remembered() -> Self {
        match dom::root_attribute("data-theme").as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            Some(_) | None => Theme::Auto,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Away from the system's own first, so that every press shows.
    fn next(self) -> Self {
        let system_is_dark = dom::media("(prefers-color-scheme: dark)");
        let (other, same) = match system_is_dark {
            true => (Theme::Light, Theme::Dark),
            false => (Theme::Dark, Theme::Light),
        };
        match self {
            Theme::Auto => other,
            theme if theme == other => same,
            Theme::Light | Theme::Dark => Theme::Auto,
        }
    }
}

#[component]
pub fn Toolbar(page: Page) -> impl IntoView {
    view! {
        <div class="toolbar">
            <ThemeSwitch page/>
            <SizeSwitch page/>
            <CopyLink page/>
        </div>
    }
}

#[component]
fn ThemeSwitch(page: Page) -> impl IntoView {
    let theme = RwSignal::new(Theme::remembered());
    let turn = move |_| {
        theme.update(|theme| *theme = theme.next());
        let word = theme.get_untracked().word();
        dom::set_root_attribute("data-theme", Some(word));
        dom::remember("convlab-theme", word);
        page.change_look();
    };
    let name = move || match theme.get() {
        Theme::Auto => strings::THEME_AUTO,
        Theme::Light => strings::THEME_LIGHT,
        Theme::Dark => strings::THEME_DARK,
    };
    view! {
        <button type="button" class="button quiet" data-testid="theme-switch" on:click=turn>
            <span class="prefix">{page.say(strings::THEME)} ":\u{a0}"</span>
            {move || name().get(page.lang.get())}
        </button>
    }
}

#[component]
fn SizeSwitch(page: Page) -> impl IntoView {
    let remembered = dom::root_attribute("data-size");
    let large = RwSignal::new(remembered.as_deref() == Some("projector"));
    let turn = move |_| {
        large.update(|large| *large = !*large);
        let word = if large.get_untracked() {
            "projector"
        } else {
            "normal"
        };
        dom::set_root_attribute("data-size", Some(word));
        dom::remember("convlab-size", word);
        page.change_look();
    };
    view! {
        <button
            type="button"
            class="button quiet"
            data-testid="size-switch"
            aria-pressed=move || large.get().to_string()
            on:click=turn
        >
            {page.say(strings::SIZE_PROJECTOR)}
        </button>
    }
}

#[component]
fn CopyLink(page: Page) -> impl IntoView {
    let said = RwSignal::new(strings::COPY_LINK);
    let copy = move |_| {
        spawn_local(async move {
            let link = window().location().href().unwrap_or_default();
            let copied = dom::copy(&link).await;
            said.set(if copied {
                strings::LINK_COPIED
            } else {
                strings::COPY_FAILED
            });
            set_timeout(
                move || {
                    // The button may be gone by now.
                    let _ = said.try_set(strings::COPY_LINK);
                },
                std::time::Duration::from_secs(2),
            );
        });
    };
    view! {
        <button type="button" class="button quiet" data-testid="copy-link" on:click=copy>
            <span aria-live="polite">{move || said.get().get(page.lang.get())}</span>
        </button>
    }
}
