//! The good templates of the corpus.

use crate::repository::root;
use std::fs;

/// The folders of the corpus whose templates hold no error.
const FOLDERS: [&str; 2] = ["ok", "real"];

/// A template of the corpus.
#[derive(Debug, Clone)]
pub struct Good {
    /// Folder and name of the file.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// All templates without errors, by folder and name. Some of those in `real` have warnings.
///
/// # Panics
///
/// If the corpus cannot be read.
pub fn good() -> Vec<Good> {
    FOLDERS.into_iter().flat_map(folder).collect()
}

/// Templates in styles that the others do not have. Nothing is made to fit them: they only measure.
///
/// # Panics
///
/// If the corpus cannot be read.
pub fn unseen() -> Vec<Good> {
    folder("unseen")
}

fn folder(folder: &str) -> Vec<Good> {
    let path = root().join("tests/corpus").join(folder);
    let entries = fs::read_dir(&path).expect("the corpus");
    let paths = entries.map(|entry| entry.expect("a file of the corpus").path());
    let mut templates: Vec<Good> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            Good {
                name: format!("{folder}/{name}"),
                text: fs::read_to_string(&path).expect("a readable file"),
            }
        })
        .collect();
    templates.sort_by(|a, b| a.name.cmp(&b.name));
    templates
}
