//! The addresses of the site: every route a folder with an index.html, every link relative.

use crate::text::lang::Lang;

/// One page in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The Chinese contents page once more, as the site's index.html.
    Root,
    Page {
        lang: Lang,
        name: &'static str,
    },
}

/// `data-page` of the contents page.
pub const CONTENTS: &str = "contents";
pub const GLOSSARY: &str = "glossary";

impl Route {
    pub fn lang(self) -> Lang {
        match self {
            Route::Root => Lang::Zh,
            Route::Page { lang, .. } => lang,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Route::Root => CONTENTS,
            Route::Page { name, .. } => name,
        }
    }

    /// Folder below the site's root, with a closing slash: `zh/lenet/`; empty for the root.
    pub fn folder(self) -> String {
        match self {
            Route::Root => String::new(),
            Route::Page {
                lang,
                name: CONTENTS,
            } => format!("{}/", lang.slug()),
            Route::Page { lang, name } => format!("{}/{name}/", lang.slug()),
        }
    }

    /// Where the page's file goes.
    pub fn file(self) -> String {
        self.folder() + "index.html"
    }

    /// From this page back to the site's root: `../../`; empty at the root.
    pub fn root(self) -> String {
        "../".repeat(self.folder().matches('/').count())
    }

    /// From this page to another.
    pub fn href(self, to: Route) -> String {
        let href = self.root() + &to.folder();
        if href.is_empty() {
            "./".to_owned()
        } else {
            href
        }
    }
}
