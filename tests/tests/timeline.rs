//! The picture of any run shows what happened in it: no more, no less, and nothing longer than it was.

use laneway_core::export;
use laneway_core::picture::chart::Chart;
use laneway_core::picture::condense::{Drawn, condensed};
use laneway_core::picture::layout::Layout;
use laneway_core::picture::segment::SegmentKind;
use laneway_core::report::{Report, TaskRow};
use laneway_core::scheduler::Background;
use laneway_core::time::Millis;
use laneway_tests::cases::{cases, run};
use laneway_tests::random::any_setting_with_losses;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What ran of a task within the axis, as the report has it.
fn attempts(task: &TaskRow, end: Millis) -> Vec<(Millis, Millis)> {
    let attempts = task.attempts.iter().filter(|it| it.start_ms <= end);
    attempts
        .map(|it| (it.start_ms, it.end_ms.unwrap_or(end).min(end)))
        .collect()
}

/// The same as it is drawn.
fn drawn(chart: &Chart, task: usize) -> Vec<(Millis, Millis)> {
    let row = chart.row_of_task(task).expect("every task has a row");
    let bar = chart.rows[row].bar().expect("a bar");
    let segments = bar.segments.iter();
    segments
        .filter(|it| matches!(it.kind, SegmentKind::Attempt { .. }))
        .map(|it| (it.from, it.until))
        .collect()
}

/// The slices of each thread of a trace, as from and until, in the order in which they stand there.
fn slices(trace: &serde_json::Value) -> BTreeMap<(u64, u64), Vec<(u64, u64)>> {
    let mut threads: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for event in trace["traceEvents"].as_array().expect("events") {
        if event["ph"] == "X" {
            let number = |key: &str| event[key].as_u64().expect("a whole number");
            let from = number("ts");
            let thread = threads.entry((number("pid"), number("tid"))).or_default();
            thread.push((from, from + number("dur")));
        }
    }
    threads
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn all_bars_together_are_the_run(setting in any_setting_with_losses()) {
        let report = run(&setting);
        let chart = Chart::of(&report);
        for (index, task) in report.tasks.iter().enumerate() {
            // What takes its time without attempts is one piece.
            if !task.attempts.is_empty() {
                prop_assert_eq!(drawn(&chart, index), attempts(task, chart.end), "{}", task.task);
            }
            let row = chart.row_of_task(index).expect("every task has a row");
            let segments = &chart.rows[row].bar().expect("a bar").segments;
            for pair in segments.windows(2) {
                prop_assert!(pair[0].until <= pair[1].from, "{:?}", pair);
            }
        }
    }

    #[test]
    fn the_critical_path_is_as_long_as_the_run(setting in any_setting_with_losses()) {
        let report = run(&setting);
        let chart = Chart::of(&report);
        let Some(last) = chart.path.last() else {
            return Ok(());
        };
        // What is detached does not make the run longer.
        let end = match setting.options.background {
            Background::Join => report.all_settled_ms,
            Background::Detach => report.last_step_done_ms,
        };
        let end = report.halt.as_ref().map(|halt| halt.at_ms).or(end);
        prop_assert_eq!(Some(last.until), end);
        prop_assert_eq!(chart.path[0].from, Millis::ZERO);
        for pair in chart.path.windows(2) {
            prop_assert_eq!(pair[0].until, pair[1].from);
        }
    }

    #[test]
    fn nothing_is_drawn_longer_than_it_was(
        setting in any_setting_with_losses(),
        width in 280..2_000_u32,
        ends in any::<[u16; 2]>(),
    ) {
        let report = run(&setting);
        let chart = Chart::of(&report);
        let at = |share: u16| Millis(chart.end.0 * u64::from(share) / u64::from(u16::MAX));
        let [one, other] = ends.map(at);
        let window = (one != other).then(|| [one.min(other), one.max(other)]);
        let layout = Layout::new(&chart, f64::from(width)).seen_through(window);
        for bar in chart.rows.iter().filter_map(|row| row.bar()) {
            let sight = [layout.labels, layout.width];
            let mut reached = f64::MIN;
            for it in condensed(&bar.segments, &layout.scale, sight) {
                let (from, until) = match it {
                    Drawn::One(segment) => (segment.from, segment.until),
                    Drawn::Many(many) => {
                        prop_assert!(many.count > 1);
                        let spent: u64 = many.spent.iter().map(|it| it.0).sum();
                        prop_assert_eq!(spent, many.until.0 - many.from.0, "all of its time is told");
                        (many.from, many.until)
                    }
                };
                let (left, right) = (layout.scale.x(from), layout.scale.x(until));
                prop_assert!(right - left <= layout.scale.length(from, until) + 1e-6);
                prop_assert!(left >= reached, "in order of time");
                reached = right;
            }
        }
    }

    #[test]
    fn slices_of_a_trace_nest_and_its_arrows_end_somewhere(setting in any_setting_with_losses()) {
        let report = run(&setting);
        let trace = serde_json::from_str(&export::chrome_trace(&report)).expect("JSON");
        for (thread, slices) in slices(&trace) {
            let mut open: Vec<(u64, u64)> = Vec::new();
            let mut sorted = slices.clone();
            sorted.sort_by_key(|&(from, until)| (from, std::cmp::Reverse(until)));
            for (from, until) in sorted {
                while open.last().is_some_and(|&(_, end)| end <= from) {
                    open.pop();
                }
                let around = open.last();
                prop_assert!(around.is_none_or(|&(_, end)| until <= end), "{thread:?}: {from} to {until} in {around:?}");
                open.push((from, until));
            }
        }
        let events = trace["traceEvents"].as_array().expect("events");
        let ids = |phase: &str| {
            let arrows = events.iter().filter(|it| it["ph"] == phase);
            let mut ids: Vec<String> = arrows.map(|it| it["id"].to_string()).collect();
            ids.sort();
            ids
        };
        let (mut begun, mut ended) = (ids("s"), ids("f"));
        begun.dedup();
        ended.dedup();
        prop_assert_eq!(begun, ended);
    }

    #[test]
    fn every_export_of_any_run_is_written(setting in any_setting_with_losses()) {
        let report: Report = run(&setting);
        prop_assert_eq!(export::csv(&report).lines().count(), report.tasks.len() + 1);
        prop_assert!(export::mermaid(&report).starts_with("gantt"));
        let picture = export::svg(&report, &[], &export::Look::default());
        prop_assert_eq!(picture.matches("<g").count(), picture.matches("</g>").count());
    }
}
