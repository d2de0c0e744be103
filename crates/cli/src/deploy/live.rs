//! A run while it happens, and what it came to.

use super::Prepared;
use super::run::{Format, Run};
use super::screen::Screen;
use super::scribe::{Scribe, lines, open_waits};
use super::words::{Words, clock};
use crate::chart::{self, Charset};
use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::text::{clean, wrap};
use laneway_core::plan::Plan;
use laneway_core::scheduler::{Background, Record, Trace, header_line};
use laneway_core::time::Millis;
use laneway_kube::course::{End, LeftObject, State, Stop, Told};
use laneway_kube::recorded;
use laneway_kube::runner::{self, Asked, Ended, Failure, Watcher};
use std::fmt::Write as _;

pub(super) fn run(asked: &Run, prepared: &Prepared, output: &mut Output) -> Result<Exit, Refusal> {
    let place = asked.place.place();
    let scribe = asked.trace.as_deref().map(Scribe::open).transpose()?;
    let mut live = Live {
        prepared,
        format: asked.format,
        charset: asked.look.charset(),
        words: Words::new(&prepared.setting.plan),
        last_busy: String::new(),
        scribe,
        screen: None,
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
    if let Some(screen) = live.screen.take() {
        screen.end();
    }
    let scribe = live.scribe.take();
    let ended = match ended {
        Ok(ended) => ended,
        Err(Failure::Locked(why)) => {
            output.explain(&format!("laneway: {}\n", clean(&why)));
            return Ok(Exit::Locked);
        }
        Err(failure) => return Err(Refusal(clean(&failure.to_string()))),
    };
    let record = record(prepared, &ended.epoch, ended.trace.clone());
    match asked.format {
        Format::Human | Format::Lines => {
            output.print(&conclusion(asked, prepared, &record, &ended));
        }
        Format::Json => {
            output.print(&open_waits(&record));
            output.explain(&left(prepared, &record, &ended));
        }
    }
    scribe.map_or(Ok(()), |it| it.finish(&record))?;
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

fn record(prepared: &Prepared, epoch: &str, trace: Trace) -> Record {
    Record {
        plan: prepared.setting.plan.clone(),
        scenario: prepared.scenario.clone(),
        seed: prepared.setting.options.seed,
        epoch: Some(epoch.to_owned()),
        trace,
    }
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

/// Prints and writes down what happens while it does.
struct Live<'a> {
    prepared: &'a Prepared,
    format: Format,
    charset: Charset,
    words: Words<'a>,
    last_busy: String,
    scribe: Option<Scribe>,
    screen: Option<Screen>,
    output: &'a mut Output,
}

impl Watcher for Live<'_> {
    fn begins(&mut self, namespace: &str, run: &str, epoch: &str, resumes: bool) {
        let record = record(self.prepared, epoch, Trace::default());
        if let Some(scribe) = &mut self.scribe {
            scribe.begin(&record);
        }
        if self.format == Format::Json {
            self.output.print(&header_line(&record));
            return;
        }
        let verb = if resumes { "goes on" } else { "begins" };
        let application = &self.prepared.application;
        let stage = clean(&self.prepared.setting.plan.stage);
        self.output.print(&format!(
            "{application} · {stage} in namespace {namespace}: run {run} {verb} at {epoch}\n"
        ));
        if self.format == Format::Human {
            let title = format!("{application} {} {stage}", self.charset.signs().dot);
            self.screen = Screen::new(self.prepared.setting.clone(), title, self.charset);
        }
    }

    fn tell(&mut self, at: Millis, told: &[Told]) {
        let plan = &self.prepared.setting.plan;
        if let Some(scribe) = &mut self.scribe {
            scribe.tell(plan, at, told);
        }
        if let Some(screen) = &self.screen {
            screen.tell(told);
        }
        let words: String = match self.format {
            Format::Human | Format::Lines => {
                told.iter().map(|it| self.words.lines(at, it)).collect()
            }
            Format::Json => {
                self.output.print(&lines(plan, at, told));
                // What no event says is for people.
                let words = told
                    .iter()
                    .filter(|told| matches!(told, Told::Why(..) | Told::Logs(..)));
                words.map(|told| self.words.lines(at, told)).collect()
            }
        };
        if !words.is_empty() {
            self.say(words, self.format == Format::Json);
        }
    }

    fn busy(&mut self, at: Millis, why: &str) {
        // The same trouble again and again is said once.
        if self.last_busy != why {
            self.last_busy = why.to_owned();
            self.say(format!("{}  {}\n", clock(at), clean(why)), true);
        }
    }
}

impl Live<'_> {
    /// Above the picture, if there is one. What is no result is an explanation.
    fn say(&mut self, lines: String, is_aside: bool) {
        let left = match &self.screen {
            Some(screen) => screen.print(lines).err(),
            None => Some(lines),
        };
        match left {
            Some(lines) if is_aside => self.output.explain(&lines),
            Some(lines) => self.output.print(&lines),
            None => {}
        }
    }
}
