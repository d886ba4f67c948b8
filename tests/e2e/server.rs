//! A static file server for the tests: `dist/` under a sub-path, and files broken on request.
//! It adds a policy that forbids every other host, and keeps what the browser reports about it.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Where the app lives on the test's host: not at its root, as on most static hosts.
pub const SUB_PATH: &str = "/some/course/";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing,
    /// The first half, announced as the whole.
    Truncated,
    /// One byte differs.
    Altered,
    /// All there, a quarter of a megabyte each tenth of a second.
    Slow,
    /// A script comes before it.
    Begins(&'static str),
}

#[derive(Default)]
struct State {
    faults: HashMap<String, Fault>,
    violations: Vec<String>,
}

pub struct Server {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub fn start(folder: &Path) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let state = Arc::new(Mutex::new(State::default()));
        let (folder, shared) = (folder.to_owned(), Arc::clone(&state));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, shared) = (folder.clone(), Arc::clone(&shared));
                // A browser that hangs up early is no fault of the server.
                thread::spawn(move || drop(answer(&stream, &folder, &shared)));
            }
        });
        Ok(Self { port, state })
    }

    /// The full address of a route, such as `zh/lenet/`.
    pub fn url(&self, route: &str) -> String {
        format!("{}{SUB_PATH}{route}", self.origin())
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Breaks every file whose path ends so.
    pub fn breaks(&self, ending: &str, fault: Fault) {
        lock(&self.state).faults.insert(ending.to_owned(), fault);
    }

    pub fn mend(&self) {
        lock(&self.state).faults.clear();
    }

    /// Requests to other hosts that the browser reported.
    pub fn violations(&self) -> Vec<String> {
        lock(&self.state).violations.clone()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(stream: &TcpStream, folder: &Path, state: &Mutex<State>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let target = first.split_whitespace().nth(1).unwrap_or("/");
    let path = target.split(['?', '#']).next().unwrap_or("/");
    if first.starts_with("POST") {
        let mut report = String::new();
        reader.take(length).read_to_string(&mut report)?;
        lock(state).violations.push(report);
        return write_head(stream, "204 No Content", "text/plain", 0);
    }
    serve(stream, folder, path, state)
}

fn serve(stream: &TcpStream, folder: &Path, path: &str, state: &Mutex<State>) -> io::Result<()> {
    let fault = lock(state)
        .faults
        .iter()
        .find(|(ending, _)| path.ends_with(*ending))
        .map(|(_, fault)| *fault);
    let found = path
        .strip_prefix(SUB_PATH)
        .filter(|rest| !rest.contains(".."))
        .map(|rest| file(folder, rest));
    let (Some(file), true) = (found, fault != Some(Fault::Missing)) else {
        return not_found(stream);
    };
    let Ok(mut body) = fs::read(&file) else {
        return not_found(stream);
    };
    match fault {
        Some(Fault::Truncated) => body.truncate(body.len() / 2),
        Some(Fault::Altered) => {
            let middle = body.len() / 2;
            body[middle] ^= 0x40;
        }
        Some(Fault::Begins(script)) => {
            body.splice(0..0, script.bytes());
        }
        Some(Fault::Missing | Fault::Slow) | None => {}
    }
    write_head(stream, "200 OK", mime(&file), body.len())?;
    let mut stream = stream;
    if fault == Some(Fault::Slow) {
        for piece in body.chunks(1 << 18) {
            stream.write_all(piece)?;
            thread::sleep(Duration::from_millis(100));
        }
        return Ok(());
    }
    stream.write_all(&body)
}

fn file(folder: &Path, rest: &str) -> PathBuf {
    let path = folder.join(rest);
    if rest.is_empty() || rest.ends_with('/') {
        path.join("index.html")
    } else {
        path
    }
}

fn not_found(mut stream: &TcpStream) -> io::Result<()> {
    let body = b"not found";
    write_head(stream, "404 Not Found", "text/plain", body.len())?;
    stream.write_all(body)
}

fn write_head(mut stream: &TcpStream, status: &str, mime: &str, length: usize) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nContent-Security-Policy: default-src 'self' data: blob: 'unsafe-inline' \
         'wasm-unsafe-eval'; report-uri /violation\r\n\r\n"
    )
}

fn mime(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
