//! Blocks → a whole HTML page in Trunk's template. The page contract that `ui` relies on:
//! `data-block` numbers the blocks of `<article>`; elements with `data-swap` are exchanged whole,
//! in order, when the language changes; `data-widget` marks the places where widgets are mounted,
//! `data-program` says by which program. The template loads the program that leads the page;
//! `convlab-programs` names the others, which `index.html` loads after it.

use super::Programs;
use super::error::Problem;
use super::markdown::{Block, Kind};
use super::route::{CONTENTS, GLOSSARY, Route};
use crate::text::chapters::CHAPTERS;
use crate::text::lang::{Lang, Text};
use crate::text::program::{Cast, Program};
use crate::text::strings;
use crate::text::widget::Widget;

pub const HEAD_MARKER: &str = "<!--convlab:head-->";
pub const BODY_MARKER: &str = "<!--convlab:body-->";

/// What all pages share.
pub struct Site<'a> {
    /// Before the opening `<html>` tag, and after it with both markers.
    prologue: &'a str,
    shell: &'a str,
    programs: Programs<'a>,
    /// Slugs of the chapters that are written, in order.
    pub built: &'a [&'static str],
}

impl<'a> Site<'a> {
    /// A site in Trunk's output for index.html.
    ///
    /// # Errors
    /// A marker that the template lacks.
    pub fn new(
        template: &'a str,
        programs: Programs<'a>,
        built: &'a [&'static str],
    ) -> Result<Self, Problem> {
        let lacks = |marker| Problem::Marker { marker };
        let (prologue, rest) = template.split_once("<html").ok_or(lacks("<html>"))?;
        let (_, shell) = rest.split_once('>').ok_or(lacks("<html>"))?;
        for marker in [HEAD_MARKER, BODY_MARKER] {
            if !shell.contains(marker) {
                return Err(lacks(marker));
            }
        }
        Ok(Self {
            prologue,
            shell,
            programs,
            built,
        })
    }

    /// The complete file for `route`.
    pub fn page(&self, route: Route, blocks: &[Block]) -> String {
        let (lang, root) = (route.lang(), route.root());
        let widgets = blocks.iter().filter_map(widget).collect::<Vec<_>>();
        let cast = Cast::of(&widgets);
        let html = format!(
            "<html lang=\"{}\" data-lang=\"{}\" data-page=\"{}\" data-root=\"{root}\">",
            lang.tag(),
            lang.slug(),
            route.name(),
        );
        // Trunk writes its own addresses as ./FILE, which holds at the root only.
        let shell = self
            .shell
            .replace("\"./", &format!("\"{}", or_dot(&root)))
            .replace("'./", &format!("'{}", or_dot(&root)))
            .replace(self.programs.stems[0], self.stem(cast.leader()))
            .replacen(HEAD_MARKER, &self.head(route, &cast), 1)
            .replacen(BODY_MARKER, &self.body(route, &cast, blocks), 1);
        format!("{}{html}{shell}", self.prologue)
    }

    fn stem(&self, program: Program) -> &'a str {
        self.programs.stems[program as usize]
    }

    fn head(&self, route: Route, cast: &Cast) -> String {
        let lang = route.lang();
        let title = match route.name() {
            CONTENTS => strings::COURSE.get(lang).to_owned(),
            name => format!(
                "{} · {}",
                page_title(name).get(lang),
                strings::BRAND.get(lang)
            ),
        };
        let followers = cast.programs.iter().skip(1).map(|one| self.stem(*one));
        let followers: Vec<&str> = followers.collect();
        let mut head = format!(
            "<title>{title}</title>\n<meta name=\"description\" content=\"{}\">\n\
             <meta name=\"convlab-worker\" content=\"{}\">\n\
             <meta name=\"convlab-worker-gpu\" content=\"{}\">\n\
             <meta name=\"convlab-programs\" content=\"{}\">\n",
            page_promise(route.name()).get(lang),
            self.programs.worker,
            self.programs.gpu_worker,
            followers.join(" "),
        );
        for other in Lang::ALL {
            let href = route.href(in_language(route, other));
            let tag = other.tag();
            head += &format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{href}\">\n");
        }
        head
    }

    fn body(&self, route: Route, cast: &Cast, blocks: &[Block]) -> String {
        let lang = route.lang();
        let mut programs = cast.of.iter();
        let numbered: Vec<String> = blocks
            .iter()
            .enumerate()
            .map(|(number, block)| match block.kind {
                Kind::Chapters => self.contents(route, number),
                Kind::Widget { .. } => {
                    let program = programs.next().copied();
                    block.place(number, program.unwrap_or(cast.leader()))
                }
                _ => block.html(number),
            })
            .collect();
        [
            format!(
                "<a class=\"skip\" href=\"#main\" data-swap>{}</a>",
                strings::SKIP_TO_TEXT.get(lang)
            ),
            header(route, cast.leader()),
            self.chapter_nav(route),
            "<main id=\"main\">".to_owned(),
            format!(
                "<noscript><p class=\"hint\">{}</p></noscript>\n\
                 <p class=\"hint unsupported\" hidden data-swap>{}</p>",
                strings::NO_SCRIPT.get(lang),
                strings::NO_SIMD.get(lang)
            ),
            format!("<article>\n{}\n</article>", numbered.join("\n")),
            self.prev_next(route),
            "</main>".to_owned(),
            self.footer(route),
        ]
        .join("\n")
    }

    /// The contents page's list: a line each on what the reader will do.
    fn contents(&self, route: Route, number: usize) -> String {
        let lang = route.lang();
        let items = CHAPTERS.iter().map(|chapter| {
            let title = self.chapter_link(route, chapter.slug, chapter.title);
            let promise = chapter.promise.get(lang);
            let class = if self.built.contains(&chapter.slug) {
                "built"
            } else {
                "soon"
            };
            format!("<li class=\"{class}\">{title}<p>{promise}</p></li>")
        });
        let items: Vec<String> = items.collect();
        format!(
            "<ol class=\"contents\" data-block=\"{number}\">\n{}\n</ol>",
            items.join("\n")
        )
    }

    fn chapter_nav(&self, route: Route) -> String {
        let lang = route.lang();
        let items: Vec<String> = CHAPTERS
            .iter()
            .map(|chapter| {
                let class = if self.built.contains(&chapter.slug) {
                    "built"
                } else {
                    "soon"
                };
                let title = self.chapter_link(route, chapter.slug, chapter.title);
                format!("<li class=\"{class}\">{title}</li>")
            })
            .collect();
        format!(
            "<nav class=\"chapters\" data-testid=\"chapter-nav\" aria-label=\"{}\" data-swap>\n\
             <p>{}</p>\n<ol>\n{}\n</ol>\n<p>{}</p>\n</nav>",
            strings::CHAPTERS.get(lang),
            link(route, CONTENTS),
            items.join("\n"),
            link(route, GLOSSARY),
        )
    }

    /// A link if the chapter is written, else its title and a mark.
    fn chapter_link(&self, route: Route, slug: &'static str, title: Text) -> String {
        let lang = route.lang();
        if self.built.contains(&slug) {
            return link(route, slug);
        }
        let (title, soon) = (title.get(lang), strings::SOON.get(lang));
        format!("<span>{title}</span> <small class=\"mark\">{soon}</small>")
    }

    fn prev_next(&self, route: Route) -> String {
        let lang = route.lang();
        let pages: Vec<&'static str> = std::iter::once(CONTENTS)
            .chain(self.built.iter().copied())
            .chain([GLOSSARY])
            .collect();
        let here = pages.iter().position(|name| *name == route.name());
        let step = |target: Option<usize>, rel: &str, word: Text| {
            let name = target.and_then(|i| pages.get(i)).copied()?;
            let href = route.href(Route::Page { lang, name });
            let (word, title) = (word.get(lang), page_title(name).get(lang));
            Some(format!(
                "<a rel=\"{rel}\" href=\"{href}\"><small>{word}</small> {title}</a>"
            ))
        };
        let previous = step(
            here.and_then(|i| i.checked_sub(1)),
            "prev",
            strings::PREVIOUS,
        );
        let next = step(here.map(|i| i + 1), "next", strings::NEXT);
        let links: Vec<String> = previous.into_iter().chain(next).collect();
        format!(
            "<nav class=\"prev-next\" aria-label=\"{}\" data-swap>{}</nav>",
            strings::TURN_PAGE.get(lang),
            links.join("\n")
        )
    }

    fn footer(&self, route: Route) -> String {
        format!(
            "<footer data-swap><p>{}</p></footer>",
            strings::FOOTER.get(route.lang())
        )
    }
}

/// The widget that a block leaves room for.
fn widget(block: &Block) -> Option<Widget> {
    match block.kind {
        Kind::Widget { widget, .. } => Some(widget),
        _ => None,
    }
}

fn header(route: Route, leader: Program) -> String {
    let (lang, other) = (route.lang(), route.lang().other());
    let home = route.href(Route::Page {
        lang,
        name: CONTENTS,
    });
    format!(
        "<header class=\"bar\">\n<a class=\"brand\" href=\"{home}\" data-swap>{}</a>\n\
         <a class=\"lang-switch\" data-testid=\"lang-switch\" lang=\"{tag}\" hreflang=\"{tag}\" \
         href=\"{}\" data-swap>{}</a>\n<div data-widget=\"{}\" data-program=\"{}\"></div>\n</header>",
        strings::BRAND.get(lang),
        route.href(in_language(route, other)),
        strings::LANGUAGE_NAME.get(other),
        Widget::Toolbar.name(),
        leader.name(),
        tag = other.tag(),
    )
}

/// A link to a page of the same language, marked if it leads here.
fn link(route: Route, name: &'static str) -> String {
    let lang = route.lang();
    let href = route.href(Route::Page { lang, name });
    let current = if route.name() == name {
        " aria-current=\"page\""
    } else {
        ""
    };
    let title = page_title(name).get(lang);
    format!("<a href=\"{href}\"{current}>{title}</a>")
}

fn in_language(route: Route, lang: Lang) -> Route {
    Route::Page {
        lang,
        name: route.name(),
    }
}

fn page_title(name: &str) -> Text {
    match CHAPTERS.iter().find(|chapter| chapter.slug == name) {
        Some(chapter) => chapter.title,
        None if name == GLOSSARY => strings::GLOSSARY,
        None => strings::CONTENTS,
    }
}

fn page_promise(name: &str) -> Text {
    match CHAPTERS.iter().find(|chapter| chapter.slug == name) {
        Some(chapter) => chapter.promise,
        None if name == GLOSSARY => strings::GLOSSARY_PROMISE,
        None => strings::COURSE_PROMISE,
    }
}

fn or_dot(root: &str) -> &str {
    if root.is_empty() { "./" } else { root }
}
