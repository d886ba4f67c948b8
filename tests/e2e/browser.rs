//! A headless Chromium with a fresh profile, and what a test does with a page.
//! What a page should show is left to the flows.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::webdriver::{ELEMENT, Refusal, Session};

/// How long a page may take for what should come at once, on a busy machine.
pub const SOON: Duration = Duration::from_secs(20);

/// A running chromedriver; it ends with this value.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    pub fn start() -> Result<Self, String> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let output = process.stdout.take().ok_or("chromedriver has no output")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| started_on(&line))
            .ok_or("chromedriver names no port")?;
        // It goes on talking; a closed pipe would end it.
        thread::spawn(move || lines.for_each(drop));
        Ok(Self { process, port })
    }
}

fn started_on(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// One browser window.
pub struct Page {
    pub session: Session,
    downloads: PathBuf,
    profile: PathBuf,
}

/// A reference to an element of the page.
pub struct Element<'a> {
    page: &'a Page,
    id: String,
}

impl Page {
    /// `name` tells its files from those of other pages.
    pub fn open(driver: &Driver, name: &str) -> Result<Self, Refusal> {
        let profile = env::temp_dir().join(format!("convlab-e2e-{}-{name}", std::process::id()));
        let downloads = profile.join("downloads");
        drop(fs::create_dir_all(&downloads));
        let session = Session::new(driver.port, &capabilities(&profile))?;
        session.cdp(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": downloads.to_string_lossy() }),
        )?;
        Ok(Self {
            session,
            downloads,
            profile,
        })
    }

    pub fn goto(&self, url: &str) {
        self.session.post("/url", &json!({ "url": url })).unwrap();
    }

    pub fn url(&self) -> String {
        self.session
            .get("/url")
            .unwrap()
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Runs the body of a function in the page.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: Value) -> Value {
        match self.session.post(
            "/execute/sync",
            &json!({ "script": script, "args": arguments }),
        ) {
            Ok(value) => value,
            Err(refusal) => panic!("{}: {}\nin: {script}", refusal.code, refusal.message),
        }
    }

    /// The value of an expression in the page.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        self.run(&format!("return ({expression})"), json!([]))
    }

    /// Waits until an expression is truthy, then returns its value.
    #[track_caller]
    pub fn wait_for(&self, expression: &str, limit: Duration) -> Value {
        let start = Instant::now();
        loop {
            let value = self.run(
                &format!("try {{ return ({expression}) }} catch (e) {{ return null }}"),
                json!([]),
            );
            if value != Value::Null
                && value != json!(false)
                && value != json!("")
                && value != json!(0)
            {
                return value;
            }
            assert!(
                start.elapsed() < limit,
                "not within {} s: {expression}",
                limit.as_secs()
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn has(&self, css: &str) -> bool {
        self.session
            .post(
                "/element",
                &json!({ "using": "css selector", "value": css }),
            )
            .is_ok()
    }

    /// The first element that matches, as soon as there is one.
    #[track_caller]
    pub fn find(&self, css: &str) -> Element<'_> {
        let start = Instant::now();
        loop {
            match self.session.post(
                "/element",
                &json!({ "using": "css selector", "value": css }),
            ) {
                Ok(value) => {
                    return Element {
                        page: self,
                        id: value[ELEMENT].as_str().unwrap_or_default().to_owned(),
                    };
                }
                Err(refusal) => assert!(start.elapsed() < SOON, "no {css}: {}", refusal.code),
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    #[track_caller]
    pub fn testid(&self, id: &str) -> Element<'_> {
        self.find(&format!("[data-testid=\"{id}\"]"))
    }

    /// Input of devices, in WebDriver's words.
    #[track_caller]
    pub fn perform(&self, actions: Value) {
        let done = self
            .session
            .post("/actions", &json!({ "actions": actions }));
        done.unwrap();
    }

    /// Presses and releases a key for whatever has the focus.
    pub fn press(&self, key: &str) {
        self.perform(json!([{ "type": "key", "id": "keys", "actions": [
            { "type": "keyDown", "value": key }, { "type": "keyUp", "value": key } ] }]));
    }

    /// The size of the viewport in CSS pixels, whatever the window's own limits.
    pub fn resize(&self, width: u32, height: u32) {
        self.session
            .cdp(
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
            )
            .unwrap();
    }

    /// A PNG of the whole page, beyond the viewport too.
    pub fn screenshot(&self) -> Vec<u8> {
        let answer = self
            .session
            .cdp(
                "Page.captureScreenshot",
                json!({ "captureBeyondViewport": true }),
            )
            .unwrap();
        base64(answer["data"].as_str().unwrap_or_default())
    }

    /// The newest downloaded file, once it is whole.
    #[track_caller]
    pub fn downloaded(&self, ending: &str) -> PathBuf {
        let start = Instant::now();
        loop {
            let found = fs::read_dir(&self.downloads)
                .unwrap()
                .flatten()
                .map(|entry| entry.path())
                .find(|path| path.to_string_lossy().ends_with(ending));
            match found {
                Some(path) => return path,
                None => assert!(start.elapsed() < SOON, "no download ends in {ending}"),
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// A file of this page's own, for uploads.
    pub fn scratch(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.profile.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Console messages of errors since the last call.
    pub fn console_errors(&self) -> Vec<String> {
        self.log("browser")
            .iter()
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Addresses asked for outside `origin` since the last call.
    pub fn foreign_requests(&self, origin: &str) -> Vec<String> {
        self.log("performance")
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|entry| {
                Some(
                    entry["message"]["params"]["request"]["url"]
                        .as_str()?
                        .to_owned(),
                )
            })
            .filter(|url| url.starts_with("http") && !url.starts_with(origin))
            .collect()
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        let answer = self
            .session
            .post("/se/log", &json!({ "type": kind }))
            .unwrap();
        answer.as_array().cloned().unwrap_or_default()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.profile));
    }
}

impl Element<'_> {
    #[track_caller]
    pub fn click(&self) {
        self.bring_into_view();
        self.post("click", json!({}));
    }

    /// At once, whatever the page's own way to scroll.
    #[track_caller]
    pub fn bring_into_view(&self) {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.page.run(script, json!([self.reference()]));
    }

    /// Types keys, or names the file for a file input.
    #[track_caller]
    pub fn type_in(&self, text: &str) {
        self.post("value", json!({ "text": text }));
    }

    #[track_caller]
    pub fn choose_file(&self, path: &Path) {
        self.type_in(&path.to_string_lossy());
    }

    pub fn property(&self, name: &str) -> Value {
        self.get(&format!("property/{name}"))
    }

    /// For use as an argument of [`Page::run`].
    pub fn reference(&self) -> Value {
        json!({ ELEMENT: self.id })
    }

    fn get(&self, what: &str) -> Value {
        self.page
            .session
            .get(&format!("/element/{}/{what}", self.id))
            .unwrap()
    }

    #[track_caller]
    fn post(&self, what: &str, body: Value) {
        if let Err(refusal) = self
            .page
            .session
            .post(&format!("/element/{}/{what}", self.id), &body)
        {
            panic!("{what}: {}: {}", refusal.code, refusal.message);
        }
    }
}

fn capabilities(profile: &Path) -> Value {
    let mut arguments = vec![
        "--headless".to_owned(),
        "--disable-quic".into(),
        "--no-first-run".into(),
        "--disable-background-networking".into(),
        "--disable-component-update".into(),
        "--disable-sync".into(),
        "--hide-scrollbars".into(),
        // A WebGPU that every machine has.
        "--enable-unsafe-webgpu".into(),
        "--use-webgpu-adapter=swiftshader".into(),
        "--window-size=1280,900".into(),
        format!("--user-data-dir={}", profile.display()),
    ];
    if cfg!(target_os = "linux") {
        // Chromium's sandbox refuses to run as root, which containers and CI do.
        arguments.extend(["--no-sandbox".into(), "--disable-dev-shm-usage".into()]);
    }
    let mut options = json!({ "args": arguments });
    if let Some(chrome) = env::var_os("CHROME")
        .map(OsString::into_string)
        .and_then(Result::ok)
    {
        options["binary"] = json!(chrome);
    }
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "unhandledPromptBehavior": "accept",
    } } })
}

/// Standard base64 without line breaks, as screenshots come.
fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text
        .bytes()
        .filter(|byte| *byte != b'=')
        .map(digit)
        .collect();
    digits
        .chunks(4)
        .flat_map(|four| {
            let bits = four
                .iter()
                .fold(0_u32, |bits, six| bits << 6 | u32::from(*six))
                << (6 * (4 - four.len()));
            bits.to_be_bytes()[1..four.len()].to_vec()
        })
        .collect()
}
