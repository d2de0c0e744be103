//! `laneway simulate --watch`: the picture, drawn again whenever a file changes.

use super::{Simulate, told};
use crate::input::Refusal;
use crate::output::Output;
use crate::subject::Subject;
use crate::text::{clean, wrap};
use anstyle::{AnsiColor, Style};
use laneway_core::analysis::{self, Analysis, Run};
use std::convert::Infallible;
use std::thread;
use std::time::Duration;

/// How often the files are read. What is read twice in a row is shown: no text that is only half written.
const PAUSE: Duration = Duration::from_millis(150);

const DIM: Style = Style::new().dimmed();
const CHANGE: Style = AnsiColor::Cyan.on_default().bold();

/// What is to be seen: both texts, or why they cannot be read, and how wide the terminal is.
#[derive(PartialEq, Eq)]
struct Sight {
    texts: Result<(String, Option<String>), Refusal>,
    columns: usize,
}

/// Draws until the program is ended from outside.
///
/// # Errors
/// If a text comes from standard input, which does not change.
pub(super) fn watch(simulate: &Simulate, output: &mut Output) -> Result<Infallible, Refusal> {
    if simulate.asked.is_from_stdin() {
        let why = "--watch follows files; standard input (-) does not change";
        return Err(Refusal(why.to_owned()));
    }
    let mut shown: Option<Sight> = None;
    let mut drawn: Option<Analysis> = None;
    let (mut sight, mut read) = look(simulate);
    loop {
        if shown.as_ref() != Some(&sight) {
            output.clear_screen(shown.is_some());
            match read {
                Ok(subject) => show(simulate, &subject, &mut drawn, output),
                Err(why) => {
                    output.refuse(&why);
                }
            }
            output.print(&format!("\n{DIM}{}{DIM:#}\n", footer(simulate)));
            shown = Some(sight);
        }
        (sight, read) = settled(simulate);
    }
}

fn footer(simulate: &Simulate) -> String {
    let names = simulate.asked.names().map(|name| clean(&name));
    let names = names.collect::<Vec<_>>().join(" and ");
    format!("Following {names}; Ctrl-C ends.")
}

/// How the files read now.
fn look(simulate: &Simulate) -> (Sight, Result<Subject<'_>, Refusal>) {
    let read = simulate.asked.read();
    let texts = read.as_ref().map(|subject| {
        let scenario = subject.scenario.as_ref().map(|it| it.text.clone());
        (subject.template.text.clone(), scenario)
    });
    let sight = Sight {
        texts: texts.map_err(Clone::clone),
        columns: simulate.look.columns(),
    };
    (sight, read)
}

/// How the files read when nobody is writing them.
fn settled(simulate: &Simulate) -> (Sight, Result<Subject<'_>, Refusal>) {
    let mut before = look(simulate);
    loop {
        thread::sleep(PAUSE);
        let now = look(simulate);
        if now.0 == before.0 {
            return now;
        }
        before = now;
    }
}

/// Draws the run, and says what has become of the one that was drawn before. A text that cannot be simulated at
/// the moment leaves that one to be compared with the next.
fn show(simulate: &Simulate, subject: &Subject, drawn: &mut Option<Analysis>, output: &mut Output) {
    let analysis = analysis::analyze(&subject.request());
    let columns = simulate.look.columns();
    subject.explain_problems(&analysis, analysis.run.is_some(), columns, output);
    let Some(run) = &analysis.run else {
        output.refuse(&subject.why_nothing(&analysis));
        return;
    };
    output.print(&told(simulate, run, subject));
    let before = drawn.as_ref().and_then(|it| it.run.as_ref());
    if let Some(change) = before.and_then(|before| change(before, run)) {
        let lines = wrap(&clean(&change), columns, "  ");
        output.print(&format!("{CHANGE}{lines}{CHANGE:#}\n"));
    }
    *drawn = Some(analysis);
}

/// Since the last picture: `30s later, because …`.
fn change(before: &Run, now: &Run) -> Option<String> {
    let is_same = before.report == now.report;
    (!is_same).then(|| {
        format!(
            "The end, compared with the last picture: {}.",
            analysis::difference(before, now)
        )
    })
}
