//! The seconds that `could-be-one-step` promises are those that its fix saves: the difference of two
//! simulations, of the text as it is and of the text after the fix.

use laneway_core::analysis::{Analysis, Request, analyze};
use laneway_core::diagnostic::Diagnostic;
use laneway_core::report::Report;
use laneway_core::time::Millis;
use laneway_tests::mutants::Dice;
use std::fmt::Write as _;

const TEMPLATES: u64 = 500;
const SECONDS: [u32; 6] = [0, 5, 10, 30, 45, 95];

/// Services in random steps, which depend on any before or after them, and how they behave.
fn random_texts(dice: &mut Dice) -> (String, String) {
    let count = 2 + dice.below(6);
    let (mut services, mut steps) = ("services:\n".to_owned(), String::new());
    let mut tasks = String::new();
    for at in 0..count {
        let needed: Vec<String> = (0..dice.below(3))
            .map(|_| format!("s{}", dice.below(count)))
            .filter(|name| *name != format!("s{at}"))
            .collect();
        let needed = needed.join(", ");
        let _ = writeln!(services, "  - name: s{at}\n    depends_on: [{needed}]");
        if at == 0 || dice.below(3) > 0 {
            let _ = writeln!(steps, "      - step: step-{at}\n        tasks:");
        }
        let _ = writeln!(steps, "          - services.s{at}  # the {at}th");
        let _ = writeln!(tasks, "  services.s{at}: {{ {} }}", conduct(dice, count));
    }
    let template = format!("{services}workflows:\n  - name: setup\n    parallelize:\n{steps}");
    let background = dice.pick(&["join", "detach"]).unwrap_or_default();
    let limit = dice.pick(&["none", "1", "2", "3"]).unwrap_or_default();
    let scenario = format!(
        "tasks:\n{tasks}cluster: {{ max_parallel: {limit} }}\noptions: {{ background: {background} }}\n"
    );
    (template, scenario)
}

fn conduct(dice: &mut Dice, services: usize) -> String {
    let seconds = dice.pick(&SECONDS).unwrap_or_default();
    let more = match dice.below(6) {
        0 => ", needs: []".to_owned(),
        1 => format!(", needs: [services.s{}]", dice.below(services)),
        2 => ", fails: { attempts: [1, 2] }".to_owned(),
        3 => ", crash_after: 3s".to_owned(),
        _ => String::new(),
    };
    format!("ready_after: {seconds}s{more}")
}

fn analysis(template: &str, scenario: &str) -> Analysis {
    analyze(&Request {
        template,
        scenario,
        ..Request::default()
    })
}

/// When the stage ends that does not halt.
fn end(report: &Report, scenario: &str) -> Millis {
    let end = match scenario.contains("detach") {
        true => report.last_step_done_ms,
        false => report.all_settled_ms,
    };
    end.expect("an end")
}

fn hints(analysis: &Analysis) -> impl Iterator<Item = &Diagnostic> {
    let problems = analysis.template.iter();
    problems.filter(|it| it.code == "could-be-one-step")
}

#[test]
fn what_is_promised_is_the_difference_of_two_simulations() {
    let mut promises = 0;
    for seed in 0..TEMPLATES {
        let (template, scenario) = random_texts(&mut Dice::new(seed));
        let now = analysis(&template, &scenario);
        for hint in hints(&now) {
            let fixed = hint.fixes.first().expect("a fix").apply(&template);
            let then = analysis(&fixed, &scenario);
            let [now, then] = [&now, &then].map(|it| &it.run.as_ref().expect("a run").report);
            let (before, after) = (end(now, &scenario), end(then, &scenario));
            assert!(
                after < before,
                "{}\n{template}\n{scenario}\n{fixed}",
                hint.message
            );
            let promised = format!("would end {} earlier", (before - after).spoken());
            assert!(
                hint.message.contains(&promised),
                "{promised}: {}\n{template}\n{scenario}\n{fixed}",
                hint.message
            );
            promises += 1;
        }
    }
    assert!(promises > 100, "only {promises} hints");
}
