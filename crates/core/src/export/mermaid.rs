//! A run as a Gantt chart in Mermaid, which many wikis and code hosts draw from a fenced block. It shows less than
//! the timeline does: a task is one bar, whatever happened in it.

use crate::report::{Report, TaskOutcome, TaskRow};
use crate::time::Millis;

/// The chart. What never ran stands in it as a comment.
pub fn mermaid(report: &Report) -> String {
    let end = report.halt.as_ref().map(|halt| halt.at_ms);
    let end = end.or(report.all_settled_ms).unwrap_or_default();
    let axis = if end < Millis::from_secs(3600) {
        "%M:%S"
    } else {
        "%H:%M"
    };
    let mut text = format!(
        "gantt\n    title {}\n    dateFormat YYYY-MM-DD HH:mm:ss.SSS\n    axisFormat {axis}\n",
        name(&report.stage)
    );
    let mut section = None;
    for (number, task) in report.tasks.iter().enumerate() {
        if section != Some(&task.step) {
            text.push_str(&format!("    section {}\n", name(&task.step)));
            section = Some(&task.step);
        }
        text.push_str(&line(task, number + 1, end));
    }
    if let Some(halt) = &report.halt {
        let at = moment(halt.at_ms);
        text.push_str(&format!(
            "    section halt\n    halted by {} :milestone, crit, halt, {at}, 0ms\n",
            name(&halt.task)
        ));
    }
    text
}

fn line(task: &TaskRow, number: usize, end: Millis) -> String {
    let called = name(&task.task);
    let Some(start) = task.start_ms else {
        return format!("    %% {called} never ran\n");
    };
    let tag = match task.outcome {
        TaskOutcome::Succeeded | TaskOutcome::Ready => "done",
        TaskOutcome::Failed | TaskOutcome::Degraded => "crit",
        TaskOutcome::LeftRunning | TaskOutcome::NeverRan => "active",
    };
    let until = task.settled_ms.unwrap_or(end).max(start);
    format!(
        "    {called} :{tag}, t{number}, {}, {}\n",
        moment(start),
        moment(until)
    )
}

/// A moment of a day without a change of the clocks: charts are drawn in the reader's own time.
fn moment(Millis(time): Millis) -> String {
    let (day, rest) = (time / 86_400_000, time % 86_400_000);
    let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60);
    let (seconds, millis) = (rest / 1000 % 60, rest % 1000);
    // A chart of months would be no use; the last day stands for all that come after it.
    let day = (day + 1).min(28);
    format!("2001-01-{day:02} {hours:02}:{minutes:02}:{seconds:02}.{millis:03}")
}

/// A name without what ends one.
fn name(name: &str) -> String {
    let ends = |it: char| it.is_control() || matches!(it, ':' | ';' | '#' | '%');
    name.replace(ends, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixtures::{frontend, halted};

    #[test]
    fn a_chart_has_a_section_for_each_step() {
        let chart = mermaid(&frontend());
        assert_eq!(
            chart,
            "gantt\n    title setup\n    dateFormat YYYY-MM-DD HH:mm:ss.SSS\n    axisFormat %M:%S\n    \
             section frontend\n    services.frontend :done, t1, 2001-01-01 00:00:00.000, 2001-01-01 00:01:35.000\n    \
             section migrate\n    jobs.migrate :done, t2, 2001-01-01 00:00:00.000, 2001-01-01 00:00:30.000\n    \
             jobs.scrub :done, t3, 2001-01-01 00:00:00.000, 2001-01-01 00:00:20.000\n    \
             section backend\n    services.backend :done, t4, 2001-01-01 00:00:30.000, 2001-01-01 00:01:00.000\n"
        );
    }

    #[test]
    fn a_halt_is_a_milestone_and_what_never_ran_a_comment() {
        let chart = mermaid(&halted());
        assert!(chart.contains(
            "services.frontend :active, t1, 2001-01-01 00:00:00.000, 2001-01-01 00:00:30.000\n"
        ));
        assert!(chart.contains("jobs.migrate :crit, t2, "));
        assert!(chart.contains("    %% services.backend never ran\n"));
        assert!(chart.ends_with(
            "halted by jobs.migrate :milestone, crit, halt, 2001-01-01 00:00:30.000, 0ms\n"
        ));
    }

    #[test]
    fn no_name_ends_its_line() {
        assert_eq!(name("a: b#2; %%\nc"), "a  b 2     c");
    }
}
