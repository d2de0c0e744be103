//! Questions that are answered by dragging an end to where it will be.

use super::check::{Trouble, Verdict};
use super::read::no_measure;
use super::{Claim, Measure};
use crate::analysis::Run;
use crate::time::Millis;

/// What is dragged, and how near is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drag {
    /// Where it is written: a 1-based line of the lesson.
    pub line: usize,
    /// The end in question.
    pub measure: Measure,
    /// Where it is, if the lesson claims that.
    pub expected: Option<String>,
    /// How far from it a guess may be to be right, if the lesson says so.
    pub within: Option<Millis>,
}

/// The end moves in steps of this length.
const STEP: Millis = Millis::from_secs(1);

/// The share of the true end that is near enough where the lesson does not say.
const SHARE: u64 = 20;

const ENDS: &str = "finish, last step done, halt, end of TASK";

impl Drag {
    /// The question in a block: the end, perhaps with what is claimed of it, and perhaps `within TIME`.
    pub(super) fn parse(line: usize, block: &[(&str, usize)]) -> Result<Self, Trouble> {
        let trouble = |line, message| Trouble { line, message };
        let mut lines = block.iter().filter(|(text, _)| !text.trim().is_empty());
        let Some((first, first_line)) = lines.next() else {
            return Err(trouble(line, format!("say whose end is dragged: {ENDS}")));
        };
        let (written, expected) = match first.split_once(": ") {
            Some((written, expected)) => (written, Some(expected.trim().to_owned())),
            None => (*first, None),
        };
        let measure =
            Measure::parse(written).ok_or_else(|| trouble(*first_line, no_measure(written)))?;
        if !is_end(&measure) {
            let message =
                format!("`{measure}` is no end that can be dragged; what can be is: {ENDS}");
            return Err(trouble(*first_line, message));
        }
        let mut within = None;
        for (text, number) in lines {
            within = Some(tolerance(text).map_err(|message| trouble(*number, message))?);
        }
        Ok(Self {
            line: *first_line,
            measure,
            expected,
            within,
        })
    }

    /// How far from the true end a guess may be to be right: by default a twentieth of it, and a step at least.
    pub fn within(&self, end: Millis) -> Millis {
        self.within
            .unwrap_or_else(|| Millis(end.0 / SHARE).max(STEP))
    }

    /// Where the bar begins whose end is dragged: with its task, or with the run.
    pub fn start(&self, run: &Run) -> Millis {
        let Measure::EndOf(name) = &self.measure else {
            return Millis::default();
        };
        let row = run.report.tasks.iter().find(|row| row.task == *name);
        row.and_then(|row| row.start_ms).unwrap_or_default()
    }

    /// Holds what is claimed to the run, and whether there is an end that can be missed.
    pub(super) fn judge(&self, run: &Run) -> Verdict {
        let found = self.measure.of(run, None);
        let claim = Claim {
            line: self.line,
            measure: self.measure.clone(),
            expected: self
                .expected
                .clone()
                .or_else(|| found.clone())
                .unwrap_or_default(),
        };
        let mut verdict = super::check::judge(&claim, run, None);
        if verdict.trouble.is_none() {
            verdict.trouble = found.and_then(|found| self.hopeless(&found));
        }
        verdict
    }

    /// Why nobody can be right, or wrong.
    fn hopeless(&self, found: &str) -> Option<String> {
        let solid: String = found.split_whitespace().collect();
        let Ok(end) = solid.parse::<Millis>() else {
            return Some(format!(
                "{} is {found}, so there is no end that could be dragged",
                self.measure
            ));
        };
        let within = self.within(end);
        (within >= end).then(|| {
            format!(
                "{} is {found}, and within {} of that is any guess at all from 0s on",
                self.measure,
                within.spoken()
            )
        })
    }
}

/// Whether it is an end of something that is drawn.
fn is_end(measure: &Measure) -> bool {
    matches!(
        measure,
        Measure::Finish | Measure::LastStepDone | Measure::Halt | Measure::EndOf(_)
    )
}

fn tolerance(text: &str) -> Result<Millis, String> {
    let text = text.trim();
    let time = text.strip_prefix("within ").map(|time| {
        let solid: String = time.split_whitespace().collect();
        solid.parse::<Millis>()
    });
    match time {
        Some(Ok(time)) if time >= STEP => Ok(time),
        Some(Ok(_)) => Err(format!(
            "`{text}` is less than a step: ends are dragged in steps of {}",
            STEP.spoken()
        )),
        _ => Err(format!(
            "`{text}` says not how near is right: write `within 5s`"
        )),
    }
}
