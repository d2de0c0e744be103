//! `laneway serve`, asked over real sockets.

mod server;
#[path = "../support/mod.rs"]
mod support;

use serde_json::Value;
use server::{START, Server, TEMPLATE, command, folder, text_of};
use std::fs;
use std::net::TcpListener;
use std::process::Command;

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
fn a_run_is_told_of_while_its_trace_grows() {
    let server = Server::start(&["a.yaml", "--trace", "run.jsonl", "--follow"]);
    let mut told = server.listen();
    let first = told.next().expect("what is told");
    assert_eq!(first["trace"]["text"], Value::Null);
    for text in ["one\n", "one\ntwo\n", "one\ntwo\nthree"] {
        server.write("run.jsonl", text);
        let trace = &told.next().expect("a change")["trace"];
        assert_eq!(
            (&trace["name"], &trace["text"]),
            (&"run.jsonl".into(), &text.into())
        );
    }
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
