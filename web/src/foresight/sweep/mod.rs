//! The sweeper: decides who simulates which runs of which value, and when the panel is told. It knows no
//! browser.
//!
//! Each value is a subject of its own to the helpers, as its scenario is. All values get their runs in rounds,
//! so that there is soon a picture of all of them, which gets finer.

mod messages;
mod subject;
#[cfg(test)]
mod tests;

pub use messages::{SweepAsk, SweepTold};
pub(super) use subject::Value;

use super::helpers::{Command, Heard, Helpers, Leads};
use super::messages::{Part, Progress};
use super::shown::{Asked, SweepPicture};
use laneway_core::forecast::Tally;
use messages::{FileKind, Wanted};
use subject::{Refusal, Subject};

/// The sweeper of so many helpers.
#[derive(Debug)]
pub struct Sweeper {
    helpers: Helpers,
    subject: Option<Subject>,
    /// So many values have had a number.
    values: u32,
}

impl Leads for Sweeper {
    type Ask = SweepAsk;
    type Told = SweepTold;

    fn update(&mut self, heard: Heard<SweepAsk>, now: f64) -> Vec<Command<SweepTold>> {
        match heard {
            Heard::Ask(SweepAsk::Sweep(wanted)) => self.sweep(&wanted, now),
            Heard::Ask(SweepAsk::Stop) => self.stop(now),
            Heard::Ask(SweepAsk::Export(kind)) => self.export(kind),
            Heard::Part(_, Part::Ready) => vec![],
            Heard::Part(helper, Part::Done { subject, tally }) => {
                self.done(helper, subject, *tally, now)
            }
            Heard::Died { loaded } => self.fail(loaded),
        }
    }
}

impl Sweeper {
    /// With so many helpers at most.
    pub fn new(helpers: usize) -> Self {
        Self {
            helpers: Helpers::new(helpers),
            subject: None,
            values: 0,
        }
    }

    fn sweep(&mut self, wanted: &Wanted, now: f64) -> Vec<Command<SweepTold>> {
        let generation = wanted.generation;
        let mut told = vec![];
        let begun = Subject::begin(wanted, self.values, |about| {
            told.push(SweepTold::Subject(Box::new(about)));
        });
        let mut commands: Vec<_> = told.into_iter().map(Command::Tell).collect();
        match begun {
            Ok(subject) => {
                let is_going_on = self.subject.as_mut().is_some_and(|it| it.go_on(&subject));
                if !is_going_on {
                    commands.extend(self.replace_stuck(now));
                    self.values += subject.values.len() as u32;
                    self.subject = Some(subject);
                }
                commands.extend(self.employ_all(now));
                commands.extend(self.tell(true).map(Command::Tell));
            }
            Err(refusal) => {
                commands.extend(self.replace_stuck(now));
                self.subject = None;
                commands.push(Command::Tell(match refusal {
                    Refusal::Nothing => SweepTold::Nothing { generation },
                    Refusal::Field(field, message) => SweepTold::Refused {
                        generation,
                        field,
                        message,
                    },
                }));
            }
        }
        commands
    }

    /// Gives work to everyone who is free.
    fn employ_all(&mut self, now: f64) -> Vec<Command<SweepTold>> {
        let mut commands = vec![];
        for helper in self.helpers.free() {
            let subject = self.subject.as_mut();
            let Some((value, runs)) = subject.and_then(Subject::hand_out) else {
                break;
            };
            let (number, inputs) = (value.number, &value.inputs);
            commands.extend(self.helpers.employ(helper, number, inputs, runs, now));
        }
        commands
    }

    fn done(
        &mut self,
        helper: usize,
        number: u32,
        tally: Tally,
        now: f64,
    ) -> Vec<Command<SweepTold>> {
        let busy = self.helpers.done(helper, now);
        let subject = self.subject.as_mut().zip(busy);
        // It may have been busy with what nobody wants any more.
        let ended = subject.and_then(|(subject, busy)| {
            let is_wanted = subject.put(number, &busy.runs, tally, now - busy.since);
            is_wanted.then(|| subject.end_round())
        });
        let told = ended.and_then(|is_round| self.tell(is_round));
        let mut commands = self.employ_all(now);
        commands.extend(told.map(Command::Tell));
        commands
    }

    fn stop(&mut self, now: f64) -> Vec<Command<SweepTold>> {
        if let Some(subject) = &mut self.subject {
            subject.is_stopped = true;
        }
        let mut commands = self.replace_stuck(now);
        commands.extend(self.tell(false).map(Command::Tell));
        commands
    }

    /// What there is to say of a sweep that is under way.
    fn tell(&self, is_picture: bool) -> Option<SweepTold> {
        let subject = self.subject.as_ref()?;
        let (done, of) = subject.progress();
        let progress = Progress {
            generation: subject.wanted.generation,
            done,
            of,
            is_stopped: subject.is_stopped && done < of,
        };
        let Some(sweep) = subject.sweep.as_ref().filter(|_| is_picture) else {
            return Some(SweepTold::Progress(progress));
        };
        let asked = Asked {
            inputs: &subject.wanted.inputs,
            range: &subject.range,
            values: &subject.values,
        };
        let picture = SweepPicture::new(progress, sweep, &asked);
        Some(SweepTold::Picture(Box::new(picture)))
    }

    fn export(&self, kind: FileKind) -> Vec<Command<SweepTold>> {
        let sweep = self.subject.as_ref().and_then(|it| it.sweep.as_ref());
        let text = sweep.map(|sweep| match kind {
            FileKind::Json => sweep.to_json(),
            FileKind::Csv => sweep.to_csv(),
        });
        let told = text.map(|text| SweepTold::File { kind, text });
        told.map(Command::Tell).into_iter().collect()
    }

    /// The sweep is over; helpers start afresh with the next one.
    fn fail(&mut self, loaded: bool) -> Vec<Command<SweepTold>> {
        self.helpers.forget();
        let subject = self.subject.take();
        let told = subject.map(|subject| SweepTold::Failed {
            generation: subject.wanted.generation,
            loaded,
        });
        let told = told.map(Command::Tell);
        [Command::Dismiss].into_iter().chain(told).collect()
    }

    fn replace_stuck(&mut self, now: f64) -> Vec<Command<SweepTold>> {
        let (commands, returned) = self.helpers.replace_stuck(now);
        for busy in returned {
            if let Some(subject) = &mut self.subject {
                subject.give_back(busy.subject, busy.runs);
            }
        }
        commands
    }
}
