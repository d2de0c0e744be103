//! The lead: decides who simulates which runs of a forecast, and when the panel is told. It knows no browser.

use super::course::Course;
use super::helpers::{Command, Heard, Helpers, Leads};
use super::messages::{Ask, Part, Progress, Told};
use super::shown::Picture;
use crate::protocol::Inputs;
use laneway_core::analysis::{Run, analyze};
use laneway_core::forecast::{self, Tally};

/// Told of a scenario in which nothing is left to chance.
const SAME: &str = "Nothing in this scenario is left to chance, so every run is the one that the timeline \
                    shows. Give a task a distribution such as `{ uniform: [20s, 60s] }`, or a fault a \
                    `chance`, to see what may happen.";

/// The lead of so many helpers.
#[derive(Debug)]
pub struct Lead {
    helpers: Helpers,
    subject: Option<Subject>,
    subjects: u32,
}

/// What a forecast is about.
#[derive(Debug)]
struct Subject {
    number: u32,
    generation: u32,
    inputs: Inputs,
    /// What can be simulated, if it can be and differs from run to run.
    running: Option<(Run, Course)>,
    is_stopped: bool,
}

impl Leads for Lead {
    type Ask = Ask;
    type Told = Told;

    fn update(&mut self, heard: Heard<Ask>, now: f64) -> Vec<Command<Told>> {
        match heard {
            Heard::Ask(Ask::Forecast {
                generation,
                inputs,
                runs,
            }) => self.forecast(generation, inputs, runs, now),
            Heard::Ask(Ask::Stop) => self.stop(now),
            Heard::Ask(Ask::Export) => self.export(),
            Heard::Part(_, Part::Ready) => vec![],
            Heard::Part(helper, Part::Done { subject, tally }) => {
                self.done(helper, subject, *tally, now)
            }
            Heard::Died { loaded } => self.fail(loaded),
        }
    }
}

impl Lead {
    /// With so many helpers at most.
    pub fn new(helpers: usize) -> Self {
        Self {
            helpers: Helpers::never_waiting(helpers),
            subject: None,
            subjects: 0,
        }
    }

    fn forecast(
        &mut self,
        generation: u32,
        inputs: Inputs,
        runs: u32,
        now: f64,
    ) -> Vec<Command<Told>> {
        let is_same = (self.subject.as_ref()).is_some_and(|subject| subject.inputs == inputs);
        if is_same && self.want(generation, runs) {
            return self.go_on(now);
        }
        let mut commands = self.replace_stuck(now);
        self.subjects += 1;
        let number = self.subjects;
        let (running, told) = begin(generation, &inputs, runs);
        self.subject = Some(Subject {
            number,
            generation,
            inputs,
            running,
            is_stopped: false,
        });
        commands.extend(told.map(Command::Tell));
        commands.extend(self.go_on(now));
        commands
    }

    /// Wants so many runs of the present subject; `false` if more have been given away already.
    fn want(&mut self, generation: u32, runs: u32) -> bool {
        let Some(subject) = &mut self.subject else {
            return false;
        };
        subject.generation = generation;
        subject.is_stopped = false;
        match &mut subject.running {
            Some((_, course)) => course.want(runs),
            // It has to be said again, to whoever asks now.
            None => false,
        }
    }

    /// Gives work to everyone who can take some, and says how far it is.
    fn go_on(&mut self, now: f64) -> Vec<Command<Told>> {
        let mut commands = vec![];
        for helper in self.helpers.free() {
            commands.extend(self.employ(helper, now));
        }
        commands.extend(self.tell(true).map(Command::Tell));
        commands
    }

    fn employ(&mut self, helper: usize, now: f64) -> Vec<Command<Told>> {
        let among = self.helpers.count();
        let Some(subject) = self.subject.as_mut().filter(|it| !it.is_stopped) else {
            return vec![];
        };
        let course = subject.running.as_mut().map(|(_, course)| course);
        let Some(runs) = course.and_then(|course| course.hand_out(among)) else {
            return vec![];
        };
        let (number, inputs) = (subject.number, &subject.inputs);
        self.helpers.employ(helper, number, inputs, runs, now)
    }

    fn done(&mut self, helper: usize, number: u32, tally: Tally, now: f64) -> Vec<Command<Told>> {
        let busy = self.helpers.done(helper, now);
        let subject = self.subject.as_mut().filter(|it| it.number == number);
        let course = subject.and_then(|it| it.running.as_mut());
        let told = match (course, busy) {
            (Some((_, course)), Some(busy)) => {
                course.put(&busy.runs, tally, now - busy.since);
                let is_picture = course.is_picture_due();
                self.tell(is_picture)
            }
            // It was busy with what nobody wants any more.
            _ => None,
        };
        let mut commands = self.employ(helper, now);
        commands.extend(told.map(Command::Tell));
        commands
    }

    fn stop(&mut self, now: f64) -> Vec<Command<Told>> {
        if let Some(subject) = &mut self.subject {
            subject.is_stopped = true;
        }
        let mut commands = self.replace_stuck(now);
        commands.extend(self.tell(true).map(Command::Tell));
        commands
    }

    /// What there is to say of a forecast that is under way.
    fn tell(&self, is_picture: bool) -> Option<Told> {
        let subject = self.subject.as_ref()?;
        let (run, course) = subject.running.as_ref()?;
        let progress = Progress {
            generation: subject.generation,
            done: course.done(),
            of: course.runs(),
            is_stopped: subject.is_stopped && course.done() < course.runs(),
        };
        if !is_picture || progress.done == 0 {
            return Some(Told::Progress(progress));
        }
        let outlook = course.tally().clone().outlook(&run.setting.plan);
        let picture = Picture::new(progress, run, &subject.inputs, &outlook.forecast);
        Some(Told::Picture(Box::new(picture)))
    }

    fn export(&self) -> Vec<Command<Told>> {
        let Some((run, course)) = self.subject.as_ref().and_then(|it| it.running.as_ref()) else {
            return vec![];
        };
        let outlook = course.tally().clone().outlook(&run.setting.plan);
        let mut report = run.report.clone();
        report.forecast = Some(outlook.forecast);
        vec![Command::Tell(Told::Json(report.to_json()))]
    }

    /// The forecast is over; helpers start afresh with the next one.
    fn fail(&mut self, loaded: bool) -> Vec<Command<Told>> {
        self.helpers.forget();
        let subject = self.subject.take();
        let told = subject.map(|subject| Told::Failed {
            generation: subject.generation,
            loaded,
        });
        let told = told.map(Command::Tell);
        [Command::Dismiss].into_iter().chain(told).collect()
    }

    fn replace_stuck(&mut self, now: f64) -> Vec<Command<Told>> {
        let (commands, returned) = self.helpers.replace_stuck(now);
        for busy in returned {
            let subject = self.subject.as_mut().filter(|it| it.number == busy.subject);
            if let Some((_, course)) = subject.and_then(|it| it.running.as_mut()) {
                course.give_back(busy.runs);
            }
        }
        commands
    }
}

/// What is to be simulated, or why nothing is.
fn begin(generation: u32, inputs: &Inputs, runs: u32) -> (Option<(Run, Course)>, Option<Told>) {
    let Some(run) = analyze(&inputs.request()).run else {
        return (None, Some(Told::Nothing { generation }));
    };
    if !forecast::varies(&run.setting) {
        let sentence = SAME.to_owned();
        let told = Told::Same {
            generation,
            sentence,
        };
        return (None, Some(told));
    }
    let course = Course::new(&run.setting, runs);
    (Some((run, course)), None)
}

#[cfg(test)]
mod tests;
