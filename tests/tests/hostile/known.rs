//! Attacks that are known to kill readers of YAML. Each is read on a small stack, as in a browser's
//! worker, and has to give a clear error.

use laneway_core::analysis::Analysis;
use laneway_core::diagnostic::Severity;
use laneway_tests::sane::analyze_sanely;
use std::thread;

/// What a WebAssembly thread has by default, in bytes.
const SMALL_STACK: usize = 1 << 20;

/// Reads a text as template and as scenario.
fn read(text: String) -> Analysis {
    let reader = thread::Builder::new()
        .stack_size(SMALL_STACK)
        .spawn(move || {
            analyze_sanely(
                "workflows: [{name: setup, order_from: [services.a]}]",
                &text,
            );
            analyze_sanely(&text, "")
        });
    reader.expect("a thread").join().expect("no panic")
}

fn errors(analysis: &Analysis) -> usize {
    analysis
        .template
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .count()
}

#[test]
fn a_megabyte_of_nested_brackets() {
    for text in [
        "[".repeat(1 << 20),
        "{a: ".repeat(1 << 18),
        format!("workflows: {}", "[".repeat(1 << 20)),
    ] {
        let analysis = read(text);
        assert_eq!(errors(&analysis), 1, "{:?}", analysis.template);
    }
}

#[test]
fn deep_block_nesting() {
    let mut text = String::new();
    for depth in 0..1500 {
        text += &format!("{}a:\n", " ".repeat(depth));
    }
    assert!(errors(&read(text)) >= 1);
    assert!(errors(&read("- ".repeat(100_000))) >= 1);
}

#[test]
fn a_bomb_of_aliases() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let before = format!("*a{}", level - 1);
        text += &format!(
            "a{level}: &a{level} [{}]\n",
            [before.as_str(); 10].join(", ")
        );
    }
    text += "workflows: *a29\n";
    assert!(errors(&read(text)) >= 1);
}

#[test]
fn an_anchor_inside_itself() {
    assert!(errors(&read("workflows: &a [*a]\n".to_owned())) >= 1);
}

#[test]
fn nothing_and_nearly_nothing() {
    for text in [
        "", " ", "\n", "\u{feff}", "---", "...", "#", "~", "null", "\u{0}", "\t",
    ] {
        assert!(
            read(text.to_owned()).run.is_none(),
            "{text:?} is no workflow"
        );
    }
}

#[test]
fn what_is_no_text() {
    let bytes: Vec<u8> = (0..20_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let analysis = read(String::from_utf8_lossy(&bytes).into_owned());
    assert!(errors(&analysis) >= 1);
}

#[test]
fn very_long_lines_and_names() {
    let name = "x".repeat(1 << 17);
    read(name.clone());
    read(format!(
        "workflows:\n  - name: setup\n    order_from: [services.{name}]\n"
    ));
    read(format!(
        "workflows:\n  - name: {name}\n    {name}: {name}\n"
    ));
}

#[test]
fn thousands_of_tasks_and_problems() {
    let good: String = (0..3000).map(|n| format!("services.s{n}, ")).collect();
    let analysis = read(format!(
        "workflows: [{{name: setup, order_from: [{good}]}}]"
    ));
    assert_eq!(analysis.run.map(|run| run.report.tasks.len()), Some(3000));
    let bad: String = (0..3000)
        .map(|n| format!("      - stepp: s{n}\n        task: [service.x]\n"))
        .collect();
    let analysis = read(format!(
        "workflows:\n  - name: setup\n    parallelize:\n{bad}"
    ));
    assert!(errors(&analysis) >= 3000);
}

#[test]
fn the_largest_numbers() {
    let scenario = "
        seed: 18446744073709551615
        tasks:
          services.a: { ready_after: 99999h99999m, crash_after: 99999h, fails: { attempts: [4294967295] } }
        options: { readiness_wait: 99999h, horizon: 99999h }
        cluster: { max_parallel: 18446744073709551615 }
    ";
    analyze_sanely(
        "workflows: [{name: setup, order_from: [services.a, services.a]}]",
        scenario,
    );
    let always = format!("{scenario}\n        faults: [{{ task: services.a, chance: 100% }}]");
    analyze_sanely(
        "workflows: [{name: setup, order_from: [services.a]}]",
        &always,
    );
}
