//! Reading the user's files.

use crate::text::clean;
use laneway_core::yaml::MAX_TEXT;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The text of a file, with the name that messages call it by.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) path: String,
    pub(crate) text: String,
    /// Where it was read from.
    pub(crate) source: PathBuf,
}

impl Input {
    /// Whether it came from standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        is_stdin(&self.source)
    }
}

/// Why there is nothing to work on: a sentence that names the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) String);

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// If it cannot be read, is larger than the core accepts, or is not text in UTF-8.
pub(crate) fn read(path: &Path) -> Result<Input, Refusal> {
    let name = name(path);
    let bytes = if is_stdin(path) {
        bounded(io::stdin().lock())
    } else {
        File::open(path).and_then(bounded)
    };
    bytes
        .map_err(|error| explain(&error))
        .and_then(text)
        .map(|text| Input {
            path: name.clone(),
            text,
            source: path.to_owned(),
        })
        .map_err(|why| Refusal(format!("cannot read {}: {why}", clean(&name))))
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Standard input can be read once only.
///
/// # Errors
/// If more than one path stands for it.
pub(crate) fn once_stdin<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), Refusal> {
    if paths.into_iter().filter(|it| is_stdin(it)).count() > 1 {
        let why = "standard input (-) can stand for one file only";
        return Err(Refusal(why.to_owned()));
    }
    Ok(())
}

fn name(path: &Path) -> String {
    if is_stdin(path) {
        return "<stdin>".to_owned();
    }
    path.display().to_string()
}

/// One byte more than is accepted is enough to know that it is too much.
fn bounded(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_TEXT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    }
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.len() > MAX_TEXT {
        return Err(format!("it is larger than {} MiB", MAX_TEXT >> 20));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("it is UTF-16; save it as UTF-8".to_owned());
    }
    if bytes.contains(&0) {
        return Err("it is a binary file; a text in YAML was expected".to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid]
            .iter()
            .filter(|it| **it == b'\n')
            .count()
            + 1;
        format!("it is not UTF-8 text (line {line} has other bytes); save it as UTF-8")
    })
}
