//! A run while it happens, and what it came to.

use super::Prepared;
use super::run::{Format, Run};
use super::words::{Words, clock};
use crate::chart;
use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::text::{clean, wrap};
use laneway_core::plan::Plan;
use laneway_core::scheduler::{
    Background, Record, Trace, event_line, header_line, to_json_lines, wait_line,
};
use laneway_core::time::Millis;
use laneway_kube::course::{End, LeftObject, State, Stop, Told};
use laneway_kube::recorded;
use laneway_kube::runner::{self, Asked, Ended, Failure, Watcher};
use std::fmt::Write as _;
use std::fs;

pub(super) fn run(asked: &Run, prepared: &Prepared, output: &mut Output) -> Result<Exit, Refusal> {
    let place = asked.place.place();
    let mut live = Live {
        prepared,
        format: asked.format,
        words: Words::new(&prepared.setting.plan),
        last_busy: String::new(),
        output,
    };
    let ended = runner::run(
        &Asked {
            place: &place,
            application: &prepared.application,
            setting: &prepared.setting,
            bundles: &prepared.bundles,
            kinds: &prepared.kinds,
            force: asked.force,
            anew: asked.new,
            settle: asked.settle,
        },
        &mut live,
    );
    let ended = match ended {
        Ok(ended) => ended,
        Err(Failure::Locked(why)) => {
            output.explain(&format!("laneway: {}\n", clean(&why)));
            return Ok(Exit::Locked);
        }
        Err(failure) => return Err(Refusal(clean(&failure.to_string()))),
    };
    let record = record(prepared, &ended);
    match asked.format {
        Format::Human => output.print(&conclusion(asked, prepared, &record, &ended)),
        Format::Json => {
            output.print(&open_waits(&record));
            output.explain(&left(prepared, &record, &ended));
        }
    }
    if let Some(path) = &asked.trace {
        fs::write(path, to_json_lines(&record)).map_err(|error| {
            Refusal(format!(
                "cannot write {}: {error}",
                clean(&path.display().to_string())
            ))
        })?;
    }
    Ok(exit(&ended))
}

fn exit(ended: &Ended) -> Exit {
    match ended.end {
        End::Halted => Exit::Errors,
        End::Stopped(Stop::Interrupted) => Exit::Interrupted,
        End::Stopped(Stop::LockLost) => Exit::Locked,
        End::Stopped(Stop::Blind) => Exit::Unusable,
        End::Done if ended.went_wrong => Exit::FinishedWithErrors,
        End::Done => Exit::Clean,
    }
}

fn record(prepared: &Prepared, ended: &Ended) -> Record {
    Record {
        plan: prepared.setting.plan.clone(),
        scenario: prepared.scenario.clone(),
        seed: prepared.setting.options.seed,
        epoch: Some(ended.epoch.clone()),
        trace: ended.trace.clone(),
    }
}

/// Waits that never ended stand last.
fn open_waits(record: &Record) -> String {
    let end = record
        .trace
        .events
        .last()
        .map(|event| event.at)
        .unwrap_or_default();
    let open = record
        .trace
        .waits
        .iter()
        .filter(|wait| wait.until.is_none());
    open.map(|wait| wait_line(&record.plan, wait, end))
        .collect()
}

/// The timeline, what it means in words, and what is left.
fn conclusion(asked: &Run, prepared: &Prepared, record: &Record, ended: &Ended) -> String {
    let columns = asked.look.columns();
    let run = recorded::run(record, prepared.setting.options);
    let mut text = format!(
        "\n{}\n",
        chart::draw(&record.plan, &run.report, columns, asked.look.charset())
    );
    let stage = clean(&record.plan.stage);
    let sentences = match ended.end {
        End::Done | End::Halted => run.summary,
        End::Stopped(Stop::Interrupted) => vec![format!(
            "`{stage}` was interrupted: nothing more is started, and what runs is left alone. Run it again to go on."
        )],
        End::Stopped(Stop::LockLost) => vec![format!(
            "`{stage}` lost its lock and was stopped, since another run may have begun."
        )],
        End::Stopped(Stop::Blind) => vec![format!(
            "`{stage}` may not see any more what becomes of it and was stopped; what runs is left alone. Run it \
             again to go on."
        )],
    };
    for sentence in sentences {
        let _ = writeln!(text, "{}", wrap(&clean(&sentence), columns, "  "));
    }
    text + &left(prepared, record, ended)
}

/// What a run that was cut off, or has detached its background, leaves.
fn left(prepared: &Prepared, record: &Record, ended: &Ended) -> String {
    let is_cut = ended.end != End::Done;
    let is_detached = prepared.setting.options.background == Background::Detach;
    let left: Vec<&LeftObject> = match is_cut {
        true => ended.left.iter().collect(),
        false if is_detached => ended
            .left
            .iter()
            .filter(|it| it.state == State::Running)
            .collect(),
        false => Vec::new(),
    };
    left_over(&record.plan, &left, &ended.namespace, is_cut)
}

/// What is left, and how it can be looked at and taken away.
fn left_over(plan: &Plan, left: &[&LeftObject], namespace: &str, is_cut: bool) -> String {
    if left.is_empty() {
        return String::new();
    }
    let width = left
        .iter()
        .map(|it| it.key.to_string().len())
        .max()
        .unwrap_or(0);
    let mut text = String::from(match is_cut {
        true => "\nLeft in the cluster:\n",
        false => "\nStill running, and not waited for:\n",
    });
    for it in left {
        let task = clean(&plan.tasks[it.task.0].name);
        let _ = writeln!(
            text,
            "  {:width$}  {:13}  {task}",
            it.key.to_string(),
            it.state.words()
        );
    }
    let keys: Vec<String> = left.iter().map(|it| it.key.to_string()).collect();
    let _ = writeln!(
        text,
        "To look at them:\n  kubectl -n {namespace} get {}",
        keys.join(" ")
    );
    if is_cut {
        let _ = writeln!(
            text,
            "To take them away:\n  kubectl -n {namespace} delete {}",
            keys.join(" ")
        );
    }
    text
}

/// Prints while it happens.
struct Live<'a> {
    prepared: &'a Prepared,
    format: Format,
    words: Words<'a>,
    last_busy: String,
    output: &'a mut Output,
}

impl Watcher for Live<'_> {
    fn begins(&mut self, namespace: &str, run: &str, epoch: &str, resumes: bool) {
        let plan = &self.prepared.setting.plan;
        if self.format == Format::Json {
            self.output.print(&header_line(&Record {
                plan: plan.clone(),
                scenario: self.prepared.scenario.clone(),
                seed: self.prepared.setting.options.seed,
                epoch: Some(epoch.to_owned()),
                trace: Trace::default(),
            }));
            return;
        }
        let verb = if resumes { "goes on" } else { "begins" };
        let (application, stage) = (&self.prepared.application, clean(&plan.stage));
        self.output.print(&format!(
            "{application} · {stage} in namespace {namespace}: run {run} {verb} at {epoch}\n"
        ));
    }

    fn tell(&mut self, at: Millis, told: &[Told]) {
        let plan = &self.prepared.setting.plan;
        let lines = told.iter().map(|told| match (self.format, told) {
            (Format::Human, told) => self.words.lines(at, told),
            (Format::Json, Told::Event(event)) => event_line(plan, event),
            (Format::Json, Told::Waited(wait)) => wait_line(plan, wait, at),
            (Format::Json, Told::Why(..) | Told::Logs(..)) => String::new(),
        });
        let lines: String = lines.collect();
        if !lines.is_empty() {
            self.output.print(&lines);
        }
        if self.format == Format::Json {
            // What no event says is for people.
            let words = told
                .iter()
                .filter(|told| matches!(told, Told::Why(..) | Told::Logs(..)));
            let words: String = words.map(|told| self.words.lines(at, told)).collect();
            self.output.explain(&words);
        }
    }

    fn busy(&mut self, at: Millis, why: &str) {
        // The same trouble again and again is said once.
        if self.last_busy != why {
            self.last_busy = why.to_owned();
            self.output
                .explain(&format!("{}  {}\n", clock(at), clean(why)));
        }
    }
}
