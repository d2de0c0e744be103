//! What has to hold, whatever the bytes: one function each.

use super::input;
use crate::sane::{analyze_sanely, apply, ask, ask_analyst_sanely, ask_of_whole, check_sanely};
use laneway_core::analysis::{Analysis, Analyst, Request, check};
use laneway_core::diagnostic::{Diagnostic, Scope, Severity, repair};
use laneway_core::language::{Side, Texts};
use laneway_core::refactor;
use laneway_core::source::Span;
use laneway_core::wish::{Ground, Subject, Text};
use laneway_core::yaml;

/// Of one text at most so many fixes and refactorings are made one by one.
const MOST_CHANGES: usize = 6;

/// In at most so many places of the picture so many things are wished for: each costs several readings.
const MOST_PLACES: usize = 2;

/// What a scenario is read beside: something of everything that a scenario can be about.
const TEMPLATE: &str = "\
services: [{name: a, depends_on: [b]}, {name: b, static: true}, {name: c, replicas: 2,
  readiness_probe: {initial_delay_seconds: 3, period_seconds: 7, failure_threshold: 2}}]
jobs: [{name: migrate}, {name: scrub, completed_timeout: 60}]
charts: [{name: ingress, timeout: 30s}]
infrastructure: [{name: bucket}]
workflows:
  - name: setup
    parallelize:
      - {step: first, tasks: [infrastructure.bucket, services.b, jobs.migrate], halt_on_error: true}
      - {step: beside, tasks: [charts.all, jobs.scrub], wait_for_finish: false}
      - {step: last, tasks: [services.a, services.c, jobs.scrub]}
";

pub(super) fn diagnostics(bytes: &[u8]) {
    check_sanely(&input::text(bytes), "");
}

pub(super) fn fixes(bytes: &[u8]) {
    let text = &*input::text(bytes);
    let problems = check_sanely(text, "").template;
    follow(text, &problems, |text| check_sanely(text, "").template);
}

pub(super) fn scenario(bytes: &[u8]) {
    let text = &*input::text(bytes);
    let problems = check_sanely(TEMPLATE, text).scenario;
    follow(text, &problems, |text| {
        check_sanely(TEMPLATE, text).scenario
    });
    analyze_sanely(TEMPLATE, text);
}

/// Applies the fixes one by one, and then all of them until none is left.
fn follow(text: &str, problems: &[Diagnostic], check: impl Fn(&str) -> Vec<Diagnostic>) {
    let fixes = problems.iter().flat_map(|problem| &problem.fixes);
    for fix in fixes.take(MOST_CHANGES) {
        assert_eq!(apply(text, &fix.edits), fix.apply(text));
        check(&fix.apply(text));
    }
    for scope in [Scope::Safe, Scope::All] {
        let repaired = repair(text, scope, &check);
        assert!(errors(&repaired.problems).len() <= errors(problems).len());
    }
}

pub(super) fn simulation(bytes: &[u8]) {
    let text = input::text(bytes);
    let (template, scenario) = input::both(&text);
    let analysis = analyze_sanely(template, scenario);
    let rows = analysis.run.iter().flat_map(|run| &run.report.tasks);
    for row in rows {
        let ends = row.settled_ms.is_none_or(|end| row.start_ms <= Some(end));
        assert!(ends, "{} settles before it starts", row.task);
    }
}

pub(super) fn editor(bytes: &[u8]) {
    let text = input::text(bytes);
    let (template, scenario) = input::both(&text);
    let (template, in_template) = input::cursors(template);
    let (scenario, in_scenario) = input::cursors(scenario);
    let texts = Texts {
        template: &template,
        scenario: &scenario,
    };
    for (side, places) in [(Side::Template, in_template), (Side::Scenario, in_scenario)] {
        ask_of_whole(texts, side);
        for place in places {
            // The place behind may lie inside of a character or outside of the text.
            ask(texts, side, place);
            ask(texts, side, place + 1);
        }
    }
}

/// Comments change nothing about errors, and the fixes that are offered for them fit.
pub(super) fn suppressions(bytes: &[u8]) {
    let text = &*input::text(bytes);
    let problems = check_sanely(text, "").template;
    let plain = without_directives(text);
    assert_eq!(
        errors(&problems),
        errors(&check_sanely(&plain, "").template)
    );
    let fixes = problems.iter().flat_map(|problem| &problem.fixes);
    for fix in fixes.filter(|fix| fix.safe).take(MOST_CHANGES) {
        check_sanely(&fix.apply(text), "");
    }
}

/// The text with comments that are for somebody else, each as long as it was.
fn without_directives(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for comment in yaml::parse(text).comments {
        plain.push_str(&text[plain.len()..comment.start]);
        plain.push_str(&comment.slice(text).replace("laneway:", "someone:"));
    }
    plain.push_str(&text[plain.len()..]);
    plain
}

pub(super) fn refactorings(bytes: &[u8]) {
    let text = input::text(bytes);
    let (template, scenario) = input::both(&text);
    let request = Request {
        template,
        scenario,
        ..Request::default()
    };
    let offers = refactor::offers(&request, Span::new(0, template.len()));
    for offer in offers.iter().take(MOST_CHANGES) {
        let changed = apply(template, &offer.edits);
        let problems = check_sanely(&changed, scenario).template;
        assert!(errors(&problems).is_empty(), "{} breaks it", offer.id);
    }
    // Nobody has to ask about a place of this text.
    refactor::offers(&request, Span::at(template.len() + 1));
    check(&request);
}

/// What is granted brings no error, and what is not is said.
pub(super) fn wishes(bytes: &[u8]) {
    let text = input::text(bytes);
    let (template, scenario) = input::both(&text);
    let request = Request {
        template,
        scenario,
        ..Request::default()
    };
    let analysis = analyze_sanely(template, scenario);
    let count = |it: &Analysis| errors(&it.template).len() + errors(&it.scenario).len();
    let before = count(&analysis);
    let names = analysis.run.map(|run| {
        let tasks = run.report.tasks.into_iter().take(MOST_PLACES);
        tasks.map(|row| row.task).collect::<Vec<_>>()
    });
    let Ok(ground) = Ground::read(&request) else {
        return;
    };
    let mut analyst = Analyst::default();
    let tasks = names.into_iter().flatten().map(Subject::Task);
    for subject in tasks.chain([Subject::Step(0)]) {
        let Ok(about) = ground.about(&subject) else {
            continue;
        };
        // Not always the first ones.
        let entries = about.entries.iter().skip(bytes.len() % 5);
        let wishes = entries.step_by(3).take(MOST_PLACES).map(|it| &it.wish);
        for wish in wishes {
            match ground.grant(wish) {
                Ok(granted) => {
                    let (template, scenario) = match granted.text {
                        Text::Template => (&*granted.after, scenario),
                        Text::Scenario => (template, &*granted.after),
                    };
                    let after = ask_analyst_sanely(&mut analyst, template, scenario);
                    assert!(count(&after) <= before, "{wish:?} breaks it");
                }
                Err(refusal) => assert!(!refusal.why.is_empty(), "{wish:?}"),
            }
        }
    }
}

fn errors(problems: &[Diagnostic]) -> Vec<&Diagnostic> {
    let errors = problems.iter();
    errors.filter(|it| it.severity == Severity::Error).collect()
}
