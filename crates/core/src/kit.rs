//! For tests: settings written as text, and runs drawn as text.
//!
//! One step a line: `name: task; task`. A `~` after the name means not waited for, a `!` that it halts.
//! A task is its reference, its duration in seconds (or `250ms`), and any of `needs=a,b`
//! (`a@60..120` with an outage), `crash=3`, `fails=1,2`, `always`, `at=5` or `at=50%`, `retries=6`,
//! `out=60..120`, `image=3` or `image=never`, `limit=20`, `static`, `probe=delay/period/successes`.

use crate::plan::{Plan, Step, StepId, Task, TaskId};
use crate::report::{Report, build};
use crate::simulate::draws::{Chance, RunNumber};
use crate::simulate::{
    Behaviour, Cluster, FailsAt, ImagePull, Need, Options, Outage, Setting, Window, run,
};
use crate::source::Span;
use crate::template::{Kind, Probe};
use crate::time::Millis;

const SPAN: Span = Span { start: 0, end: 0 };

/// Reads a setting with the default options.
pub(crate) fn setting(text: &str) -> Setting {
    let mut setting = Setting {
        plan: Plan {
            stage: "setup".into(),
            steps: Vec::new(),
            tasks: Vec::new(),
        },
        behaviours: Vec::new(),
        options: Options::default(),
        cluster: Cluster::default(),
    };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        add_step(&mut setting, line);
    }
    resolve_needs(&mut setting);
    setting
}

/// A setting with other options.
pub(crate) fn setting_with(text: &str, change: impl FnOnce(&mut Options)) -> Setting {
    let mut setting = setting(text);
    change(&mut setting.options);
    setting
}

/// Simulates it and reports.
pub(crate) fn report(setting: &Setting) -> Report {
    let number = RunNumber::default();
    build(setting, number, &run(setting, number), false)
}

/// The time in seconds, as it stands in expectations: `30`, `0.25`, `-` for none.
pub(crate) fn seconds(time: Option<Millis>) -> String {
    match time {
        None => "-".into(),
        Some(Millis(ms)) if ms % 1000 == 0 => (ms / 1000).to_string(),
        Some(Millis(ms)) => format!("{}.{:03}", ms / 1000, ms % 1000),
    }
}

/// One line a task: `name start..settled outcome`.
pub(crate) fn bars(report: &Report) -> Vec<String> {
    let bar = |task: &crate::report::TaskRow| {
        let outcome = format!("{:?}", task.outcome);
        format!(
            "{} {}..{} {outcome}",
            task.task,
            seconds(task.start_ms),
            seconds(task.settled_ms)
        )
    };
    report.tasks.iter().map(bar).collect()
}

/// The attempts of a task: `0-3 Crashed, 3-15 Ready`.
pub(crate) fn attempts(report: &Report, task: &str) -> String {
    let shown = row(report, task).attempts.iter().map(|attempt| {
        let (start, end) = (seconds(Some(attempt.start_ms)), seconds(attempt.end_ms));
        format!("{start}-{end} {:?}", attempt.outcome)
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// The waits of a task: `0-30 Barrier jobs.a+jobs.b, 30-- Slot jobs.c`.
pub(crate) fn waits(report: &Report, task: &str) -> String {
    let shown = row(report, task).waits.iter().map(|wait| {
        let (from, until) = (seconds(Some(wait.from_ms)), seconds(wait.until_ms));
        format!("{from}-{until} {:?} {}", wait.cause, wait.on.join("+"))
            .trim_end()
            .to_owned()
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn row<'a>(report: &'a Report, task: &str) -> &'a crate::report::TaskRow {
    report
        .tasks
        .iter()
        .find(|row| row.task == task)
        .expect("a task of the plan")
}

fn add_step(setting: &mut Setting, line: &str) {
    let (name, tasks) = line.split_once(':').expect("`name: tasks`");
    let id = StepId(setting.plan.steps.len());
    let halt_on_error = name.contains('!');
    let mut step = Step {
        name: name.trim_end_matches(['!', '~']).into(),
        waited: !name.contains('~'),
        halt_on_error,
        tasks: Vec::new(),
        span: SPAN,
    };
    for words in tasks
        .split(';')
        .map(str::trim)
        .filter(|task| !task.is_empty())
    {
        step.tasks.push(TaskId(setting.plan.tasks.len()));
        add_task(setting, id, halt_on_error, words);
    }
    setting.plan.steps.push(step);
}

fn add_task(setting: &mut Setting, step: StepId, halts: bool, words: &str) {
    let mut words = words.split_whitespace();
    let reference = words.next().expect("a reference").to_owned();
    let same = setting
        .plan
        .tasks
        .iter()
        .filter(|task| task.reference == reference)
        .count();
    let (kind, limit) = match reference.split('.').next() {
        Some("services") => (Kind::Services, None),
        Some("jobs") => (Kind::Jobs, Some(1200)),
        Some("charts") => (Kind::Charts, Some(300)),
        Some("infrastructure") => (Kind::Infrastructure, Some(1200)),
        _ => (Kind::BuiltIn, Some(600)),
    };
    let mut task = Task {
        name: if same == 0 {
            reference.clone()
        } else {
            format!("{reference}#{}", same + 1)
        },
        reference,
        occurrence: u32::try_from(same + 1).expect("few"),
        kind,
        step,
        halts,
        span: SPAN,
        limit: limit.map(Millis::from_secs),
    };
    let mut behaviour = Behaviour::lasting(Millis::ZERO);
    for word in words {
        match word.split_once('=').unwrap_or((word, "")) {
            ("needs", needs) => behaviour.needs = needs.split(',').map(need).collect(),
            ("crash", after) => behaviour.crash_after = Some(time(after).into()),
            ("fails", numbers) => behaviour.fails.attempts = list(numbers, ','),
            ("always", _) => behaviour.fails.chance = Chance::ALWAYS,
            ("at", at) => behaviour.fails.at = Some(fails_at(at)),
            ("retries", count) => behaviour.retries = count.parse().expect("a count"),
            ("out", range) => behaviour.outages.push(window(range).into()),
            ("image", pulls) => behaviour.image = image(pulls),
            ("limit", limit) => task.limit = Some(time(limit)),
            ("static", _) => behaviour.is_static = true,
            ("probe", numbers) => behaviour.probe = Some(probe(&list(numbers, '/'))),
            (duration, _) => behaviour.duration = time(duration).into(),
        }
    }
    setting.plan.tasks.push(task);
    setting.behaviours.push(behaviour);
}

fn time(text: &str) -> Millis {
    match text.strip_suffix("ms") {
        Some(ms) => Millis(ms.parse().expect("milliseconds")),
        None => Millis::from_secs(text.parse().expect("seconds")),
    }
}

fn list(text: &str, separator: char) -> Vec<u32> {
    text.split(separator)
        .map(|number| number.parse().expect("a number"))
        .collect()
}

fn fails_at(text: &str) -> FailsAt {
    match text.strip_suffix('%') {
        Some(percent) => FailsAt::Share(percent.parse::<u32>().expect("a percentage") * 10_000),
        None => FailsAt::After(time(text).into()),
    }
}

fn image(text: &str) -> ImagePull {
    match text {
        "never" => ImagePull::Never,
        "invalid" => ImagePull::Invalid,
        pulls => ImagePull::Fails(pulls.parse().expect("a number of pulls")),
    }
}

fn window(text: &str) -> Window {
    let (from, until) = text.split_once("..").expect("`from..until`");
    Window {
        from: time(from),
        until: time(until),
    }
}

fn need(text: &str) -> Need {
    let (reference, outages) = match text.split_once('@') {
        Some((reference, range)) => (reference, vec![window(range).into()]),
        None => (text, Vec::new()),
    };
    Need {
        reference: reference.into(),
        tasks: Vec::new(),
        outages,
    }
}

fn probe(numbers: &[u32]) -> Probe {
    Probe {
        initial_delay: Millis::from_secs(numbers[0].into()),
        period: Millis::from_secs(numbers[1].into()),
        success_threshold: numbers[2],
    }
}

/// Needs name references; the run wants their occurrences, and the outages of those.
fn resolve_needs(setting: &mut Setting) {
    let outages: Vec<Vec<Outage>> = setting
        .behaviours
        .iter()
        .map(|b| b.outages.clone())
        .collect();
    for need in setting
        .behaviours
        .iter_mut()
        .flat_map(|behaviour| &mut behaviour.needs)
    {
        let tasks = setting.plan.tasks.iter().enumerate();
        let same = tasks.filter(|(_, task)| task.reference == need.reference);
        need.tasks = same.map(|(index, _)| TaskId(index)).collect();
        if let Some(first) = need.tasks.first() {
            need.outages.extend_from_slice(&outages[first.0]);
        }
    }
}
