//! The project's own files, as version control sees them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The top folder of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("the crate lies in the project")
        .to_path_buf()
}

/// All files that are or would be committed, relative to [`root`], `/` between folders, ascending.
pub fn files() -> Vec<String> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .expect("git lists the files of the project");
    assert!(
        output.status.success(),
        "git could not list the files of the project"
    );
    let names = String::from_utf8(output.stdout).expect("file names are UTF-8");
    let mut files: Vec<String> = names
        .split_terminator('\0')
        .filter(|name| root().join(name).is_file())
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    files
}

/// The text of one of [`files`]; `None` for a file that is not text.
pub fn text(file: &str) -> Option<String> {
    let bytes = std::fs::read(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    String::from_utf8(bytes).ok()
}
