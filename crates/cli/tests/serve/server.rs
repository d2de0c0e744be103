//! A running `laneway serve` with a page and files of its own, and what is asked of it.

use crate::support;
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Generous: the machine may be busy with other builds.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
pub(crate) const START: &str = "<!doctype html><head><meta charset=\"utf-8\"><title>A page</title>";
pub(crate) const TEMPLATE: &str = "workflows:\n- name: setup\n  order_from: [jobs.a]\n";

/// A running server with a page and files of its own.
pub(crate) struct Server {
    pub(crate) child: Child,
    /// Host and port.
    pub(crate) address: String,
    pub(crate) folder: TempDir,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// A folder with a page and a template in it.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("dist")).expect("a folder");
    for (name, text) in [
        ("dist/index.html", START),
        ("dist/boot.js", "go();"),
        ("dist/page-0123456789abcdef.css", "p {}"),
        ("dist/.hidden", "secret"),
        ("secret.txt", "secret"),
        ("a.yaml", TEMPLATE),
        ("b.yaml", ""),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = support::laneway(&["serve", "--dist", "dist"]);
    command.args(arguments).current_dir(folder);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Server {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let folder = folder();
        let arguments = [&["--port", "0"], arguments].concat();
        let mut child = command(folder.path(), &arguments)
            .spawn()
            .expect("it starts");
        let address = address(child.stdout.take().expect("it is piped"));
        Self {
            child,
            address,
            folder,
        }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    pub(crate) fn ask(&self, request: &str, headers: &str, body: &str) -> Answer {
        let mut stream = self.connect();
        let length = body.len();
        let host = match headers.contains("Host:") {
            true => String::new(),
            false => format!("Host: {}\r\n", self.address),
        };
        let head = format!(
            "{request} HTTP/1.1\r\n{host}Content-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
        );
        stream.write_all(head.as_bytes()).expect("it reads");
        // A refused request may be hung up on before all of it is read.
        let _ = stream.write_all(body.as_bytes());
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .expect("an answer in UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        Answer {
            status: head[9..12].parse().expect("a status"),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "", "")
    }

    /// What is told of the files, one change after the other.
    pub(crate) fn listen(&self) -> impl Iterator<Item = Value> + use<> {
        let mut stream = self.connect();
        write!(
            stream,
            "GET /live/events HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        )
        .expect("it reads");
        let lines = BufReader::new(stream)
            .lines()
            .map(|it| it.expect("a line in time"));
        lines.filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok())
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("a file")
    }

    pub(crate) fn save(&self, told: &Value, pane: &str, text: &str) -> Answer {
        let (token, version) = (text_of(&told["token"]), text_of(&told[pane]["version"]));
        let headers = format!("X-Laneway-Token: {token}\r\nIf-Match: {version}\r\n");
        self.ask(&format!("PUT /live/{pane}"), &headers, text)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address that the command prints.
pub(crate) fn address(out: ChildStdout) -> String {
    let mut lines = BufReader::new(out).lines();
    let line = lines.find_map(|it| Some(it.ok()?.trim().strip_prefix("http://")?.to_owned()));
    line.expect("an address").trim_end_matches('/').to_owned()
}

pub(crate) fn text_of(value: &Value) -> &str {
    value.as_str().expect("a text")
}
