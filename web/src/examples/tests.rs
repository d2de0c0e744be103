use super::{Example, all};
use laneway_core::analysis::{Analysis, Request, Run, analyze};
use laneway_core::report::{Outcome, Report, TaskOutcome};
use laneway_core::time::Millis;
use std::collections::BTreeSet;
use std::path::Path;

/// What an example shows.
struct Claim {
    folder: &'static str,
    /// The problems it has; only where they are the lesson.
    problems: &'static [&'static str],
    outcome: Outcome,
    /// Last step done, all settled, one by one; in seconds.
    seconds: (Option<u64>, Option<u64>, u64),
}

const fn succeeds(folder: &'static str, done: u64, settled: u64, serial: u64) -> Claim {
    Claim {
        folder,
        problems: &[],
        outcome: Outcome::Succeeded,
        seconds: (Some(done), Some(settled), serial),
    }
}

const fn halts(folder: &'static str, serial: u64) -> Claim {
    Claim {
        folder,
        problems: &[],
        outcome: Outcome::Halted,
        seconds: (None, None, serial),
    }
}

impl Claim {
    const fn despite(self, problems: &'static [&'static str]) -> Self {
        Self { problems, ..self }
    }
}

const CLAIMS: [Claim; 9] = [
    succeeds("01-as-printed", 60, 60, 120).despite(&["steps-without-parallelize"]),
    succeeds("02-serial-is-slow", 180, 180, 180),
    succeeds("03-parallel-step", 60, 60, 180),
    succeeds("04-b-before-a", 94, 94, 57).despite(&["dependency-in-step"]),
    halts("05-halt-on-error", 160),
    succeeds("06-wait-for-finish", 60, 95, 185),
    halts("07-halt-and-background", 185),
    succeeds("08-shop-serial", 685, 685, 685),
    succeeds("09-shop-parallel", 200, 200, 685),
];

#[test]
fn every_folder_is_an_example_with_a_claim() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = std::fs::read_dir(folder).unwrap();
    let folders: BTreeSet<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let claimed: Vec<&str> = CLAIMS.iter().map(|claim| claim.folder).collect();
    assert_eq!(folders.into_iter().collect::<Vec<_>>(), claimed);
    assert_eq!(all().len(), CLAIMS.len());
}

#[test]
fn every_example_has_the_problems_and_the_times_it_is_there_for() {
    for (example, claim) in all().iter().zip(&CLAIMS) {
        let Analysis {
            template,
            scenario,
            run,
            ..
        } = analysis(example);
        let codes: Vec<&str> = template.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, claim.problems, "{}: {template:#?}", claim.folder);
        assert_eq!(scenario, [], "{}", claim.folder);
        let report = run.expect(claim.folder).report;
        let (done, settled, serial) = claim.seconds;
        let shown = (
            report.outcome,
            report.last_step_done_ms,
            report.all_settled_ms,
            report.serial_ms,
        );
        let claimed = (
            claim.outcome,
            done.map(Millis::from_secs),
            settled.map(Millis::from_secs),
            Millis::from_secs(serial),
        );
        assert_eq!(shown, claimed, "{}", claim.folder);
    }
}

#[test]
fn every_time_in_a_description_is_one_of_the_run() {
    for example in all() {
        let times = times(&run(example).report);
        for time in spoken_times(example.description()) {
            assert!(
                times.contains(&time),
                "{}: {}",
                example.title(),
                time.spoken()
            );
        }
    }
}

#[test]
fn the_halted_examples_leave_behind_what_their_descriptions_say() {
    let outcomes = |example: &Example| {
        let tasks = run(example).report.tasks.into_iter();
        tasks.map(|row| (row.task, row.outcome)).collect::<Vec<_>>()
    };
    let halt = outcomes(&all()[4]);
    assert!(halt.contains(&("services.db".into(), TaskOutcome::Ready)));
    assert!(halt.contains(&("jobs.scrub".into(), TaskOutcome::LeftRunning)));
    assert!(halt.contains(&("services.api".into(), TaskOutcome::NeverRan)));
    let background = outcomes(&all()[6]);
    assert!(background.contains(&("services.frontend".into(), TaskOutcome::LeftRunning)));
}

#[test]
fn the_shop_is_one_application_of_20_tasks() {
    let names = |example: &Example| {
        let tasks = run(example).report.tasks.into_iter();
        tasks.map(|row| row.task).collect::<BTreeSet<_>>()
    };
    assert_eq!(names(&all()[7]), names(&all()[8]));
    assert_eq!(names(&all()[7]).len(), 20);
    assert_eq!(all()[7].scenario, all()[8].scenario);
}

#[test]
fn one_click_repairs_the_printed_form() {
    let example = &all()[0];
    let problem = &analysis(example).template[0];
    let mut text = example.template.to_owned();
    for edit in problem.fixes[0].edits.iter().rev() {
        text.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    let repaired = analyze(&Request {
        template: &text,
        scenario: example.scenario,
        ..Request::default()
    });
    assert_eq!(repaired.template, []);
    let repaired = repaired.run.unwrap().report;
    let tasks = |report: &Report| report.tasks.clone();
    assert_eq!(tasks(&repaired), tasks(&run(example).report));
}

fn analysis(example: &Example) -> Analysis {
    analyze(&Request {
        template: example.template,
        scenario: example.scenario,
        ..Request::default()
    })
}

fn run(example: &Example) -> Run {
    analysis(example)
        .run
        .expect("every example can be simulated")
}

/// Every moment and every duration that the picture of a run shows.
fn times(report: &Report) -> BTreeSet<Millis> {
    let mut times = BTreeSet::from([report.serial_ms]);
    times.extend(report.last_step_done_ms);
    times.extend(report.halt.as_ref().map(|halt| halt.at_ms));
    if let Some(end) = report.all_settled_ms {
        times.extend([end, end - report.serial_ms, report.serial_ms - end]);
    }
    for row in &report.tasks {
        let spans = row
            .attempts
            .iter()
            .map(|attempt| (attempt.start_ms, attempt.end_ms));
        let waits = row.waits.iter().map(|wait| (wait.from_ms, wait.until_ms));
        for (from, until) in spans.chain(waits) {
            times.extend([from].into_iter().chain(until));
            times.extend(until.map(|until| until - from));
        }
    }
    times
}

/// The times that a text names: `30s`, or several words of one, `1m 30s`.
fn spoken_times(text: &str) -> Vec<Millis> {
    let mut times: Vec<Millis> = vec![];
    let mut goes_on = false;
    for word in text.split(' ') {
        let bare = word.trim_end_matches(['.', ',', ':', ';']);
        match bare.parse::<Millis>() {
            Ok(time) if goes_on => *times.last_mut().unwrap() = times[times.len() - 1] + time,
            Ok(time) => times.push(time),
            Err(_) => {}
        }
        goes_on = bare == word && bare.parse::<Millis>().is_ok();
    }
    times
}
