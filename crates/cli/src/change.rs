//! A changed file: how it differs, and how it is written.

use crate::input::{Input, Refusal};
use crate::text::clean;
use similar::TextDiff;
use std::io::{self, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;

/// Unchanged lines around each change.
const CONTEXT_LINES: usize = 3;

/// The changes, in the form that `patch` and code hosts read; nothing if there are none.
pub(crate) fn diff(before: &Input, after: &str) -> String {
    TextDiff::from_lines(before.text.as_str(), after)
        .unified_diff()
        .context_radius(CONTEXT_LINES)
        .header(&before.path, &before.path)
        .to_string()
}

/// Writes the file if it is changed: all of it or, if something is in the way, nothing.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn write(before: &Input, after: &str) -> Result<(), Refusal> {
    if before.text == after || before.is_stdin() {
        return Ok(());
    }
    replace(&before.source, after).map_err(|error| {
        let name = clean(&before.path);
        Refusal(format!("cannot write {name}: {error}"))
    })
}

/// Writes a file that is not there yet: all of it or nothing.
///
/// # Errors
/// If it is there already, or cannot be written.
pub(crate) fn create(path: &Path, text: &str) -> Result<(), Refusal> {
    let write = || {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path)?;
        Ok(())
    };
    write().map_err(|error: io::Error| {
        let name = clean(&path.display().to_string());
        let why = match error.kind() {
            io::ErrorKind::AlreadyExists => "it is there already".to_owned(),
            _ => error.to_string(),
        };
        Refusal(format!("cannot write {name}: {why}"))
    })
}

/// Puts a new file in the place of another; a link goes on pointing to it.
///
/// # Errors
/// If there is none, or it cannot be written.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    let permissions = path.metadata()?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}
