//! A static file server for one folder: just enough HTTP for a browser on this machine.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::error::{Context, Failure, Result};

/// A peer that says nothing for this long is hung up on.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest request head that is read; browsers send less than a tenth.
const HEAD_LIMIT: u64 = 64 * 1024;

/// Tells the page that it is served on its user's machine; read by `web/boot.js`.
const SIGN: &str = "<meta name=\"laneway-served\" content=\"page\">";

/// Stands in the place of what keeps the page for use without a network: a page that was built anew has to be seen.
const NOTHING_OFFLINE: &[u8] = include_bytes!("../../../web/nothing-offline.js");

pub(crate) struct Site {
    folder: PathBuf,
}

/// What is sent back: status line, media type, body.
struct Reply {
    status: &'static str,
    media_type: &'static str,
    body: Vec<u8>,
}

impl Site {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Answers requests until the process ends, each in its own thread.
    pub(crate) fn serve(&self, listener: &TcpListener) {
        std::thread::scope(|scope| {
            for stream in listener.incoming().flatten() {
                // A browser that hangs up in the middle is its own business.
                scope.spawn(move || self.answer(&stream));
            }
        });
    }

    /// Asks for the start page as a browser would; an error if it does not come.
    pub(crate) fn answers(address: SocketAddr) -> Result<()> {
        let ask = || -> std::io::Result<String> {
            let mut stream = TcpStream::connect(address)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
            let mut status = String::new();
            BufReader::new(stream).read_line(&mut status)?;
            Ok(status)
        };
        let status = ask().context(|| format!("reach http://{address}/"))?;
        if status.contains(" 200 ") {
            return Ok(());
        }
        Err(
            Failure::new(format!("http://{address}/ answers {}", status.trim()))
                .with_help("run `cargo xtask build`"),
        )
    }

    fn answer(&self, stream: &TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut head = BufReader::new(stream).take(HEAD_LIMIT);
        let mut request = String::new();
        head.read_line(&mut request)?;
        // The headers are read to their end: closing on unread bytes would reset the connection.
        let mut line = String::new();
        while head.read_line(&mut line)? > 2 {
            line.clear();
        }
        let mut words = request.split(' ');
        let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or("/"));
        let reply = match method {
            "GET" | "HEAD" => self.file(target),
            _ => Reply::text("405 Method Not Allowed"),
        };
        reply.send(stream, method == "HEAD")
    }

    fn file(&self, target: &str) -> Reply {
        let Some(path) = self.path(target) else {
            return Reply::text("404 Not Found");
        };
        match fs::read(&path) {
            Ok(body) => Reply {
                status: "200 OK",
                media_type: media_type(&path),
                body: local(&path, body),
            },
            Err(_) => Reply::text("404 Not Found"),
        }
    }

    /// The file that a request target means; nothing outside the folder, nothing hidden.
    fn path(&self, target: &str) -> Option<PathBuf> {
        let path = target.split(['?', '#']).next().unwrap_or(target);
        let relative = Path::new(path.trim_start_matches('/'));
        let plain = |part: Component| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.'));
        if !relative.components().all(plain) {
            return None;
        }
        let file = self.folder.join(relative);
        Some(if file.is_dir() {
            file.join("index.html")
        } else {
            file
        })
    }
}

impl Reply {
    fn text(status: &'static str) -> Self {
        Self {
            status,
            media_type: "text/plain; charset=utf-8",
            body: status.into(),
        }
    }

    fn send(&self, mut stream: &TcpStream, head_only: bool) -> std::io::Result<()> {
        let Self {
            status,
            media_type,
            body,
        } = self;
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
             Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
            body.len(),
        )?;
        if !head_only {
            stream.write_all(body)?;
        }
        stream.flush()
    }
}

/// A file as it is served on its user's machine.
fn local(path: &Path, body: Vec<u8>) -> Vec<u8> {
    let name = path.file_name().unwrap_or_default();
    if name == "offline-worker.js" {
        return NOTHING_OFFLINE.to_owned();
    }
    match String::from_utf8(body) {
        Ok(text) if name == "index.html" => text
            .replacen("<meta", &format!("{SIGN}<meta"), 1)
            .into_bytes(),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        // Browsers compile WebAssembly while it loads only under this type.
        Some("wasm") => "application/wasm",
        Some("json" | "map" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("yaml" | "yml" | "txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(request: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            Site::new(folder).answer(&stream)
        });
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn a_file_comes_whole_and_with_its_type() {
        let answer = ask("GET /Cargo.toml?again");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.ends_with(include_str!("../Cargo.toml")), "{answer}");
    }

    #[test]
    fn a_head_request_gets_no_body() {
        assert!(ask("HEAD /Cargo.toml").ends_with("\r\n\r\n"));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for target in [
            "/../core/Cargo.toml",
            "/src/../../core/Cargo.toml",
            "//etc/passwd",
            "/.hidden",
            "/absent",
        ] {
            let answer = ask(&format!("GET {target}"));
            assert!(answer.starts_with("HTTP/1.1 404 "), "{target}: {answer}");
        }
    }

    #[test]
    fn nothing_is_kept_for_use_without_a_network() {
        let start = local(
            Path::new("a/index.html"),
            b"<head><meta a><meta b>".to_vec(),
        );
        assert_eq!(start, format!("<head>{SIGN}<meta a><meta b>").into_bytes());
        let worker = local(Path::new("offline-worker.js"), b"keep();".to_vec());
        assert_eq!(worker, NOTHING_OFFLINE);
        let other = local(Path::new("a_bg.wasm"), b"\0asm\xff".to_vec());
        assert_eq!(other, b"\0asm\xff");
    }

    #[test]
    fn other_methods_are_refused() {
        assert!(ask("POST /Cargo.toml").starts_with("HTTP/1.1 405 "));
    }

    #[test]
    fn webassembly_has_the_type_that_browsers_stream() {
        assert_eq!(media_type(Path::new("a/b.wasm")), "application/wasm");
    }
}
