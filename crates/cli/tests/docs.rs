//! The examples of the documentation are what the command prints.

mod support;

use std::path::Path;

/// Runs every `$ laneway …` of the page's `console` blocks in `folder`, in order, and puts its output
/// below it; `$ echo $?` is the exit code of the command before.
fn with_real_output(page: &str, folder: &Path) -> String {
    let mut text = String::new();
    let mut in_console = false;
    let mut exit = 0;
    for line in page.lines() {
        let is_fence = line.starts_with("```");
        if is_fence {
            in_console = line == "```console";
        }
        let is_old_output = in_console && !is_fence && !line.starts_with("$ ");
        if is_old_output {
            continue;
        }
        text.push_str(line);
        text.push('\n');
        if let Some(command) = line.strip_prefix("$ laneway ").filter(|_| in_console) {
            let arguments: Vec<&str> = command.split_whitespace().collect();
            let ran = support::run_in(folder, &arguments);
            text.push_str(&(ran.err + &ran.out));
            exit = ran.exit;
        } else if line == "$ echo $?" && in_console {
            text.push_str(&format!("{exit}\n"));
        }
    }
    text
}

#[track_caller]
fn assert_examples_are_real(page: &str, folder: &Path) {
    let path = support::root().join(page);
    let text = std::fs::read_to_string(&path).expect("the page is there");
    assert!(text.contains("$ laneway "), "{page} has examples");
    support::assert_file(&path, &with_real_output(&text, folder));
}

#[test]
fn json_forms() {
    assert_examples_are_real("docs/json.md", &support::data());
}

#[test]
fn the_readme() {
    assert_examples_are_real("README.md", &support::root());
}

#[test]
fn refactorings() {
    assert_examples_are_real("docs/refactorings.md", &support::data());
}

#[test]
fn advice() {
    assert_examples_are_real("docs/advice.md", &support::data());
}
