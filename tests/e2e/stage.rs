//! What a flow stands on: one page, one server, and the words that many flows share.
//! Which flows there are is left to `flows`.

use std::cell::RefCell;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::{Page, SOON};
use crate::server::Server;

/// One epoch on all pictures and its test, on a machine that does other things too.
pub const EPOCH: Duration = Duration::from_secs(150);

pub struct Stage {
    pub page: Page,
    pub server: Server,
    expected: RefCell<Vec<String>>,
}

impl Stage {
    pub fn new(page: Page, server: Server) -> Self {
        Self {
            page,
            server,
            expected: RefCell::default(),
        }
    }

    /// Opens a route and waits for the widgets.
    #[track_caller]
    pub fn open(&self, route: &str) {
        self.page.goto(&self.server.url(route));
        self.page.wait_for(
            "window.wasmBindings && !document.querySelector('.placeholder')",
            SOON,
        );
        self.page.find("[data-testid=theme-switch]");
    }

    /// The tab that commands go to.
    pub fn tab(&self) -> Value {
        self.page.session.get("/window").unwrap()
    }

    pub fn turn_to(&self, tab: &Value) {
        let handle = json!({ "handle": tab });
        self.page.session.post("/window", &handle).unwrap();
    }

    /// Another tab of the same browser; commands go there from now on.
    pub fn open_tab(&self) {
        let kind = json!({ "type": "tab" });
        let opened = self.page.session.post("/window/new", &kind).unwrap();
        self.turn_to(&opened["handle"]);
    }

    /// Runs `script` in every page opened from now on, before anything of the page's own; returns what
    /// [`Stage::forget`] knows it by.
    pub fn before_load(&self, script: &str) -> String {
        let command = "Page.addScriptToEvaluateOnNewDocument";
        let answer = self.page.session.cdp(command, json!({ "source": script }));
        let id = &answer.unwrap()["identifier"];
        id.as_str().unwrap_or_default().to_owned()
    }

    pub fn forget(&self, script: &str) {
        let command = "Page.removeScriptToEvaluateOnNewDocument";
        let parameters = json!({ "identifier": script });
        self.page.session.cdp(command, parameters).unwrap();
    }

    /// A console message that this flow provokes.
    pub fn expect_console(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// What must not have happened on any page: errors in the console, requests to other hosts.
    pub fn complaints(&self) -> Vec<String> {
        let expected = self.expected.borrow();
        let is_expected = |message: &String| expected.iter().any(|part| message.contains(part));
        let errors = self.page.console_errors().into_iter();
        let foreign = self
            .page
            .foreign_requests(&self.server.origin())
            .into_iter();
        errors
            .filter(|message| !is_expected(message))
            .map(|message| format!("console: {message}"))
            .chain(foreign.map(|url| format!("asked another host: {url}")))
            .chain(
                self.server
                    .violations()
                    .into_iter()
                    .map(|report| format!("policy: {report}")),
            )
            .collect()
    }

    #[track_caller]
    pub fn click(&self, testid: &str) {
        let element = self.page.testid(testid);
        element.click();
    }

    /// The text of an element, now.
    #[track_caller]
    pub fn text(&self, css: &str) -> String {
        self.page.find(css);
        let text = self.page.run(
            "return document.querySelector(arguments[0]).innerText",
            json!([css]),
        );
        text.as_str().unwrap_or_default().trim().to_owned()
    }

    /// The value of the control named as in the URL.
    #[track_caller]
    pub fn control(&self, name: &str) -> String {
        let value = self.page.find(&format!("[name={name}]")).property("value");
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Sets a control as a reader does who types and leaves it.
    #[track_caller]
    pub fn set(&self, name: &str, value: &str) {
        let control = self.page.find(&format!("[name={name}]"));
        self.page.run(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))",
            json!([control.reference(), value]),
        );
    }

    /// Optimiser steps done, as the page tells.
    #[track_caller]
    pub fn steps(&self) -> u32 {
        let text = self.text("[data-testid=train-steps]");
        let done = text.split('/').next().unwrap_or_default();
        done.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .unwrap()
    }

    #[track_caller]
    pub fn wait_for_steps(&self, least: u32) {
        let script = format!(
            "parseInt(document.querySelector('[data-testid=train-steps]').innerText.split('/')[0].replace(/\\D/g, '')) >= {least}"
        );
        self.page.wait_for(&script, EPOCH);
    }

    /// The line of epoch `number` in the log, once it is there: numbers as the page shows them.
    #[track_caller]
    pub fn epoch_line(&self, number: usize) -> Vec<String> {
        let row = format!(
            "document.querySelectorAll('[data-testid=train-log] tr')[{}]",
            number - 1
        );
        let cells = self.page.wait_for(
            &format!("[...{row}.cells].map(cell => cell.innerText)"),
            EPOCH,
        );
        strings(&cells)
    }

    /// Waits until start (or resume) can be pressed.
    #[track_caller]
    pub fn wait_until_idle(&self) {
        self.page.wait_for(
            "!document.querySelector('[data-testid=train-start]').disabled",
            SOON,
        );
    }

    /// Trains `steps` steps on few pictures, then pauses by being over or by hand.
    #[track_caller]
    pub fn step_once(&self) {
        let before = self.steps();
        self.wait_until_idle();
        self.click("train-step");
        self.wait_for_steps(before + 1);
        self.wait_until_idle();
    }
}

pub fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items
        .iter()
        .map(|item| item.as_str().unwrap_or_default().trim().to_owned())
        .collect()
}

/// The number in a text such as `58.6%`.
#[track_caller]
pub fn number(text: &str) -> f64 {
    let digits: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.' || *c == '-')
        .collect();
    digits
        .parse()
        .unwrap_or_else(|_| panic!("no number: {text}"))
}
