//! What editors ask, on whole texts: every answer fits the text it is about, half-written texts
//! included; words that are offered are words that the reader knows; renaming changes names and
//! nothing else.

use laneway_core::analysis::{Analysis, Request, analyze, check};
use laneway_core::diagnostic::Fix;
use laneway_core::language::{Side, Texts, complete, rename};
use laneway_tests::corpus::sim_cases;
use laneway_tests::sane::{ask, ask_of_whole};
use laneway_tests::vary::without_chance;

/// As many places of a text are asked about.
const PLACES: usize = 12;

/// Character boundaries, evenly over the text.
fn places(text: &str) -> Vec<usize> {
    let all: Vec<usize> = (0..=text.len())
        .filter(|at| text.is_char_boundary(*at))
        .collect();
    let stride = all.len().div_ceil(PLACES);
    all.into_iter().step_by(stride).collect()
}

#[test]
fn every_answer_fits_its_text() {
    for case in sim_cases() {
        let texts = Texts {
            template: &case.template,
            scenario: &case.scenario,
        };
        for side in [Side::Template, Side::Scenario] {
            ask_of_whole(texts, side);
            for offset in places(texts.on(side)) {
                ask(texts, side, offset);
            }
        }
    }
}

#[test]
fn half_written_texts_are_answered_too() {
    for case in sim_cases() {
        for offset in places(&case.template) {
            let texts = Texts {
                template: &case.template[..offset],
                scenario: &case.scenario,
            };
            ask(texts, Side::Template, offset);
            ask_of_whole(texts, Side::Template);
        }
        for offset in places(&case.scenario) {
            let texts = Texts {
                template: &case.template,
                scenario: &case.scenario[..offset],
            };
            ask(texts, Side::Scenario, offset);
        }
    }
}

#[test]
fn offsets_of_another_text_do_no_harm() {
    let texts = Texts {
        template: "a: é",
        scenario: "é",
    };
    for side in [Side::Template, Side::Scenario] {
        for offset in 0..9 {
            ask(texts, side, offset);
        }
    }
}

/// The reader lists the keys of a place where there is an unknown one; `@` is the place.
#[test]
fn the_words_offered_are_those_that_the_reader_knows() {
    const LISTS: &str = "services: [{name: a}]\njobs: [{name: b}]\ncharts: [{name: c}]\n";
    let places = [
        (Side::Template, "workflows: [{@}]\n"),
        (Side::Template, "workflows: [{parallelize: [{@}]}]\n"),
        (Side::Scenario, "{@}\n"),
        (Side::Scenario, "defaults: {@}\n"),
        (Side::Scenario, "defaults: {services: {@}}\n"),
        (Side::Scenario, "defaults: {jobs: {@}}\n"),
        (Side::Scenario, "defaults: {charts: {@}}\n"),
        (Side::Scenario, "defaults: {infrastructure: {@}}\n"),
        (Side::Scenario, "defaults: {release: {@}}\n"),
        (Side::Scenario, "tasks: {services.a: {@}}\n"),
        (Side::Scenario, "tasks: {services.a: {fails: {@}}}\n"),
        (Side::Scenario, "tasks: {jobs.b: {@}}\n"),
        (Side::Scenario, "tasks: {charts.c: {@}}\n"),
        (Side::Scenario, "tasks: {release.remove_environment: {@}}\n"),
        (Side::Scenario, "faults: [{@}]\n"),
        (Side::Scenario, "faults: [{outage: {@}}]\n"),
        (Side::Scenario, "faults: [{hang: {@}}]\n"),
        (Side::Scenario, "faults: [{slowdown: {@}}]\n"),
        (Side::Scenario, "faults: [{crash: {@}}]\n"),
        (Side::Scenario, "cluster: {@}\n"),
        (Side::Scenario, "cluster: {feature_gates: {@}}\n"),
        (Side::Scenario, "options: {@}\n"),
    ];
    for (side, marked) in places {
        let offset = marked.find('@').expect("a mark");
        let both = |text: &str| match side {
            Side::Template => (format!("{text}{LISTS}"), String::new()),
            Side::Scenario => {
                let workflows = "workflows: [{name: setup, order_from: [services.a]}]\n";
                (format!("{workflows}{LISTS}"), text.to_owned())
            }
        };
        let (template, scenario) = both(&marked.replace('@', ""));
        let texts = Texts {
            template: &template,
            scenario: &scenario,
        };
        let offered = complete(texts, side, offset).expect(marked).items;
        let mut offered: Vec<String> = offered.into_iter().map(|it| it.label).collect();

        let (template, scenario) = both(&marked.replace('@', "zzzzzz: 1"));
        let mut known = known_keys(&template, &scenario);
        known.sort();
        offered.sort();
        assert_eq!(offered, known, "{marked}");
    }
}

/// What the problem of the unknown key says is allowed.
fn known_keys(template: &str, scenario: &str) -> Vec<String> {
    let analysis = check(&Request {
        template,
        scenario,
        ..Request::default()
    });
    let problems = [analysis.template, analysis.scenario].concat();
    let mut messages = problems.iter().map(|it| it.message.as_str());
    let list = messages.find_map(|it| it.strip_prefix("`zzzzzz` ")?.split_once("has the keys"));
    let (_, list) = list.unwrap_or_else(|| panic!("no list in {problems:?}"));
    let words = list.split('`').skip(1).step_by(2);
    words.map(str::to_owned).collect()
}

#[test]
fn renaming_changes_names_and_nothing_else() {
    const NEW: &str = "renamed-thing";
    let mut renamed = 0;
    for case in sim_cases() {
        let texts = Texts {
            template: &case.template,
            scenario: &case.scenario,
        };
        let stage = case.stage.as_deref();
        let before = analysis(texts.template, texts.scenario, stage);
        let setting = before.run.as_ref().map(|run| &run.setting);
        if setting.is_some_and(|setting| *setting != without_chance(setting.clone())) {
            // What is drawn for a task depends on its name.
            continue;
        }
        let before = shape(&before);
        for offset in places(texts.template) {
            let Ok(renaming) = rename(texts, Side::Template, offset, NEW) else {
                continue;
            };
            let template = Fix::safe("", renaming.template).apply(texts.template);
            let scenario = Fix::safe("", renaming.scenario).apply(texts.scenario);
            let after = shape(&analysis(&template, &scenario, stage));
            assert_eq!(before, after, "{} at {offset}:\n{template}", case.name);
            renamed += 1;
        }
    }
    assert!(renamed > 50, "only {renamed} names were changed");
}

fn analysis(template: &str, scenario: &str, stage: Option<&str>) -> Analysis {
    analyze(&Request {
        template,
        scenario,
        stage,
        seed: None,
    })
}

/// Problems and times, without any name.
fn shape(analysis: &Analysis) -> Vec<String> {
    let problems = analysis.template.iter().chain(&analysis.scenario);
    let mut problems: Vec<String> = problems.map(|it| it.code.to_owned()).collect();
    problems.sort();
    let tasks = analysis.run.iter().flat_map(|run| &run.report.tasks);
    let times = tasks.map(|it| format!("{:?} {:?} {:?}", it.outcome, it.start_ms, it.settled_ms));
    problems.into_iter().chain(times).collect()
}
