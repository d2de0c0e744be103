//! Whether the built page is still that of the files it was built from.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::error::{Context, Result};
use crate::project::Project;

/// Folders that hold no sources, wherever they are.
const NOT_SOURCES: [&str; 3] = ["target", "node_modules", "dist"];

/// What the sources looked like (names, sizes, times of change) when a build began.
pub(crate) struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    pub(crate) fn of_page(project: &Project) -> Result<Self> {
        let root = project.root();
        let mut sources = DefaultHasher::new();
        hash_folder(root, &mut sources).context(|| format!("read {}", root.display()))?;
        Ok(Self {
            file: project.dist().join(".built-from"),
            now: format!("{:016x}", sources.finish()),
        })
    }

    /// Lies in the output folder, so it is gone when the output is.
    pub(crate) fn is_current(&self) -> bool {
        std::fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.now)
    }

    pub(crate) fn keep(&self) -> Result<()> {
        std::fs::write(&self.file, &self.now).context(|| format!("write {}", self.file.display()))
    }
}

/// Visits everything, whoever reads it: a needless build costs seconds, a stale page costs trust.
fn hash_folder(folder: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || NOT_SOURCES.contains(&name.as_ref()) {
            continue;
        }
        name.hash(hasher);
        let meta = entry.metadata()?;
        if meta.is_dir() {
            hash_folder(&entry.path(), hasher)?;
        } else {
            (meta.len(), meta.modified()?).hash(hasher);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(folder: &Path) -> u64 {
        let mut hasher = DefaultHasher::new();
        hash_folder(folder, &mut hasher).unwrap();
        hasher.finish()
    }

    #[test]
    fn a_change_of_a_source_counts_and_one_of_a_product_does_not() {
        let folder = std::env::temp_dir().join(format!("laneway-fresh-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("target")).unwrap();
        std::fs::write(folder.join("source"), "one").unwrap();
        let before = hash(&folder);
        std::fs::write(folder.join("target/product"), "anything").unwrap();
        let after_product = hash(&folder);
        std::fs::write(folder.join("source"), "other").unwrap();
        let after_source = hash(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(before, after_product);
        assert_ne!(before, after_source);
    }
}
