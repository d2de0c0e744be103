//! Runs the command and compares what it prints with files. `UPDATE=1` writes the files anew.

#![allow(dead_code, reason = "each test file uses what it needs")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The command, in the folder of the test data, without a terminal and without any setting of the
/// surroundings.
pub(crate) fn laneway(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laneway"));
    command.args(arguments).current_dir(data());
    for variable in [
        "COLUMNS",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "LC_ALL",
        "LC_CTYPE",
        "LANG",
    ] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null());
    command
}

/// The folder of the test data.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

/// The folder of the whole project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A simulated case of the corpus.
pub(crate) struct Case {
    pub(crate) folder: PathBuf,
    /// What `laneway simulate` is given.
    pub(crate) arguments: Vec<String>,
}

/// All simulated cases of the corpus, in order of their names.
pub(crate) fn simulated_cases() -> Vec<Case> {
    let entries = std::fs::read_dir(root().join("tests/corpus/sim")).expect("the cases are there");
    let folders = entries.map(|it| it.expect("an entry").path());
    let mut folders: Vec<PathBuf> = folders.filter(|it| it.is_dir()).collect();
    folders.sort();
    assert!(folders.len() > 10, "the cases are there");
    folders.into_iter().map(simulated_case).collect()
}

fn simulated_case(folder: PathBuf) -> Case {
    let file = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let template = template_of(&folder).expect("a template");
    let mut arguments = vec![template.to_str().expect("UTF-8").to_owned()];
    if folder.join("scenario.yaml").exists() {
        arguments.extend(["--scenario".to_owned(), file("scenario.yaml")]);
    }
    if let Ok(stage) = std::fs::read_to_string(folder.join("stage")) {
        arguments.extend(["--stage".to_owned(), stage.trim().to_owned()]);
    }
    Case { folder, arguments }
}

/// The template of a case of the corpus: in its folder, or where its file `template` says.
pub(crate) fn template_of(folder: &Path) -> Option<PathBuf> {
    let own = folder.join("template.yaml");
    let elsewhere = std::fs::read_to_string(folder.join("template")).ok();
    let elsewhere = elsewhere.map(|it| root().join("tests/corpus").join(it.trim()));
    elsewhere.or_else(|| own.exists().then_some(own))
}

/// What a run printed, and its exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) exit: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command to its end.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    run_in(&data(), arguments)
}

/// Runs the command in another folder to its end.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = laneway(arguments);
    let output = command.current_dir(folder).output();
    ran(output.expect("the command starts"))
}

/// Runs the command with a text or bytes on its standard input.
pub(crate) fn run_with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = laneway(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let input = input.to_owned();
    // The command may stop reading early, when the input is too large.
    let writer = std::thread::spawn(move || stdin.write_all(&input).ok());
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends");
    ran(output)
}

fn ran(output: Output) -> Ran {
    Ran {
        exit: output.status.code().expect("not ended by a signal"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Compares a text with a file, or writes the file if `UPDATE` is set.
pub(crate) fn assert_file(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, text).expect("the file can be written");
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == text,
        "{} differs (UPDATE=1 writes it anew). Expected:\n{expected}\nFound:\n{text}",
        path.display()
    );
}
