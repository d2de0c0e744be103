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
