//! A small blocking WebDriver client: one HTTP request a command, over a local socket.
//! Which commands make a test is left to `browser`.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

/// What the driver answered instead of a result, or why it did not answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// WebDriver's error code, such as `no such element`.
    pub code: String,
    pub message: String,
}

pub struct Session {
    port: u16,
    id: String,
}

/// The key under which WebDriver hides an element's reference.
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Session {
    pub fn new(port: u16, capabilities: &Value) -> Result<Self, Refusal> {
        let answer = request(port, "POST", "/session", Some(capabilities))?;
        let id = answer["sessionId"].as_str().unwrap_or_default().to_owned();
        Ok(Self { port, id })
    }

    pub fn get(&self, path: &str) -> Result<Value, Refusal> {
        request(
            self.port,
            "GET",
            &format!("/session/{}{path}", self.id),
            None,
        )
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Refusal> {
        request(
            self.port,
            "POST",
            &format!("/session/{}{path}", self.id),
            Some(body),
        )
    }

    /// A command of the browser's own debugging protocol.
    pub fn cdp(&self, command: &str, parameters: Value) -> Result<Value, Refusal> {
        self.post(
            "/goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A session that is gone already needs no goodbye.
        drop(request(
            self.port,
            "DELETE",
            &format!("/session/{}", self.id),
            None,
        ));
    }
}

fn request(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Refusal> {
    let answer = exchange(port, method, path, body).map_err(|error| Refusal {
        code: "no answer".into(),
        message: format!("{method} {path}: {error}"),
    })?;
    let value = answer["value"].clone();
    match value["error"].as_str() {
        Some(code) => Err(Refusal {
            code: code.to_owned(),
            message: value["message"].as_str().unwrap_or_default().to_owned(),
        }),
        None => Ok(value),
    }
}

fn exchange(port: u16, method: &str, path: &str, body: Option<&Value>) -> io::Result<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    // The driver keeps the connection open whatever it was told: read as far as it announced.
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    let mut answer = vec![0; length];
    reader.read_exact(&mut answer)?;
    serde_json::from_slice(&answer).map_err(io::Error::from)
}
