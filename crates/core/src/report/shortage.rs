//! What there was too little of, in words.

use super::{TaskOutcome, TaskRow, WaitRow};
use crate::scheduler::Resource;

impl WaitRow {
    /// Of a wait for room what kept a pod from every node: `no node had enough CPU free`. Nodes can lack
    /// different things.
    pub fn shortage(&self) -> String {
        let asked: Vec<&str> = (self.lacks.iter())
            .filter_map(|resource| match resource {
                Resource::Cpu => Some("CPU"),
                Resource::Memory => Some("memory"),
                Resource::Pods => None,
            })
            .collect();
        let is_full = self.lacks.contains(&Resource::Pods);
        match (asked.is_empty(), is_full) {
            (true, true) => "every node had as many pods as it takes".to_owned(),
            (true, false) => "no node had room".to_owned(),
            (false, true) => format!(
                "no node had enough {} free, or may have more pods",
                asked.join(" and ")
            ),
            (false, false) => format!("no node had enough {} free", asked.join(" and ")),
        }
    }
}

impl TaskRow {
    /// Whether a wait for room ended because there was some, and not because the task was given up.
    pub fn found_room(&self, wait: &WaitRow) -> bool {
        let began = |until| {
            self.attempts
                .iter()
                .any(|attempt| attempt.start_ms >= until)
        };
        let was_given_up = self.outcome == TaskOutcome::Failed && wait.until_ms == self.settled_ms;
        (wait.until_ms).is_some_and(|until| !was_given_up || began(until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Names;
    use crate::scheduler::WaitCause;
    use crate::time::Millis;

    #[test]
    fn names_what_was_short() {
        use Resource::{Cpu, Memory, Pods};
        for (lacks, expected) in [
            (&[][..], "no node had room"),
            (&[Cpu], "no node had enough CPU free"),
            (&[Cpu, Memory], "no node had enough CPU and memory free"),
            (&[Pods], "every node had as many pods as it takes"),
            (
                &[Memory, Pods],
                "no node had enough memory free, or may have more pods",
            ),
        ] {
            let wait = WaitRow {
                from_ms: Millis::ZERO,
                until_ms: None,
                cause: WaitCause::Unschedulable,
                on: Names::default(),
                lacks: lacks.to_vec(),
                rule: String::new(),
            };
            assert_eq!(wait.shortage(), expected);
        }
    }
}
