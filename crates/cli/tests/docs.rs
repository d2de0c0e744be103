//! The examples of `docs/json.md` are what the command prints.

mod support;

use std::path::Path;

/// Runs every `$ laneway …` of the page's `console` blocks in order and puts its output below it;
/// `$ echo $?` is the exit code of the command before.
fn with_real_output(page: &str) -> String {
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
            let ran = support::run(&arguments);
            text.push_str(&(ran.err + &ran.out));
            exit = ran.exit;
        } else if line == "$ echo $?" && in_console {
            text.push_str(&format!("{exit}\n"));
        }
    }
    text
}

#[test]
fn every_example_is_real() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/json.md");
    let page = std::fs::read_to_string(&path).expect("the page is there");
    assert!(page.contains("$ laneway check") && page.contains("$ laneway simulate"));
    support::assert_file(&path, &with_real_output(&page));
}
