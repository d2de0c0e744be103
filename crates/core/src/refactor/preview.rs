//! What a change does to the simulated run, in numbers and in words.

use crate::analysis::{Finish, Run, difference};
use crate::report::Outcome;

/// The run before and after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The stage that was simulated.
    pub stage: String,
    /// How it ends without the change; `None` if the stage is new.
    pub before: Option<Finish>,
    /// How it ends with the change.
    pub after: Finish,
    /// The difference in words: `50s earlier, because …`.
    pub words: String,
}

impl Preview {
    /// Both ends in short: `finish 1m → 45s`.
    pub fn line(&self) -> String {
        let verb = |finish: Finish| match finish.outcome {
            Outcome::Halted => "halt at",
            Outcome::Succeeded | Outcome::FinishedWithErrors => "finish",
        };
        let whole = |finish: Finish| format!("{} {}", verb(finish), finish.at.spoken());
        let after = self.after;
        match self.before {
            None => whole(after),
            Some(before) if whole(before) == whole(after) => format!("{}, no change", whole(after)),
            Some(before) if verb(before) == verb(after) => {
                format!("{} → {}", whole(before), after.at.spoken())
            }
            Some(before) => format!("{} → {}", whole(before), whole(after)),
        }
    }

    /// How much earlier the stage ends; negative if later, 0 if the two cannot be compared because
    /// one of them halts.
    pub fn saved_ms(&self) -> i64 {
        match self.before {
            Some(before) if !before.is_halt() && !self.after.is_halt() => {
                let signed = |at: crate::time::Millis| i64::try_from(at.0).unwrap_or(i64::MAX);
                signed(before.at).saturating_sub(signed(self.after.at))
            }
            _ => 0,
        }
    }
}

/// Compares two runs of the stage.
pub(super) fn compare(stage: &str, before: Option<&Run>, after: &Run) -> Preview {
    Preview {
        stage: stage.to_owned(),
        before: before.map(Finish::of),
        after: Finish::of(after),
        words: match before {
            Some(before) => difference(before, after),
            None => format!("a new stage, which {}", Finish::of(after).words()),
        },
    }
}
