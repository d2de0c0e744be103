//! What the signs in a picture mean: only those that occur in it.

use super::chart::{Chart, TaskBar};
use super::condense::{Drawn, condensed};
use super::layout::SHORTEST_WHISKER;
use super::scale::Scale;
use super::segment::{Segment, SegmentKind};
use crate::report::Report;
use crate::scheduler::{AttemptOutcome, WaitCause};

/// A sign of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// An attempt that did it.
    Succeeded,
    /// A task that later steps do not wait for.
    Background,
    /// An attempt that failed or crashed.
    Failed,
    /// An attempt that was cut off by its limit.
    TimedOut,
    /// Kubernetes waits before it tries again.
    BackOff,
    /// A task that the halt left running.
    StillRunning,
    /// A task that the halt kept from starting.
    NeverRan,
    /// A wait for the step before.
    Waiting,
    /// A wait for a slot.
    Slot,
    /// A wait for the cluster to accept a task.
    Apply,
    /// A wait for an image.
    ImagePull,
    /// A wait for room on a node.
    Room,
    /// The time until what a lost node took away is replaced.
    NodeLost,
    /// A barrier and who arrived last.
    Barrier,
    /// The end of the wait for a service that got ready later.
    Deadline,
    /// The critical path.
    CriticalPath,
    /// How much longer a task could take.
    Slack,
    /// The halt.
    Halt,
    /// Pieces that are drawn together.
    Together,
}

impl Sign {
    /// All of them, in the order in which a legend lists them.
    pub const ALL: [Self; 19] = [
        Self::Succeeded,
        Self::Background,
        Self::Failed,
        Self::TimedOut,
        Self::BackOff,
        Self::StillRunning,
        Self::NeverRan,
        Self::Waiting,
        Self::Slot,
        Self::Apply,
        Self::ImagePull,
        Self::Room,
        Self::NodeLost,
        Self::Barrier,
        Self::Deadline,
        Self::CriticalPath,
        Self::Slack,
        Self::Halt,
        Self::Together,
    ];

    /// What it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded or ready",
            Self::Background => "not waited for",
            Self::Failed => "failed, crashed or lost",
            Self::TimedOut => "ran out of time",
            Self::BackOff => "back-off",
            Self::StillRunning => "still running",
            Self::NeverRan => "never ran",
            Self::Waiting => "waits for the step before",
            Self::Slot => "waits for a slot",
            Self::Apply => "waits for the cluster",
            Self::ImagePull => "waits for its image",
            Self::Room => "waits for room on a node",
            Self::NodeLost => "its node is lost",
            Self::Barrier => "barrier, with the last to arrive",
            Self::Deadline => "not ready in time",
            Self::CriticalPath => "critical path",
            Self::Slack => "slack: could take longer",
            Self::Halt => "halt",
            Self::Together => "many short ones, by their shares of the time",
        }
    }

    /// A word for style sheets.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Background => "background",
            Self::Failed => "failed",
            Self::TimedOut => "timed-out",
            Self::BackOff => "back-off",
            Self::StillRunning => "still-running",
            Self::NeverRan => "never-ran",
            Self::Waiting => "waiting",
            Self::Slot => "slot",
            Self::Apply => "apply",
            Self::ImagePull => "image-pull",
            Self::Room => "room",
            Self::NodeLost => "node-lost",
            Self::Barrier => "barrier",
            Self::Deadline => "deadline",
            Self::CriticalPath => "critical-path",
            Self::Slack => "slack",
            Self::Halt => "halt",
            Self::Together => "together",
        }
    }

    /// That of a piece of a bar.
    fn of(bar: &TaskBar, segment: &Segment) -> Self {
        match &segment.kind {
            SegmentKind::Wait { cause, .. } => match cause {
                WaitCause::Barrier | WaitCause::Halted => Self::Waiting,
                WaitCause::Slot => Self::Slot,
                WaitCause::Apply => Self::Apply,
                WaitCause::ImagePull => Self::ImagePull,
                WaitCause::Unschedulable => Self::Room,
                WaitCause::NodeLost => Self::NodeLost,
                WaitCause::BackOff => Self::BackOff,
            },
            SegmentKind::Lost { .. } => Self::Failed,
            SegmentKind::Attempt { outcome, .. } => match outcome {
                AttemptOutcome::Succeeded | AttemptOutcome::Ready if bar.is_background => {
                    Self::Background
                }
                AttemptOutcome::Succeeded | AttemptOutcome::Ready => Self::Succeeded,
                AttemptOutcome::Failed | AttemptOutcome::Crashed | AttemptOutcome::NodeLost => {
                    Self::Failed
                }
                AttemptOutcome::TimedOut => Self::TimedOut,
                AttemptOutcome::Running => Self::StillRunning,
            },
        }
    }
}

/// The signs that occur in the picture when all of its time is seen on this axis.
pub fn legend(report: &Report, chart: &Chart, scale: &Scale) -> Vec<Sign> {
    let mut occurs = [false; Sign::ALL.len()];
    let mut note = |sign: Sign, is_there: bool| occurs[sign as usize] |= is_there;
    note(Sign::Barrier, !chart.barriers.is_empty());
    note(Sign::CriticalPath, !chart.path.is_empty());
    note(Sign::Halt, report.halt.is_some());
    for bar in chart.rows.iter().filter_map(|row| row.bar()) {
        let task = &report.tasks[bar.task];
        note(Sign::NeverRan, bar.planned.is_some());
        note(Sign::Deadline, task.healed_ms.is_some());
        let slack = task.settled_ms.zip(task.slack_ms);
        let has_whisker = |(at, slack)| scale.length(at, at + slack) >= SHORTEST_WHISKER;
        note(Sign::Slack, slack.is_some_and(has_whisker));
        note(
            Sign::Background,
            bar.is_background && !bar.segments.is_empty(),
        );
        let sight = [scale.left, scale.right()];
        let drawn = condensed(&bar.segments, scale, sight);
        let is_many = |it: &Drawn<'_>| matches!(it, Drawn::Many(_));
        note(Sign::Together, drawn.iter().any(is_many));
        for segment in &bar.segments {
            note(Sign::of(bar, segment), true);
        }
    }
    let all = Sign::ALL.into_iter();
    all.filter(|sign| occurs[*sign as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{crash_loop, frontend, halted, healed};
    use super::*;

    fn slugs(report: &Report) -> Vec<&'static str> {
        slugs_over(report, 900.0)
    }

    fn slugs_over(report: &Report, width: f64) -> Vec<&'static str> {
        let chart = Chart::of(report);
        legend(report, &chart, &Scale::new(0.0, width, chart.end))
            .into_iter()
            .map(Sign::slug)
            .collect()
    }

    #[test]
    fn what_is_drawn_together_is_in_the_legend_of_a_narrow_picture() {
        assert!(!slugs_over(&crash_loop(), 900.0).contains(&"together"));
        assert!(slugs_over(&crash_loop(), 20.0).contains(&"together"));
    }

    #[test]
    fn slack_that_is_too_short_to_be_drawn_is_not_in_the_legend() {
        assert!(slugs_over(&frontend(), 900.0).contains(&"slack"));
        let width_of_four_pixels = 95.0 / 45.0 * 4.0;
        assert!(!slugs_over(&frontend(), width_of_four_pixels).contains(&"slack"));
    }

    #[test]
    fn a_legend_lists_what_occurs_and_nothing_else() {
        assert_eq!(
            slugs(&frontend()),
            [
                "succeeded",
                "background",
                "waiting",
                "barrier",
                "critical-path",
                "slack"
            ]
        );
        assert_eq!(
            slugs(&halted()),
            [
                "succeeded",
                "background",
                "failed",
                "still-running",
                "never-ran",
                "waiting",
                "critical-path",
                "halt"
            ]
        );
        assert_eq!(
            slugs(&crash_loop()),
            ["succeeded", "failed", "back-off", "critical-path"]
        );
        assert_eq!(
            slugs(&healed()),
            [
                "succeeded",
                "failed",
                "back-off",
                "deadline",
                "critical-path"
            ]
        );
    }
}
