//! Cases that stand in files: those of `tests/corpus/sim`, and templates with their scenarios.

use crate::repository::root;
use std::fs;
use std::path::{Path, PathBuf};

/// One case: a folder.
#[derive(Debug, Clone)]
pub struct SimCase {
    /// Name of the folder.
    pub name: String,
    /// Text of the template.
    pub template: String,
    /// Text of the scenario; empty where there is none.
    pub scenario: String,
    /// Which stage to simulate; `None` for the default.
    pub stage: Option<String>,
    folder: PathBuf,
}

/// All cases, by name.
///
/// # Panics
///
/// If the corpus cannot be read.
pub fn sim_cases() -> Vec<SimCase> {
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(sim_folder()).expect("the corpus") {
        let folder = entry.expect("an entry of the corpus").path();
        if folder.is_dir() {
            cases.push(SimCase::read(folder));
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// The folder of the corpus.
pub fn sim_folder() -> PathBuf {
    root().join("tests/corpus/sim")
}

impl SimCase {
    fn read(folder: PathBuf) -> Self {
        let name = folder
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        Self {
            template: optional(&template_file(&folder))
                .unwrap_or_else(|| panic!("tests/corpus/sim/{name} has no template")),
            scenario: optional(&folder.join("scenario.yaml")).unwrap_or_default(),
            stage: optional(&folder.join("stage")).map(|text| text.trim().to_owned()),
            name,
            folder,
        }
    }

    /// What the case is expected to print; `None` as long as nothing is.
    pub fn expected(&self) -> Option<String> {
        optional(&self.folder.join("expected.json"))
    }

    /// Makes `printed` the expectation.
    ///
    /// # Panics
    ///
    /// If the file cannot be written.
    pub fn bless(&self, printed: &str) {
        std::fs::write(self.folder.join("expected.json"), printed).expect("the expectation");
    }
}

/// Where the template of a case is: in its folder, or where its file `template` says.
fn template_file(folder: &Path) -> PathBuf {
    match optional(&folder.join("template")) {
        Some(place) => root().join("tests/corpus").join(place.trim()),
        None => folder.join("template.yaml"),
    }
}

fn optional(path: &Path) -> Option<String> {
    path.exists()
        .then(|| std::fs::read_to_string(path).expect("a text of the corpus"))
}

/// A template of a corpus, with the scenario beside it.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The file of the template.
    pub path: PathBuf,
    /// Its text.
    pub template: String,
    /// The text of `NAME.scenario.yaml`; empty if there is none.
    pub scenario: String,
}

/// The templates of `tests/corpus/FOLDER` by name.
///
/// # Panics
/// If there are fewer than `fewest`, or one cannot be read.
pub fn pairs(folder: &str, fewest: usize) -> Vec<Pair> {
    let folder = root().join("tests/corpus").join(folder);
    let entries = fs::read_dir(folder).expect("the corpus");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_template = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with(".yaml") && !name.ends_with(".scenario.yaml")
    };
    let mut paths: Vec<PathBuf> = paths.filter(is_template).collect();
    paths.sort();
    assert!(paths.len() >= fewest, "the corpus is there");
    let read = |path: PathBuf| Pair {
        template: fs::read_to_string(&path).expect("a text"),
        scenario: fs::read_to_string(path.with_extension("scenario.yaml")).unwrap_or_default(),
        path,
    };
    paths.into_iter().map(read).collect()
}
