//! The files of the built page: inside the program, or in a folder.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Component, Path, PathBuf};

/// The page that stands for the folder.
const START: &str = "index.html";

/// Where the page's files are.
#[derive(Debug, Clone)]
pub(super) enum Page {
    /// In this program.
    #[cfg(feature = "playground")]
    Carried,
    /// In a folder; read anew whenever one is asked for.
    Folder(PathBuf),
}

/// A file of the page, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) name: String,
    pub(super) body: Vec<u8>,
    /// How the body is packed, if it is.
    pub(super) encoding: Option<&'static str>,
    /// Another one for other content.
    pub(super) tag: String,
}

/// A file that the program carries; all of them are listed by `build.rs`.
#[cfg(feature = "playground")]
struct Carried {
    name: &'static str,
    tag: &'static str,
    plain: &'static [u8],
    packed: Option<Packed>,
}

#[cfg(feature = "playground")]
struct Packed {
    gzip: &'static [u8],
    brotli: &'static [u8],
}

#[cfg(feature = "playground")]
const CARRIED: &[Carried] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

impl Page {
    /// Whether there is a page.
    pub(super) fn is_there(&self) -> bool {
        self.find("", "").is_some()
    }

    /// The file that a path of an address means, in the best form that is accepted (`Accept-Encoding`).
    pub(super) fn find(&self, path: &str, accepted: &str) -> Option<Found> {
        let name = match path {
            "" => START,
            path => path,
        };
        match self {
            #[cfg(feature = "playground")]
            Self::Carried => carried(name, accepted),
            Self::Folder(folder) => in_folder(folder, name, accepted),
        }
    }

    /// The start page with a sign in it that says how it is served; read by `web/boot.js`.
    pub(super) fn start(&self, sign: &str) -> Option<Found> {
        let found = self.find("", "")?;
        let text = String::from_utf8(found.body).ok()?;
        // Before the first of its kind, wherever a minifier has put that.
        let marked = text.replacen(
            "<meta",
            &format!("<meta name=\"laneway-served\" content=\"{sign}\"><meta"),
            1,
        );
        Some(Found {
            tag: tag(marked.as_bytes()),
            body: marked.into_bytes(),
            ..found
        })
    }

    /// Whether a path means the start page.
    pub(super) fn is_start(path: &str) -> bool {
        path.is_empty() || path == START
    }
}

#[cfg(feature = "playground")]
fn carried(name: &str, accepted: &str) -> Option<Found> {
    let file = CARRIED.iter().find(|it| it.name == name)?;
    let (encoding, body) = match &file.packed {
        Some(packed) if accepts(accepted, "br") => (Some("br"), packed.brotli),
        Some(packed) if accepts(accepted, "gzip") => (Some("gzip"), packed.gzip),
        _ => (None, file.plain),
    };
    Some(Found {
        name: name.to_owned(),
        body: body.to_owned(),
        encoding,
        tag: format!("{}{}", file.tag, encoding.unwrap_or_default()),
    })
}

/// Nothing outside the folder, and nothing hidden.
fn in_folder(folder: &Path, name: &str, _: &str) -> Option<Found> {
    let plain = |part: Component| matches!(part, Component::Normal(it) if !it.to_string_lossy().starts_with('.'));
    if !Path::new(name).components().all(plain) {
        return None;
    }
    let body = fs::read(folder.join(name)).ok()?;
    Some(Found {
        name: name.to_owned(),
        encoding: None,
        tag: tag(&body),
        body,
    })
}

fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Whether an encoding is among those that are accepted, and not with the weight that forbids it.
#[cfg_attr(
    not(any(test, feature = "playground")),
    expect(dead_code, reason = "what is in a folder is not packed")
)]
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|it| {
        let mut parts = it.split(';').map(str::trim);
        let is_named = parts
            .next()
            .is_some_and(|it| it.eq_ignore_ascii_case(encoding));
        is_named
            && !parts.any(
                |it| matches!(it.split_once('='), Some(("q", weight)) if weight.parse() == Ok(0.0)),
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_of_no_weight_is_not_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=1.0, BR;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("gzip, br; q=0.000", "br"));
        assert!(!accepts("brotli, xbr", "br"));
        assert!(!accepts("", "br"));
    }

    #[test]
    fn nothing_outside_the_folder_is_found() {
        let page = Page::Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        assert!(page.find("main.rs", "").is_some());
        assert!(page.find("serve/page.rs", "").is_some());
        for path in [
            "../Cargo.toml",
            "serve/../../Cargo.toml",
            "/etc/passwd",
            ".hidden",
            "absent",
            "serve",
        ] {
            assert_eq!(page.find(path, ""), None, "{path}");
        }
    }

    #[cfg(feature = "playground")]
    #[test]
    fn what_is_carried_is_packed_once() {
        let [plain, gzip, brotli] =
            ["", "gzip", "gzip, br"].map(|it| Page::Carried.find("boot.js", it).unwrap());
        assert_eq!(
            [plain.encoding, gzip.encoding, brotli.encoding],
            [None, Some("gzip"), Some("br")]
        );
        assert!(gzip.body.starts_with(b"\x1f\x8b") && gzip.body.len() < plain.body.len());
        assert!(brotli.body.len() < gzip.body.len());
        assert!(plain.tag != gzip.tag && gzip.tag != brotli.tag);
    }
}
