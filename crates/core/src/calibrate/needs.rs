//! What tasks turn out to need: without it every attempt fails, with it they mostly do not.

use super::FoundNeed;
use super::fit::chance_of_split;
use super::seen::{End, Seen, Try};
use std::cmp::Reverse;

/// A need is believed if chance alone would split the failures like that in fewer than one of a hundred cases, all
/// candidates taken together.
const DOUBT: (u64, u64) = (1, 100);

/// What each task needs. What attempts lacked is marked in them.
pub(super) fn find(seen: &mut Seen) -> Vec<Vec<FoundNeed>> {
    (0..seen.tasks.len()).map(|task| of(seen, task)).collect()
}

/// One need after the other: the one that explains the failures best, until none explains those that are left.
fn of(seen: &mut Seen, task: usize) -> Vec<FoundNeed> {
    let mut found: Vec<FoundNeed> = Vec::new();
    loop {
        let candidates = (0..seen.tasks.len()).filter(|it| *it != task);
        let mut splits: Vec<(Split, usize)> = candidates
            .filter_map(|need| Some((Split::by(need, &seen.tasks[task].tries)?, need)))
            .collect();
        let said = &seen.tasks[task].said;
        splits.sort_by_key(|(split, need)| {
            (
                split.met_failed,
                Reverse(split.without),
                !said.contains(need),
            )
        });
        let all = splits.len() as u64;
        splits.retain(|(split, _)| split.is_sure(all));
        let Some((best, need)) = splits.first().copied() else {
            return found;
        };
        let ties = splits.iter().skip(1).filter(|(split, _)| *split == best);
        let or = ties.map(|(_, it)| seen.tasks[*it].reference.clone());
        found.push(FoundNeed {
            or: or.collect(),
            reference: seen.tasks[need].reference.clone(),
            without: best.without,
        });
        for it in &mut seen.tasks[task].tries {
            it.lacks |= it.unmet.contains(&need);
        }
    }
}

/// How attempts ended that began without something, and with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Split {
    without: u64,
    met_failed: u64,
    met: u64,
}

impl Split {
    /// `None` if an attempt succeeded without it, or none began without it: then it is no need, or nobody can tell.
    fn by(need: usize, tries: &[Try]) -> Option<Self> {
        let mut split = Self {
            without: 0,
            met_failed: 0,
            met: 0,
        };
        for it in tries
            .iter()
            .filter(|it| !it.lacks && it.around.contains(&need))
        {
            match (it.unmet.contains(&need), it.end == End::Good) {
                (true, true) => return None,
                (true, false) => split.without += 1,
                (false, good) => {
                    split.met += 1;
                    split.met_failed += u64::from(!good);
                }
            }
        }
        (split.without > 0 && split.met > split.met_failed).then_some(split)
    }

    fn is_sure(&self, candidates: u64) -> bool {
        let failed = self.without + self.met_failed;
        chance_of_split(
            self.without,
            failed,
            self.without + self.met,
            candidates,
            DOUBT,
        )
    }
}
