//! Good texts, damaged a little: where readers that were tested on good and on absurd texts break.

use laneway_core::diagnostic::Diagnostic;
use laneway_core::scheduler::{Record, from_json_lines, to_json_lines};
use laneway_core::simulate;
use laneway_core::simulate::draws::RunNumber;
use laneway_tests::cases::cases;
use laneway_tests::repository::{files, text};
use laneway_tests::sane::{analyze_sanely, apply};
use laneway_tests::sketch::{job, service, sketch, step};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// One thing that a hand at the keyboard does to a text.
#[derive(Debug, Clone)]
enum Damage {
    /// Deletes up to so many characters.
    Delete(Index, usize),
    /// Types something.
    Insert(Index, &'static str),
    /// Ends the text.
    Cut(Index),
    /// Repeats a line.
    Repeat(Index),
    /// Moves a line by so many columns.
    Indent(Index, usize),
    /// Swaps a line with the next.
    Swap(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let typed = vec![
        "\t", " ", "  ", "\n", ":", "-", "- ", "[", "]", "{", "}", "'", "\"", "#", "&a ", "*a",
        "é", "🚀", "\r", "|",
    ];
    prop_oneof![
        (any::<Index>(), 1..30usize).prop_map(|(at, count)| Damage::Delete(at, count)),
        (any::<Index>(), select(typed)).prop_map(|(at, typed)| Damage::Insert(at, typed)),
        any::<Index>().prop_map(Damage::Cut),
        any::<Index>().prop_map(Damage::Repeat),
        (any::<Index>(), 1..5usize).prop_map(|(line, columns)| Damage::Indent(line, columns)),
        any::<Index>().prop_map(Damage::Swap),
    ]
}

fn damaged(text: &str, damage: &Damage) -> String {
    match damage {
        Damage::Delete(at, count) => {
            let (before, after) = cut(text, *at);
            before.to_owned() + &after.chars().skip(*count).collect::<String>()
        }
        Damage::Insert(at, typed) => {
            let (before, after) = cut(text, *at);
            format!("{before}{typed}{after}")
        }
        Damage::Cut(at) => cut(text, *at).0.to_owned(),
        Damage::Repeat(line) => {
            edit_lines(text, *line, |lines, at| lines.insert(at, lines[at].clone()))
        }
        Damage::Indent(line, columns) => edit_lines(text, *line, |lines, at| {
            lines[at].insert_str(0, &" ".repeat(*columns));
        }),
        Damage::Swap(line) => edit_lines(text, *line, |lines, at| {
            let next = (at + 1).min(lines.len() - 1);
            lines.swap(at, next);
        }),
    }
}

fn cut(text: &str, at: Index) -> (&str, &str) {
    let mut at = at.index(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text.split_at(at)
}

fn edit_lines(text: &str, line: Index, edit: impl FnOnce(&mut Vec<String>, usize)) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if !lines.is_empty() {
        let at = line.index(lines.len());
        edit(&mut lines, at);
    }
    lines.concat()
}

/// Texts of the corpus whose path contains `part`.
fn texts(part: &str) -> Vec<String> {
    let is_meant = |file: &String| {
        file.starts_with("tests/corpus/") && file.contains(part) && file.ends_with(".yaml")
    };
    let found: Vec<String> = files()
        .iter()
        .filter(|it| is_meant(it))
        .filter_map(|it| text(it))
        .collect();
    assert!(!found.is_empty(), "the corpus has no {part}");
    found
}

/// Applies the first fix of each problem to the text on its own, which must give a sane text again.
fn follow_fixes(text: &str, problems: &[Diagnostic], analyze: impl Fn(&str)) {
    for fix in problems.iter().filter_map(|problem| problem.fixes.first()) {
        analyze(&apply(text, &fix.edits));
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn a_damaged_template_is_read_as_far_as_it_goes(
        text in select(texts("/template.yaml").into_iter().chain(texts("/ok/")).collect::<Vec<_>>()),
        damages in vec(damage(), 1..4),
    ) {
        let text = damages.iter().fold(text, |text, damage| damaged(&text, damage));
        let analysis = analyze_sanely(&text, "");
        follow_fixes(&text, &analysis.template, |text| { analyze_sanely(text, ""); });
    }

    #[test]
    fn a_damaged_scenario_is_read_as_far_as_it_goes(
        text in select(texts("/scenario.yaml")),
        damages in vec(damage(), 1..4),
    ) {
        let template = "- name: setup\n  order_from: [services.a, services.b, jobs.migrate, services.frontend]";
        let text = damages.iter().fold(text, |text, damage| damaged(&text, damage));
        let analysis = analyze_sanely(template, &text);
        follow_fixes(&text, &analysis.scenario, |text| { analyze_sanely(template, text); });
    }
}

/// A recorded run with a retry, a wait for a barrier and a halt.
fn trace() -> String {
    let setting = sketch(vec![
        step(vec![service("a", 9), job("b", 5).fails(&[1]).retries(1)]),
        step(vec![job("c", 1).fails(&[1])]).halting(),
        step(vec![service("d", 1)]),
    ]);
    to_json_lines(&Record {
        trace: simulate::run(&setting, RunNumber(0)),
        plan: setting.plan,
        scenario: None,
        seed: 7,
        epoch: None,
    })
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_damaged_trace_is_read_or_refused(damages in vec(damage(), 1..3)) {
        let text = damages.iter().fold(trace(), |text, damage| damaged(&text, damage));
        if let Err(problem) = from_json_lines(&text) {
            prop_assert!(!problem.to_string().is_empty());
        }
    }
}

#[test]
fn the_fixes_of_faulty_files_give_sane_texts() {
    for text in texts("/err/") {
        let analysis = analyze_sanely(&text, "");
        follow_fixes(&text, &analysis.template, |text| {
            analyze_sanely(text, "");
        });
    }
}
