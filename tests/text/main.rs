//! The static pages: every route, both languages, links, languages that correspond.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use convlab::lesson::link;
use convlab::lesson::state::Playground;
use convlab::text::chapters::CHAPTERS;
use convlab::text::pages::{self, Page, Programs, page};

mod choices;
mod device;
mod widgets;

const TEMPLATE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <!--convlab:head-->\n<link rel=\"stylesheet\" href=\"./style-0.css\">\n\
    <script type=\"module\">import init from './app-operations-0.js';</script>\n</head>\n\
    <body>\n<!--convlab:body-->\n</body>\n</html>\n";

const PROGRAMS: Programs<'_> = Programs {
    stems: [
        "app-operations-0",
        "app-pictures-0",
        "app-channels-0",
        "app-layers-0",
        "app-structure-0",
        "app-networks-0",
        "app-views-0",
        "app-builder-0",
        "app-labs-0",
    ],
    worker: "worker-0.js",
    gpu_worker: "gpu-worker-0.js",
};

fn site() -> Vec<Page> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    match pages::build(project, TEMPLATE, PROGRAMS) {
        Ok(pages) => pages,
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"));
        }
    }
}

/// The values of an attribute, in order.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    html.split(opening.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// `zh/lenet/` + `../../en/lenet/` → `en/lenet/index.html`.
fn target(from: &str, href: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in href.split('/') {
        match part {
            ".." => {
                folders.pop().expect("a link leaves the site");
            }
            "." | "" => {}
            folder => folders.push(folder),
        }
    }
    folders.push("index.html");
    folders.join("/")
}

#[test]
fn every_route_is_a_file_in_both_languages() {
    let paths: BTreeSet<String> = site().into_iter().map(|page| page.path).collect();
    for lang in ["zh", "en"] {
        for page in ["", "lenet/", "glossary/"] {
            assert!(
                paths.contains(&format!("{lang}/{page}index.html")),
                "{lang}/{page}"
            );
        }
    }
    assert!(paths.contains("index.html"));
}

#[test]
fn a_page_says_its_language_title_and_description() {
    for page in site() {
        let (lang, tag) = match page.path.starts_with("en/") {
            true => ("en", "en"),
            false => ("zh", "zh-CN"),
        };
        let opening = format!("<html lang=\"{tag}\" data-lang=\"{lang}\" data-page=\"");
        assert!(page.html.contains(&opening), "{}", page.path);
        for once in [
            "<title>",
            "<meta name=\"description\"",
            "<h1",
            "<main ",
            "</html>",
        ] {
            assert_eq!(
                page.html.matches(once).count(),
                1,
                "{once} in {}",
                page.path
            );
        }
        let contents = attributes(&page.html, "content");
        assert_eq!(contents[1..3], ["worker-0.js", "gpu-worker-0.js"]);
        assert!(
            !page.html.contains("convlab:"),
            "a marker is left in {}",
            page.path
        );
        let outside_code = page
            .html
            .split("<pre ")
            .enumerate()
            .map(|(i, part)| match i {
                0 => part,
                _ => part.split_once("</pre>").expect("closed").1,
            });
        let prose: String = outside_code.collect();
        assert!(
            !prose.contains('*'),
            "emphasis is not closed in {}",
            page.path
        );
    }
}

#[test]
fn links_are_relative_and_lead_to_pages() {
    let pages: BTreeMap<String, String> = site()
        .into_iter()
        .map(|page| (page.path, page.html))
        .collect();
    for (path, html) in &pages {
        for href in attributes(html, "href") {
            assert!(
                !href.starts_with('/') && !href.contains("://"),
                "{href} in {path}"
            );
            let (address, _, id) = parts(href);
            if address.ends_with(".css") {
                continue;
            }
            let goal = if address.is_empty() {
                path.clone()
            } else {
                target(path, &address)
            };
            let there = pages
                .get(&goal)
                .unwrap_or_else(|| panic!("{href} in {path}: no {goal}"));
            assert!(
                id.is_empty() || attributes(there, "id").contains(&id.as_str()),
                "{href} in {path}"
            );
        }
    }
}

#[test]
fn the_template_s_own_addresses_follow_the_page() {
    for page in site() {
        let root = "../".repeat(page.path.matches('/').count());
        let root = if root.is_empty() {
            "./".to_owned()
        } else {
            root
        };
        assert!(
            page.html.contains(&format!("href=\"{root}style-0.css\"")),
            "{}",
            page.path
        );
        let program = match page.path.split('/').nth(1) {
            Some("lenet" | "alexnet" | "vgg" | "nin" | "googlenet" | "compare") => {
                "app-structure-0"
            }
            Some("modules") => "app-builder-0",
            Some("cross-correlation") => "app-pictures-0",
            Some("channels") => "app-channels-0",
            Some("receptive-field" | "conv-vs-dense") => "app-layers-0",
            Some(_) | None => "app-operations-0",
        };
        assert!(
            page.html.contains(&format!("from '{root}{program}.js'")),
            "{}",
            page.path
        );
    }
}

#[test]
fn both_languages_have_the_same_blocks_and_swaps() {
    let pages: BTreeMap<String, String> = site()
        .into_iter()
        .map(|page| (page.path, page.html))
        .collect();
    for (path, zh) in pages.iter().filter(|(path, _)| path.starts_with("zh/")) {
        let en = &pages[&path.replacen("zh/", "en/", 1)];
        for attribute in ["data-block", "data-widget", "data-program", "id"] {
            assert_eq!(
                attributes(zh, attribute),
                attributes(en, attribute),
                "{path}"
            );
        }
        assert_eq!(
            zh.matches(" data-swap").count(),
            en.matches(" data-swap").count(),
            "{path}"
        );
        let numbers: Vec<usize> = attributes(zh, "data-block")
            .iter()
            .map(|n| n.parse().expect("a number"))
            .collect();
        assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>(), "{path}");
    }
}

#[test]
fn the_list_of_chapters_has_all_and_links_the_written_ones() {
    for page in site() {
        let nav = page
            .html
            .split("<nav class=\"chapters\"")
            .nth(1)
            .expect("a nav");
        let nav = nav.split("</nav>").next().expect("closed");
        assert_eq!(nav.matches("<li ").count(), CHAPTERS.len(), "{}", page.path);
        assert_eq!(
            nav.matches("<li class=\"built\"><a ").count(),
            CHAPTERS.len(),
            "{}",
            page.path
        );
        let current = usize::from(page.path != "index.html");
        assert!(
            nav.matches("aria-current=\"page\"").count() >= current,
            "{}",
            page.path
        );
    }
}

/// Address, query and id of a link; `&amp;` read as a browser does.
fn parts(href: &str) -> (String, String, String) {
    let href = href.replace("&amp;", "&");
    let (rest, id) = href.split_once('#').unwrap_or((&href, ""));
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    (address.to_owned(), query.to_owned(), id.to_owned())
}

#[test]
fn a_link_that_sets_widgets_up_says_only_choices_there_are_in_both_languages() {
    // With the page that each leads to.
    let queries = |page: &Page| -> BTreeSet<(String, String)> {
        let hrefs = attributes(&page.html, "href").into_iter().map(parts);
        let hrefs = hrefs.filter(|(_, query, _)| !query.is_empty());
        hrefs
            .map(|(address, query, _)| {
                let goal = target(&page.path, &address);
                let slug = goal.split('/').nth(1).expect("a page").to_owned();
                (slug, query)
            })
            .collect()
    };
    let site = site();
    for page in &site {
        let twin = match page.path.split_once('/') {
            Some(("zh", rest)) => format!("en/{rest}"),
            Some((_, rest)) => format!("zh/{rest}"),
            None => "zh/index.html".to_owned(),
        };
        let twin = site
            .iter()
            .find(|other| other.path == twin)
            .expect("a twin");
        assert_eq!(queries(page), queries(twin), "{}", page.path);
        for (slug, query) in queries(page) {
            for pair in query.split('&') {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                let mut playground = Playground::of(&slug);
                assert!(
                    link::set(&link::ALL, &mut playground, name, value),
                    "{pair} in {}",
                    page.path
                );
                assert_eq!(
                    link::get(&link::ALL, &playground, name).as_deref(),
                    Some(value),
                    "{pair}"
                );
            }
        }
    }
}

#[test]
fn trunk_s_template_has_the_markers() {
    let template = include_str!("../../index.html");
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(
        pages::build(project, template, PROGRAMS).map(|p| p.len()),
        Ok(site().len())
    );
    for marker in [page::HEAD_MARKER, page::BODY_MARKER, "<html"] {
        let errors = pages::build(project, &template.replace(marker, ""), PROGRAMS);
        let errors = errors.expect_err("a template without a marker");
        assert_eq!(
            (errors.len(), errors[0].file.as_str()),
            (1, "index.html"),
            "{marker}"
        );
    }
}
