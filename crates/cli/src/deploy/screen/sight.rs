//! What is to be seen of a run at a moment.

use crate::chart::live::{self, Room, State, UnderWay, counted};
use crate::chart::{Charset, Mark};
use crate::deploy::words::clock;
use crate::text::{brief, clean, shorten};
use anstyle::Style;
use laneway_core::overlay::{Estimate, estimate};
use laneway_core::report::{Report, build};
use laneway_core::scheduler::{Trace, What};
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{self, Setting};
use laneway_core::time::Millis;
use laneway_kube::course::Told;
use laneway_kube::recorded;

/// Lines above the axis.
const HEAD: usize = 2;
/// A picture is never lower than this, nor higher than so many percent of the terminal.
const LOWEST: usize = 8;
const HIGHEST_PERCENT: usize = 60;
/// The end is estimated anew after so long, and when something has happened.
const ESTIMATE_LASTS: Millis = Millis::from_secs(1);

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// A run, as far as it is known.
pub(super) struct Sight {
    setting: Setting,
    title: String,
    charset: Charset,
    predicted: Report,
    trace: Trace,
    why: Vec<Option<String>>,
    estimated: Option<(Millis, Option<Estimate>)>,
}

impl Sight {
    pub(super) fn new(setting: Setting, title: String, charset: Charset) -> Self {
        let number = RunNumber(0);
        let trace = simulate::run(&setting, number);
        Self {
            predicted: build(&setting, number, &trace, false),
            why: vec![None; setting.plan.tasks.len()],
            trace: Trace::default(),
            estimated: None,
            setting,
            title,
            charset,
        }
    }

    /// How many lines of a terminal with so many it takes.
    pub(super) fn height(&self, rows: u16) -> u16 {
        let most = (usize::from(rows) * HIGHEST_PERCENT / 100).max(LOWEST);
        let lines = HEAD + live::lines_of(&self.setting.plan);
        u16::try_from(lines.min(most)).unwrap_or(rows).min(rows)
    }

    /// This has happened.
    pub(super) fn take(&mut self, told: Vec<Told>) {
        for told in told {
            match told {
                Told::Event(event) => {
                    // What kept a task is over with its next attempt.
                    if let What::AttemptStarted(task, _) | What::TaskSettled(task, _) = event.what {
                        self.why[task.0] = None;
                    }
                    self.trace.events.push(event);
                    self.estimated = None;
                }
                Told::Waited(wait) => {
                    self.trace.waits.push(wait);
                    self.trace.waits.sort_by_key(|it| (it.task, it.from));
                }
                Told::Why(task, words) => self.why[task.0] = Some(words),
                Told::Logs(..) => {}
            }
        }
    }

    /// The picture at the moment `now`.
    pub(super) fn picture(&mut self, now: Millis, columns: usize, lines: usize) -> String {
        let estimate = self.estimate(now);
        let (plan, options) = (&self.setting.plan, self.setting.options);
        let so_far = recorded::so_far(plan, options, &self.trace);
        let run = UnderWay {
            plan,
            so_far: &so_far,
            predicted: &self.predicted,
            now,
            end: self.end(estimate),
            why: &self.why,
        };
        let room = Room {
            columns,
            lines: lines.saturating_sub(HEAD),
            charset: self.charset,
        };
        let states: Vec<State> = so_far.tasks.iter().map(State::of).collect();
        let (dot, ellipsis) = (self.charset.signs().dot, self.charset.signs().ellipsis);
        let title = clean(&format!("{}  {}", clock(now), self.title));
        let counts = format!("  {dot} {}", counted(&states));
        let title = shorten(&title, columns, ellipsis);
        let counts = shorten(
            &counts,
            columns.saturating_sub(crate::text::width(&title)),
            ellipsis,
        );
        let ends = shorten(&self.words(estimate), columns, ellipsis);
        format!(
            "{BOLD}{title}{BOLD:#}{DIM}{counts}{DIM:#}\n{ends}\n{}",
            live::draw(&run, room)
        )
    }

    fn estimate(&mut self, now: Millis) -> Option<Estimate> {
        if let Some((at, estimate)) = self.estimated
            && now - at < ESTIMATE_LASTS
        {
            return estimate;
        }
        let new = estimate(&self.setting, &self.trace, now);
        self.estimated = Some((now, new));
        new
    }

    /// When the picture ends: all that is likely is on it.
    fn end(&self, estimate: Option<Estimate>) -> Millis {
        let settled = self.predicted.tasks.iter().filter_map(|it| it.settled_ms);
        let late = estimate.map(|it| it.late);
        settled.chain(late).max().unwrap_or_default()
    }

    fn words(&self, estimate: Option<Estimate>) -> String {
        let track = Mark::Predicted.glyph(self.charset);
        let end = match (&self.predicted.halt, self.predicted.all_settled_ms) {
            (Some(halt), _) => format!("a halt at {}", brief(halt.at_ms)),
            (None, at) => brief(at.unwrap_or_default()),
        };
        let predicted = format!("predicted ({track}): {end}");
        let Some(Estimate {
            middle,
            early,
            late,
            halts,
        }) = estimate
        else {
            return predicted;
        };
        let [early, middle, late] = [early, middle, late].map(brief);
        let between = match early == late {
            true => String::new(),
            false => format!(" ({early} to {late})"),
        };
        let halts = match halts.billionths() {
            0 => String::new(),
            _ => format!("; {halts} that it halts"),
        };
        format!("ends at about {middle}{between}{halts}; {predicted}")
    }
}
