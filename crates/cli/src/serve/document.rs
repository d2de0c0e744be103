//! A file that is shown: how it reads at a moment, and how it is saved.

use crate::change;
use crate::input::{self, Refusal};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::Path;

/// What editors and programs put before a text in UTF-8.
const MARK: char = '\u{feff}';

/// The version of a file that is not there.
const ABSENT: &str = "absent";

/// How a file reads at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// As an editor keeps it: lines end in `\n`, and no mark stands before them. Without one, why.
    pub(super) text: Result<String, String>,
    /// Another one whenever a byte of the file is another.
    pub(super) version: String,
    is_there: bool,
}

/// What became of a text that was to be saved.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Saved {
    /// The file holds it.
    Done,
    /// The file has changed since the version that the text was made from. Nothing is written.
    Changed,
    /// It cannot be written, and why.
    Failed(String),
}

impl Reading {
    /// Reads a file.
    pub(super) fn of(path: &Path) -> Self {
        let bytes = fs::read(path);
        let is_there = !matches!(&bytes, Err(error) if error.kind() == io::ErrorKind::NotFound);
        let version = match bytes {
            Ok(bytes) => version(&bytes),
            Err(_) => ABSENT.to_owned(),
        };
        let text = input::read(path).map(|it| as_edited(&it.text));
        Self {
            text: text.map_err(|Refusal(why)| why),
            version,
            is_there,
        }
    }

    /// Whether there is a file, readable or not.
    pub(super) fn is_there(&self) -> bool {
        self.is_there
    }
}

/// Saves a text that was made from this version of a file. Its lines end as they did, and the mark before them stays.
pub(super) fn save(path: &Path, text: &str, made_from: &str) -> Saved {
    let before = fs::read(path);
    let written = match &before {
        Ok(bytes) if version(bytes) != made_from => return Saved::Changed,
        Ok(bytes) => {
            let written = written_like(&String::from_utf8_lossy(bytes), text);
            change::replace(path, &written)
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Saved::Failed(error.to_string());
        }
        Err(_) if made_from != ABSENT => return Saved::Changed,
        Err(_) => create(path, text),
    };
    written.map_or_else(|error| Saved::Failed(error.to_string()), |()| Saved::Done)
}

/// Not over a file that has come meanwhile.
fn create(path: &Path, text: &str) -> io::Result<()> {
    File::create_new(path)?.write_all(text.as_bytes())
}

fn version(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn as_edited(text: &str) -> String {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A text as it is written in the place of another: a line that both have ends as it did, any other as most did.
fn written_like(before: &str, text: &str) -> String {
    let (mark, before) = match before.strip_prefix(MARK) {
        Some(rest) => ("\u{feff}", rest),
        None => ("", before),
    };
    let old = lines(before);
    if old.iter().all(|(_, end)| *end != "\r\n" && *end != "\r") {
        return format!("{mark}{text}");
    }
    let usual = ["\r\n", "\n", "\r"];
    let usual = usual.map(|end| (old.iter().filter(|(_, it)| *it == end).count(), end));
    let usual = usual.iter().max_by_key(|(count, _)| *count);
    let usual = usual.map_or("\n", |(_, end)| *end);

    let new = lines(text);
    let [old_texts, new_texts] =
        [&old, &new].map(|all| all.iter().map(|(text, _)| *text).collect::<Vec<_>>());
    let mut ends = vec![usual; new.len()];
    for op in capture_diff_slices(Algorithm::Myers, &old_texts, &new_texts) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for step in 0..len {
                let kept = old[old_index + step].1;
                ends[new_index + step] = if kept.is_empty() { usual } else { kept };
            }
        }
    }
    let written = new.iter().zip(ends).map(|((text, end), kept)| match *end {
        "" => [text, ""].concat(),
        _ => [text, kept].concat(),
    });
    mark.to_owned() + &written.collect::<String>()
}

/// The lines of a text and how each ends; the last may have no end.
fn lines(text: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let (line, after) = rest.split_at(at);
        let length = if after.starts_with("\r\n") {
            2
        } else {
            after.len().min(1)
        };
        let (end, after) = after.split_at(length);
        lines.push((line, end));
        rest = after;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_they_did_and_new_ones_as_most_do() {
        let cases = [
            ("a\nb\n", "a\nc\n", "a\nc\n"),
            ("a\r\nb\r\n", "a\nnew\nb\n", "a\r\nnew\r\nb\r\n"),
            ("\u{feff}a\r\nb", "a\nb\nc", "\u{feff}a\r\nb\r\nc"),
            ("\u{feff}a\n", "b\n", "\u{feff}b\n"),
            ("a\r\nb\nc\r\n", "a\nb\nnew\nc\n", "a\r\nb\nnew\r\nc\r\n"),
            ("a\rb\r", "b\n", "b\r"),
            ("", "a\n", "a\n"),
            ("a\r\n", "", ""),
            ("a\r\n\r\n", "\n\na", "\r\n\r\na"),
        ];
        for (before, text, written) in cases {
            assert_eq!(written_like(before, text), written, "{before:?} {text:?}");
        }
    }

    #[test]
    fn what_is_not_changed_is_written_as_it_was() {
        for before in [
            "",
            "a",
            "a\r\nb\nc\rd",
            "\u{feff}\r\n\n\r",
            "\n\r\n",
            "a\r\n\r\r\n\n",
        ] {
            assert_eq!(
                written_like(before, &as_edited(before)),
                before,
                "{before:?}"
            );
        }
    }

    #[test]
    fn saves_only_over_what_it_was_made_from() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "one\r\n").unwrap();
        let seen = Reading::of(&path);
        assert_eq!(seen.text.as_deref(), Ok("one\n"));
        assert_eq!(save(&path, "two\n", &seen.version), Saved::Done);
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\r\n");
        assert_eq!(save(&path, "three\n", &seen.version), Saved::Changed);
        assert_eq!(save(&path, "three\n", ABSENT), Saved::Changed);
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\r\n");

        let seen = Reading::of(&path);
        fs::remove_file(&path).unwrap();
        assert_eq!(save(&path, "three\n", &seen.version), Saved::Changed);
        let gone = Reading::of(&path);
        assert!(!gone.is_there() && gone.text.unwrap_err().contains("there is no such file"));
        assert_eq!(save(&path, "three\n", &gone.version), Saved::Done);
        assert_eq!(fs::read_to_string(&path).unwrap(), "three\n");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [path, link] = ["a.yaml", "b.yaml"].map(|it| folder.path().join(it));
        fs::write(&path, "one\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        assert_eq!(
            save(&link, "two\n", &Reading::of(&link).version),
            Saved::Done
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
        assert!(link.is_symlink());
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }
}
