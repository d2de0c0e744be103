//! Pictures of runs at several moments, as text files to look at: `tests/screens`. `UPDATE=1` writes them anew.

use super::fold;
use super::sight::Sight;
use crate::chart::Charset;
use crate::text::width;
use laneway_core::analysis::{Request, analyze};
use laneway_core::plan::TaskId;
use laneway_core::scheduler::{Trace, WaitCause};
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use laneway_kube::course::Told;
use std::fmt::Write as _;
use std::path::Path;

const SHOP: &str = "
app: shop
services: [{name: frontend}, {name: backend, depends_on: [cache]}, {name: cache}]
jobs: [{name: migrate}, {name: scrub}]
workflows:
  - name: setup
    parallelize:
      - {step: frontend, tasks: [services.frontend], wait_for_finish: false}
      - {step: migrate, tasks: [jobs.migrate, jobs.scrub], halt_on_error: true}
      - {step: backend, tasks: [services.backend, services.cache]}
";
const PREDICTED: &str = "
tasks:
  services.frontend: {ready_after: 50s}
  jobs.migrate: {runs_for: {median: 20s, p95: 30s}}
  jobs.scrub: {runs_for: 12s}
  services.backend: {ready_after: 15s}
  services.cache: {ready_after: 10s}
";
/// It takes longer, and the backend crashes until the cache is there.
const REAL: &str = "
tasks:
  services.frontend: {ready_after: 62s}
  jobs.migrate: {runs_for: 27300ms}
  jobs.scrub: {runs_for: 9s}
  services.backend: {ready_after: 15s, crash_after: 2s}
  services.cache: {ready_after: 14s}
";

fn setting(template: &str, scenario: &str) -> Setting {
    let analysis = analyze(&Request {
        template,
        scenario,
        ..Request::default()
    });
    analysis.run.expect("it can be simulated").setting
}

/// What was told of a run until a moment. A wait is told when it is over.
fn told(trace: &Trace, now: Millis) -> Vec<Told> {
    let events = trace.events.iter().filter(|it| it.at <= now);
    let waits = trace.waits.iter();
    let over = waits.filter(|it| it.until.is_some_and(|until| until <= now));
    let events = events.cloned().map(Told::Event);
    events.chain(over.cloned().map(Told::Waited)).collect()
}

fn at(moment: Millis, predicted: &Setting, real: &Setting, charset: Charset) -> Sight {
    let trace = laneway_core::simulate::run(real, laneway_core::simulate::draws::RunNumber(0));
    let mut sight = Sight::new(predicted.clone(), "shop · setup".to_owned(), charset);
    sight.take(told(&trace, moment));
    let is_open = |it: &&laneway_core::scheduler::Wait| {
        it.cause == WaitCause::BackOff
            && it.from < moment
            && it.until.is_none_or(|end| end > moment)
    };
    for wait in trace.waits.iter().filter(is_open) {
        let why = "container backend of pod backend-7d9 ended with exit code 1".to_owned();
        sight.take(vec![Told::Why(wait.task, why)]);
    }
    sight
}

fn assert_pictures(name: &str, pictures: &[(u64, usize, usize)], take: impl Fn(Millis) -> Sight) {
    let mut text = String::new();
    for &(seconds, columns, lines) in pictures {
        let moment = Millis::from_secs(seconds);
        let picture = take(moment).picture(moment, columns, lines);
        let picture = anstream::adapter::strip_str(&picture).to_string();
        let _ = writeln!(text, "== {seconds}s, {columns} × {lines}\n{picture}");
        assert!(picture.lines().count() <= lines, "{picture}");
        for line in picture.lines() {
            assert!(width(line) <= columns, "{line}");
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/screens")
        .join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).expect("it can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == text,
        "{name} differs (UPDATE=1 writes it anew):\n{text}"
    );
}

#[test]
fn what_happened_lies_over_what_was_predicted() {
    let (predicted, real) = (setting(SHOP, PREDICTED), setting(SHOP, REAL));
    let moments = [
        (0, 100, 12),
        (11, 100, 12),
        (33, 100, 12),
        (47, 60, 12),
        (64, 100, 12),
    ];
    assert_pictures("shop.txt", &moments, |now| {
        at(now, &predicted, &real, Charset::Unicode)
    });
    assert_pictures("shop-ascii.txt", &[(33, 80, 12)], |now| {
        at(now, &predicted, &real, Charset::Ascii)
    });
}

/// 8 steps of 12 jobs each.
fn many() -> String {
    let mut text = String::from("jobs:\n");
    let mut steps = String::from("workflows:\n  - name: setup\n    parallelize:\n");
    for step in 1..=8 {
        let jobs: Vec<String> = (1..=12).map(|job| format!("s{step}-{job}")).collect();
        for job in &jobs {
            let _ = writeln!(text, "  - {{name: {job}}}");
        }
        let jobs: Vec<String> = jobs.iter().map(|job| format!("jobs.{job}")).collect();
        let _ = writeln!(
            steps,
            "      - {{step: step {step}, tasks: [{}]}}",
            jobs.join(", ")
        );
    }
    text + &steps
}

#[test]
fn what_matters_is_shown_where_there_is_no_room_for_all() {
    let template = many();
    let predicted = setting(&template, "");
    let faults = "faults: [{task: jobs.s2-5, attempts: [1]}]\ntasks: {jobs.s2-5: {retries: 3}, jobs.s3-1: {runs_for: 80s}}";
    let real = setting(&template, faults);
    let moments = [(10, 90, 10), (62, 90, 10), (125, 90, 16), (125, 90, 200)];
    assert_pictures("many.txt", &moments, |now| {
        at(now, &predicted, &real, Charset::Unicode)
    });
}

/// Whatever the room, and whenever it is drawn.
#[test]
fn every_picture_fits() {
    let (predicted, real) = (
        setting(&many(), ""),
        setting(&many(), "tasks: {jobs.s1-1: {runs_for: 70s}}"),
    );
    for columns in [1, 20, 40, 47, 133] {
        for lines in [1, 2, 3, 4, 5, 9, 30] {
            for seconds in [0, 1, 29, 30, 31, 500] {
                let now = Millis::from_secs(seconds);
                let picture =
                    at(now, &predicted, &real, Charset::Unicode).picture(now, columns, lines);
                let picture = anstream::adapter::strip_str(&picture).to_string();
                assert!(
                    picture.lines().count() <= lines.max(4),
                    "{columns} × {lines}:\n{picture}"
                );
            }
        }
    }
}

#[test]
fn what_keeps_a_task_is_forgotten_with_its_next_attempt() {
    let setting = setting(SHOP, "");
    let trace = laneway_core::simulate::run(&setting, laneway_core::simulate::draws::RunNumber(0));
    let mut sight = Sight::new(setting, String::new(), Charset::Unicode);
    let why = Told::Why(TaskId(1), "no node has room".to_owned());
    sight.take(told(&trace, Millis::ZERO)[..2].to_vec());
    sight.take(vec![why]);
    sight.take(told(&trace, Millis::from_secs(1)));
    assert!(
        !sight
            .picture(Millis::from_secs(1), 100, 12)
            .contains("no node")
    );
}

/// A task whose end nobody has seen reaches as far as anything is known.
#[test]
fn a_run_that_was_broken_off_is_drawn_until_then() {
    let setting = setting(
        SHOP,
        "tasks: {services.backend: {ready_after: 40s, crash_after: 12s}}",
    );
    let mut trace =
        laneway_core::simulate::run(&setting, laneway_core::simulate::draws::RunNumber(0));
    trace
        .events
        .retain(|event| event.at <= Millis::from_secs(100));
    let options = setting.options;
    let report = laneway_kube::recorded::so_far(&setting.plan, options, &trace);
    let last = trace.events.last().expect("events").at;
    let settled = report.tasks.iter().filter_map(|it| it.settled_ms).max();
    assert!(
        settled.is_some_and(|it| it < last),
        "{settled:?} before {last:?}"
    );
    let chart = crate::chart::draw(&setting.plan, &report, 100, Charset::Ascii);
    let chart = anstream::adapter::strip_str(&chart).to_string();
    let bar = chart
        .lines()
        .find_map(|it| it.trim().strip_prefix("services.backend"));
    let crashes = bar.unwrap_or_default().matches("=x").count();
    let backend = &report.tasks[3];
    let ended = backend.attempts.iter().filter(|it| it.end_ms.is_some());
    assert_eq!(
        (backend.task.as_str(), crashes),
        ("services.backend", ended.count()),
        "{chart}"
    );
}

#[test]
fn long_lines_are_folded_between_characters() {
    assert_eq!(fold("abcdef", 4), "abcd\nef");
    assert_eq!(fold("データベース", 4), "デー\nタベ\nース");
    assert_eq!(fold("", 4), "");
}
