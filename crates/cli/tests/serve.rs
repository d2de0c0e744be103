//! `laneway serve`, asked over real sockets.

mod support;

use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Generous: the machine may be busy with other builds.
const PATIENCE: Duration = Duration::from_secs(60);
const START: &str = "<!doctype html><head><meta charset=\"utf-8\"><title>A page</title>";
const TEMPLATE: &str = "workflows:\n- name: setup\n  order_from: [jobs.a]\n";

/// A running server with a page and files of its own.
struct Server {
    child: Child,
    /// Host and port.
    address: String,
    folder: TempDir,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// A folder with a page and a template in it.
fn folder() -> TempDir {
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

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = support::laneway(&["serve", "--dist", "dist"]);
    command.args(arguments).current_dir(folder);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
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

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    fn ask(&self, request: &str, headers: &str, body: &str) -> Answer {
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

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "", "")
    }

    /// What is told of the files, one change after the other.
    fn listen(&self) -> impl Iterator<Item = Value> + use<> {
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

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("a file")
    }

    fn save(&self, told: &Value, pane: &str, text: &str) -> Answer {
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
fn address(out: ChildStdout) -> String {
    let mut lines = BufReader::new(out).lines();
    let line = lines.find_map(|it| Some(it.ok()?.trim().strip_prefix("http://")?.to_owned()));
    line.expect("an address").trim_end_matches('/').to_owned()
}

fn text_of(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn the_page_comes_with_its_types_and_the_headers_that_keep_it_safe() {
    let server = Server::start(&[]);
    let start = server.get("/");
    assert_eq!(start.status, 200);
    assert_eq!(
        start.body,
        START.replace(
            "<meta",
            "<meta name=\"laneway-served\" content=\"page\"><meta"
        )
    );
    let policy = fs::read_to_string(support::root().join("index.html")).expect("the page's source");
    let policy = policy
        .split("content=\"")
        .find(|it| it.starts_with("default-src"))
        .expect("a policy");
    let policy = policy.split('"').next().expect("its end");
    for part in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-cache",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "referrer-policy: no-referrer",
        "cross-origin-resource-policy: same-origin",
        &format!("content-security-policy: {policy}; frame-ancestors 'none'"),
    ] {
        assert!(start.head.contains(part), "no {part:?} in:\n{}", start.head);
    }
    let script = server.get("/boot.js?again");
    assert_eq!((script.status, script.body.as_str()), (200, "go();"));
    assert!(script.head.contains("content-type: text/javascript"));
    let named_by_content = server.get("/page-0123456789abcdef.css");
    assert!(named_by_content.head.contains("immutable"));
}

#[test]
fn what_is_known_already_is_not_sent_again() {
    let server = Server::start(&[]);
    let head = server.get("/boot.js").head;
    let tag = head
        .lines()
        .find_map(|it| it.strip_prefix("etag: "))
        .expect("a tag");
    let known = format!("If-None-Match: \"other\", {tag}\r\n");
    let again = server.ask("GET /boot.js", &known, "");
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    server.write("dist/boot.js", "stop();");
    assert_eq!(server.ask("GET /boot.js", &known, "").body, "stop();");
}

#[test]
fn nothing_else_is_served() {
    let server = Server::start(&["a.yaml"]);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "//secret.txt",
        "/.hidden",
        "/absent",
        "/live/absent",
    ] {
        let answer = server.get(path);
        assert!(
            matches!(answer.status, 404 | 405),
            "{path}: {}",
            answer.head
        );
        assert!(!answer.body.contains("secret"), "{path}: {}", answer.body);
    }
    let token = server.listen().next().expect("what is told")["token"].to_string();
    let headers = format!("X-Laneway-Token: {}\r\n", token.trim_matches('"'));
    assert_eq!(server.ask("POST /boot.js", &headers, "").status, 405);
    assert_eq!(server.ask("HEAD /boot.js", "", "").body, "");
}

#[test]
fn other_names_and_other_sites_are_refused() {
    let server = Server::start(&["a.yaml", "--write"]);
    let told = server.listen().next().expect("what is told");
    for path in ["/", "/live/events"] {
        let answer = server.ask(&format!("GET {path}"), "Host: evil.example\r\n", "");
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.body.contains("jobs"), "{}", answer.body);
    }
    let version = text_of(&told["template"]["version"]);
    let token = text_of(&told["token"]);
    for headers in [
        String::new(),
        "X-Laneway-Token: guess\r\n".to_owned(),
        format!("X-Laneway-Token: {token}\r\nOrigin: http://evil.example\r\n"),
    ] {
        let headers = format!("{headers}If-Match: {version}\r\n");
        assert_eq!(
            server.ask("PUT /live/template", &headers, "x").status,
            403,
            "{headers}"
        );
    }
    assert_eq!(server.read("a.yaml"), TEMPLATE);
}

#[test]
fn a_file_is_told_of_whenever_it_changes() {
    let server = Server::start(&["a.yaml", "--scenario", "b.yaml"]);
    let mut told = server.listen();
    let first = told.next().expect("what is told");
    assert_eq!(first["template"]["text"], TEMPLATE);
    assert_eq!(first["template"]["name"], "a.yaml");
    assert_eq!(
        (&first["scenario"]["text"], &first["isWritable"]),
        (&"".into(), &false.into())
    );

    server.write("a.yaml", "\u{feff}one\r\n");
    assert_eq!(told.next().expect("a change")["template"]["text"], "one\n");
    server.write("b.yaml", "seed: 7\n");
    assert_eq!(
        told.next().expect("a change")["scenario"]["text"],
        "seed: 7\n"
    );

    // As editors do that never leave half a file.
    server.write("new", "two\n");
    fs::rename(
        server.folder.path().join("new"),
        server.folder.path().join("a.yaml"),
    )
    .expect("a file");
    assert_eq!(told.next().expect("a change")["template"]["text"], "two\n");

    fs::remove_file(server.folder.path().join("a.yaml")).expect("it was there");
    let gone = told.next().expect("a change");
    let file = &gone["template"];
    assert_eq!(
        (&file["text"], &file["isThere"]),
        (&Value::Null, &false.into())
    );
    assert!(
        text_of(&file["trouble"]).contains("there is no such file"),
        "{file}"
    );

    fs::write(server.folder.path().join("a.yaml"), b"\xff").expect("a file");
    let file = &told.next().expect("a change")["template"];
    assert!(
        text_of(&file["trouble"]).contains("it is not UTF-8 text"),
        "{file}"
    );
    server.write("a.yaml", TEMPLATE);
    assert_eq!(told.next().expect("a change")["template"]["text"], TEMPLATE);
}

#[test]
fn a_text_is_saved_over_what_it_was_made_from_and_nothing_else() {
    let server = Server::start(&["a.yaml", "--write"]);
    server.write("a.yaml", "one\r\n");
    let mut told = server.listen();
    let seen = told
        .find(|it| it["template"]["text"] == "one\n")
        .expect("what is told");

    assert_eq!(server.save(&seen, "template", "two\n").body, "\"saved\"");
    assert_eq!(server.read("a.yaml"), "two\r\n");
    let next = told.next().expect("a change");
    assert_eq!(next["template"]["text"], "two\n");

    server.write("a.yaml", "from elsewhere\n");
    assert_eq!(
        server.save(&next, "template", "three\n").body,
        "\"changed\""
    );
    assert_eq!(server.read("a.yaml"), "from elsewhere\n");
    assert_eq!(
        told.next().expect("a change")["template"]["text"],
        "from elsewhere\n"
    );

    let token = text_of(&seen["token"]);
    let no_file = format!("X-Laneway-Token: {token}\r\nIf-Match: absent\r\n");
    assert_eq!(server.ask("PUT /live/scenario", &no_file, "x").status, 403);
    let without_version = server.ask(
        "PUT /live/template",
        &format!("X-Laneway-Token: {token}\r\n"),
        "x",
    );
    assert_eq!(without_version.status, 428);
    assert_eq!(
        server
            .save(&seen, "template", &"x".repeat((8 << 20) + 1))
            .status,
        413
    );
}

#[test]
fn nothing_is_saved_unless_that_is_allowed() {
    let server = Server::start(&["a.yaml"]);
    let told = server.listen().next().expect("what is told");
    assert_eq!(server.save(&told, "template", "x").status, 403);
    assert_eq!(server.read("a.yaml"), TEMPLATE);
}

#[test]
fn what_cannot_be_served_is_said() {
    let folder = folder();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its number").port().to_string();
    for (arguments, why) in [
        (
            &["--port", &port] as &[&str],
            "is taken by another program; choose another with --port",
        ),
        (
            &["missing.yaml"],
            "cannot read missing.yaml: there is no such file",
        ),
        (
            &["a.yaml", "--scenario", "missing.yaml"],
            "cannot read missing.yaml",
        ),
        (&["-"], "standard input (-) cannot be followed"),
        (&["--write"], "<FILE>"),
        (
            &["--host", "nowhere.invalid"],
            "--host takes an address or a name of this machine",
        ),
    ] {
        let ran = command(folder.path(), arguments)
            .output()
            .expect("it starts");
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(why), "{arguments:?}: {told}");
    }
    fs::remove_file(folder.path().join("dist/index.html")).expect("it was there");
    let ran = command(folder.path(), &[]).output().expect("it starts");
    assert!(String::from_utf8_lossy(&ran.stderr).contains("dist holds no built page"));
}

#[cfg(unix)]
#[test]
fn ends_cleanly_when_it_is_asked_to_even_while_somebody_listens() {
    let mut server = Server::start(&["a.yaml"]);
    let mut told = server.listen();
    told.next().expect("what is told");
    let pid = server.child.id().to_string();
    let asked = Command::new("kill").args(["-s", "INT", &pid]).status();
    assert!(asked.expect("a command").success());
    assert_eq!(server.child.wait().expect("its end").code(), Some(0));
}
