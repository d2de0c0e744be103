//! What prints a forecast on the command line.

use laneway_core::report::Report;
use laneway_core::sweep::Sweep;

/// The command for so many runs of what is reported; the texts are called `template.yaml` and
/// `scenario.yaml` in it.
pub(super) fn command(report: &Report, runs: u32, has_scenario: bool) -> String {
    let files = files(has_scenario);
    let (stage, seed) = (quoted(&report.stage), report.seed);
    format!("laneway simulate {files} --stage {stage} --runs {runs} --seed {seed}")
}

/// The command for a sweep over these values, named likewise.
pub(super) fn sweep_command(sweep: &Sweep, values: &str, has_scenario: bool) -> String {
    let files = files(has_scenario);
    let vary = quoted(&format!("{}={}", sweep.parameter, values.trim()));
    let (stage, runs, seed) = (quoted(&sweep.stage), sweep.runs, sweep.seed);
    let mut command =
        format!("laneway sweep {files} --vary {vary} --stage {stage} --runs {runs} --seed {seed}");
    for it in &sweep.budgets {
        command.push_str(&format!(" --assert {}", quoted(&it.budget)));
    }
    command
}

fn files(has_scenario: bool) -> &'static str {
    match has_scenario {
        true => "template.yaml --scenario scenario.yaml",
        false => "template.yaml",
    }
}

/// As shells take it for one word, whatever is in it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./%=".contains(c);
    if !word.is_empty() && !word.starts_with(['-', '=']) && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::analysis::{Request, analyze};

    fn report(stage: &str, scenario: &str) -> Report {
        let template = format!("workflows: [{{name: {stage}, order_from: [jobs.a]}}]\n");
        let request = Request {
            template: &template,
            scenario,
            ..Request::default()
        };
        analyze(&request).run.expect("a run").report
    }

    #[test]
    fn can_be_pasted_into_a_shell() {
        assert_eq!(
            command(&report("setup", "seed: 7\n"), 1000, true),
            "laneway simulate template.yaml --scenario scenario.yaml --stage setup --runs 1000 --seed 7"
        );
        assert_eq!(
            command(&report("setup", ""), 9, false),
            "laneway simulate template.yaml --stage setup --runs 9 --seed 0"
        );
        assert_eq!(quoted("it's; rm *"), r"'it'\''s; rm *'");
        assert_eq!(quoted("--stage"), "'--stage'");
    }
}
