//! The page generator: chapters in Markdown → one static HTML file a route, in both languages.
//! Native only; writing the files to disk is left to xtask.

pub mod directive;
pub mod error;
pub mod facts;
pub mod markdown;
pub mod math;
pub mod page;
pub mod parity;
pub mod route;

use std::path::Path;

use self::error::{PageError, Problem};
use self::markdown::{Block, Context, Kind};
use self::page::Site;
use self::route::{CONTENTS, GLOSSARY, Route};
use super::chapters::{self, CHAPTERS};
use super::lang::Lang;
use super::program::Program;

/// Where the sources lie, below the project's root.
pub const CHAPTERS_DIR: &str = "assets/chapters";

/// A finished file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Below the site's root: `zh/lenet/index.html`.
    pub path: String,
    pub html: String,
}

/// The built programs, as the pages name them: all at the site's root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Programs<'a> {
    /// What the names of each program's files begin with, in the order of `Program::ALL`:
    /// `STEM.js`, `STEM_bg.wasm`. The template loads the first; a page, the one that leads there.
    pub stems: [&'a str; Program::ALL.len()],
    /// The worker's script.
    pub worker: &'a str,
    /// Its like on WebGPU.
    pub gpu_worker: &'a str,
}

/// All pages of the site, made of Trunk's `template` and the chapters under `project`.
///
/// # Errors
/// Everything that is wrong in any source, with file and line.
pub fn build(
    project: &Path,
    template: &str,
    programs: Programs<'_>,
) -> Result<Vec<Page>, Vec<PageError>> {
    let sources = sources(project);
    let built: Vec<&'static str> = CHAPTERS
        .iter()
        .map(|chapter| chapter.slug)
        .filter(|slug| sources.iter().any(|(name, _)| name == slug))
        .collect();
    let site = Site::new(template, programs, &built).map_err(|problem| {
        vec![PageError {
            file: "index.html".to_owned(),
            line: 0,
            problem,
        }]
    })?;
    let mut pages = Vec::new();
    let mut errors = Vec::new();
    for (name, folder) in &sources {
        match both_languages(project, &site, name, folder) {
            Ok(both) => pages.extend(both),
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() {
        Ok(pages)
    } else {
        Err(errors)
    }
}

/// Name and folder of every page that has a source.
fn sources(project: &Path) -> Vec<(&'static str, String)> {
    let written = |folder: &String| project.join(CHAPTERS_DIR).join(folder).is_dir();
    let chapters = CHAPTERS
        .iter()
        .enumerate()
        .filter_map(|(position, chapter)| {
            let folder = chapters::folder(position)?;
            written(&folder).then_some((chapter.slug, folder))
        });
    let fixed = [CONTENTS, GLOSSARY].map(|name| (name, name.to_owned()));
    fixed.into_iter().chain(chapters).collect()
}

fn both_languages(
    project: &Path,
    site: &Site<'_>,
    name: &'static str,
    folder: &str,
) -> Result<Vec<Page>, Vec<PageError>> {
    let mut pages = Vec::new();
    let mut parsed = Vec::new();
    let mut errors = Vec::new();
    for lang in Lang::ALL {
        let file = format!("{CHAPTERS_DIR}/{folder}/{}.md", lang.slug());
        let mut routes = vec![Route::Page { lang, name }];
        if lang == Lang::Zh && name == CONTENTS {
            routes.push(Route::Root);
        }
        for route in routes {
            match one_page(project, site, &file, route) {
                Ok((page, blocks)) => {
                    pages.push(page);
                    parsed.push((file.clone(), blocks));
                }
                Err(found) => errors.extend(found),
            }
        }
    }
    if errors.is_empty()
        && let [(one_file, one), .., (two_file, two)] = parsed.as_slice()
    {
        let one = parity::Source {
            file: one_file,
            blocks: one,
        };
        let two = parity::Source {
            file: two_file,
            blocks: two,
        };
        errors.extend(parity::check(&one, &two));
    }
    if errors.is_empty() {
        Ok(pages)
    } else {
        Err(errors)
    }
}

fn one_page(
    project: &Path,
    site: &Site<'_>,
    file: &str,
    route: Route,
) -> Result<(Page, Vec<Block>), Vec<PageError>> {
    let fault = |line, problem| {
        vec![PageError {
            file: file.to_owned(),
            line,
            problem,
        }]
    };
    let source = std::fs::read_to_string(project.join(file)).map_err(|error| {
        fault(
            0,
            Problem::Unreadable {
                reason: error.to_string(),
            },
        )
    })?;
    let resolve = |slug: &str| {
        let known = [CONTENTS, GLOSSARY];
        let name = known.iter().chain(site.built).find(|name| **name == slug)?;
        Some(route.href(Route::Page {
            lang: route.lang(),
            name,
        }))
    };
    let context = Context {
        file,
        lang: route.lang(),
        resolve: &resolve,
    };
    let blocks = markdown::parse(&source, &context)?;
    let titles = blocks.iter().filter(|block| is_title(block)).count();
    if titles != 1 || !blocks.first().is_some_and(is_title) {
        return Err(fault(1, Problem::Title));
    }
    let html = site.page(route, &blocks);
    Ok((
        Page {
            path: route.file(),
            html,
        },
        blocks,
    ))
}

fn is_title(block: &Block) -> bool {
    matches!(block.kind, Kind::Heading { level: 1, .. })
}
