//! Texts without sense, and texts out of the language's own words in no order.

use super::sane::analyze_sanely;
use laneway_tests::cases::cases;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces that a template or a scenario is made of, and what likes to break readers.
const PIECES: [&str; 72] = [
    "workflows:",
    "services:",
    "jobs:",
    "charts:",
    "infrastructure:",
    "- name: setup",
    "- name: a",
    "parallelize:",
    "order_from:",
    "- step: one",
    "tasks:",
    "tasks: [services.a, jobs.b]",
    "services.a",
    "jobs.b",
    "services.all",
    "jobs.all",
    "release.remove_environment",
    "halt_on_error: true",
    "wait_for_finish: false",
    "halt_on_errors: yes",
    "depends_on: [a]",
    "completed_timeout: 9",
    "timeout: 30",
    "readiness_probe: {period_seconds: 0}",
    "replicas: -1",
    "static: true",
    "tasks: []",
    "services.a: {ready_after: 9s, needs: [services.b], crash_after: 0s}",
    "faults:",
    "defaults:",
    "options: {horizon: 99999h}",
    "- {task: services.a, chance: 100%}",
    "cluster: {max_parallel: 0}",
    "- {tasks: \"*\", outage: {from: 1s, until: 0s}}",
    "jobs.b: {runs_for: 99999h99999h, retries: 4294967295}",
    "fails: {attempts: [1, 2], at: 50%}",
    "seed: 18446744073709551615",
    "&x",
    "*x",
    "<<: *x",
    "- ",
    "? ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "|",
    ">",
    "#",
    "---",
    "...",
    "\t",
    "'",
    "\"",
    "\\",
    "!",
    "!!str",
    "%YAML 9.9",
    "\u{feff}",
    "\r",
    "\u{0}",
    "\u{85}",
    "\u{2028}",
    "é",
    "🚀",
    "${NAME}",
    "~",
    "null",
    "0x1F",
    ".inf",
];

/// Lines of one or two pieces, indented anyhow.
fn soup() -> impl Strategy<Value = String> {
    let indent = select(vec!["", " ", "  ", "    ", "      ", "        ", "\t"]);
    let end = select(vec!["\n", "\n", "\n", "\r\n", "\r", " "]);
    let line = (
        indent,
        select(&PIECES[..]),
        prop::option::of(select(&PIECES[..])),
        end,
    );
    let line = line.prop_map(|(indent, first, second, end)| {
        format!("{indent}{first} {}{end}", second.unwrap_or_default())
    });
    vec(line, 0..14).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(cases(1200))]

    #[test]
    fn any_characters_at_all(template in any::<String>(), scenario in any::<String>()) {
        analyze_sanely(&template, &scenario);
    }

    #[test]
    fn any_bytes_read_as_text(bytes in vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        analyze_sanely(&text, &text);
    }

    #[test]
    fn the_languages_words_in_no_order(template in soup(), scenario in soup()) {
        analyze_sanely(&template, &scenario);
        analyze_sanely("services: [{name: a}]\nworkflows: [{name: setup, order_from: [services.a, jobs.b]}]", &scenario);
    }
}
