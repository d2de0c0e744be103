//! What the sources may name, and how long they may be.

use laneway_tests::repository::{files, text};

/// The longest a hand-written file may be, in lines.
const LONGEST: usize = 400;

fn rust_files(folder: &str) -> Vec<String> {
    let is_rust = |file: &String| file.starts_with(folder) && file.ends_with(".rs");
    let found: Vec<String> = files().into_iter().filter(is_rust).collect();
    assert!(!found.is_empty(), "there is no Rust file below {folder}");
    found
}

/// `file:line` of every line of code in `files` that contains one of `words` outside a comment. The
/// unit tests at a file's end may do what the code may not.
fn places(files: &[String], words: &[&str]) -> Vec<String> {
    let mut places = Vec::new();
    for file in files {
        let text = text(file).unwrap_or_default();
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| names(code, word)) {
                places.push(format!("{file}:{}", number + 1));
            }
        }
    }
    places
}

/// Whether `code` contains `word`, not as the end of a longer name.
fn names(code: &str, word: &str) -> bool {
    let is_part = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices(word)
        .any(|(at, _)| !is_part(&code[..at]))
}

const PRINTING: [&str; 5] = ["println!", "print!", "eprintln!", "eprint!", "dbg!"];

#[test]
fn only_the_yaml_module_names_the_yaml_parser() {
    let mut rust = rust_files("crates/core/src/");
    rust.retain(|file| !file.starts_with("crates/core/src/yaml"));
    rust.extend(rust_files("crates/cli/"));
    rust.extend(rust_files("web/"));
    let found = places(&rust, &["granit_parser"]);
    assert!(
        found.is_empty(),
        "{found:?}: go through the tree of `yaml`, so that the parser can be replaced and its \
         budgets hold for every text."
    );
}

#[test]
fn core_and_page_touch_no_files_processes_or_streams() {
    let mut rust = rust_files("crates/core/src/");
    rust.extend(rust_files("web/src/"));
    rust.retain(|file| !file.ends_with("/tests.rs"));
    let mut words = vec![
        "std::fs",
        "std::env",
        "std::process",
        "std::net",
        "std::thread",
    ];
    words.extend(["std::io", "SystemTime", "Instant"]);
    words.extend(PRINTING);
    let found = places(&rust, &words);
    assert!(
        found.is_empty(),
        "{found:?}: only the command line and xtask do I/O; return a value and let them act on it."
    );
}

#[test]
fn only_the_runner_talks_to_a_cluster() {
    let mut rust = rust_files("crates/kube/src/");
    rust.retain(|file| !file.starts_with("crates/kube/src/runner/"));
    let mut words = vec!["kube::", "k8s_openapi", "tokio", "Instant", "SystemTime"];
    words.extend(["std::fs", "std::env", "std::net", "std::thread", "HashMap"]);
    words.extend(PRINTING);
    let found = places(&rust, &words);
    assert!(
        found.is_empty(),
        "{found:?}: what decides is pure, so that a whole deployment can be played through in a test."
    );
}

#[test]
fn only_one_file_of_the_command_line_prints() {
    let mut rust = rust_files("crates/cli/src/");
    rust.retain(|file| file != "crates/cli/src/output.rs");
    let mut words = Vec::from(PRINTING);
    words.extend(["io::stdout", "io::stderr"]);
    let found = places(&rust, &words);
    assert!(
        found.is_empty(),
        "{found:?}: print through `output`, which knows about colours, widths and closed pipes."
    );
}

#[test]
fn core_has_no_hash_order_and_computes_with_whole_numbers() {
    let mut rust = rust_files("crates/core/src/");
    let hashed = places(&rust, &["HashMap", "HashSet"]);
    assert!(
        hashed.is_empty(),
        "{hashed:?}: use BTreeMap or Vec, so that runs can be compared byte by byte."
    );
    // A YAML scalar may be a floating-point number; nothing behind the reader computes with one but the
    // random draws and what is fitted to recorded times, which give whole milliseconds by functions that
    // are the same everywhere, the estimates of forecasts, which need no function but the square root, and the places of pictures,
    // which need none at all.
    rust.retain(|file| !file.starts_with("crates/core/src/yaml"));
    rust.retain(|file| !file.starts_with("crates/core/src/simulate/draws/"));
    rust.retain(|file| !file.starts_with("crates/core/src/calibrate/fit/"));
    rust.retain(|file| !file.starts_with("crates/core/src/forecast/statistics/"));
    rust.retain(|file| !file.starts_with("crates/core/src/picture/"));
    rust.retain(|file| !file.starts_with("crates/core/src/export/svg/"));
    let floating = places(&rust, &["f32", "f64"]);
    assert!(
        floating.is_empty(),
        "{floating:?}: times are whole milliseconds and shares are millionths; no rounding may \
         differ between platforms."
    );
}

#[test]
fn the_scheduler_knows_no_world() {
    let found = places(
        &rust_files("crates/core/src/scheduler"),
        &[
            "crate::simulate",
            "crate::kubernetes",
            "crate::report",
            "crate::scenario",
            "crate::yaml",
        ],
    );
    assert!(
        found.is_empty(),
        "{found:?}: the scheduler serves simulated and real worlds alike, so it names neither."
    );
}

#[test]
fn files_stay_short_enough_to_read() {
    let written = [".rs", ".mjs", ".js", ".ts", ".css", ".html", ".sh", ".toml"];
    let is_written = |file: &String| written.iter().any(|ending| file.ends_with(ending));
    for file in files().into_iter().filter(is_written) {
        let lines = text(&file).unwrap_or_default().lines().count();
        assert!(
            lines <= LONGEST,
            "{file} has {lines} lines: split it by idea."
        );
    }
}

#[test]
fn nothing_points_into_somebodys_machine() {
    let machines = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
        ["/Us", "ers/"],
        ["C:\\", "Users"],
    ];
    let hosts = [["registry.", "npmjs.org"], ["static.", "crates.io"]];
    let needles: Vec<String> = machines
        .iter()
        .chain(&hosts)
        .map(|it| it.concat())
        .collect();
    for file in files() {
        let text = text(&file).unwrap_or_default();
        for needle in &needles {
            let line = text.lines().position(|line| line.contains(needle));
            assert!(
                line.is_none(),
                "{file}:{}: names {needle}, which means something on one machine only.",
                line.unwrap_or_default() + 1
            );
        }
    }
}
