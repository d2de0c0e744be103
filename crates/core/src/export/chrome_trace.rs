//! A run as a trace in the Trace Event format, which Perfetto and the browsers' own tools open: a process for each
//! step, a thread for each task, its attempts and waits as slices inside it, arrows for what opened a barrier,
//! and how many tasks are running as a counter.

use super::csv::word;
use crate::picture::chart::{Chart, TaskBar};
use crate::picture::segment::{Segment, SegmentKind};
use crate::picture::texts::segment_text;
use crate::report::Report;
use crate::time::Millis;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The process of what concerns the whole stage; steps are numbered from the next one on.
const STAGE: usize = 1;

/// One JSON document. Times are microseconds, as the format has them.
pub fn chrome_trace(report: &Report) -> String {
    let chart = Chart::of(report);
    let bars: Vec<&TaskBar> = chart.rows.iter().filter_map(|row| row.bar()).collect();
    let mut events = names(report, &bars);
    for bar in &bars {
        events.extend(slices(report, bar));
    }
    events.extend(arrows(report, &chart, &bars));
    events.extend(running(&bars));
    events.extend(halt(report));
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    format!(
        "{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

fn process(step: usize) -> usize {
    STAGE + 1 + step
}

fn thread(task: usize) -> usize {
    task + 1
}

fn micros(time: Millis) -> u64 {
    time.0.saturating_mul(1000)
}

/// What processes and threads are called, and in which order they stand.
fn names(report: &Report, bars: &[&TaskBar]) -> Vec<Value> {
    let named = |kind: &str, pid: usize, tid: usize, args: Value| json!({"ph": "M", "name": kind, "pid": pid, "tid": tid, "args": args});
    let stage = json!({"name": format!("stage {}", report.stage)});
    let mut events = vec![named("process_name", STAGE, 0, stage)];
    for (step, row) in report.steps.iter().enumerate() {
        let pid = process(step);
        events.push(named("process_name", pid, 0, json!({"name": row.name})));
        events.push(named(
            "process_sort_index",
            pid,
            0,
            json!({"sort_index": pid}),
        ));
    }
    for bar in bars {
        let name = &report.tasks[bar.task].task;
        let (pid, tid) = (process(bar.step), thread(bar.task));
        events.push(named("thread_name", pid, tid, json!({"name": name})));
    }
    events
}

/// The task as a whole, from its start on, with its pieces inside; and the wait before it.
fn slices(report: &Report, bar: &TaskBar) -> Vec<Value> {
    let task = &report.tasks[bar.task];
    let slice = |name: &str, kind: &str, from: Millis, until: Millis, args: Value| {
        json!({
            "ph": "X", "name": name, "cat": kind, "ts": micros(from), "dur": micros(until - from),
            "pid": process(bar.step), "tid": thread(bar.task), "args": args,
        })
    };
    let mut events = Vec::new();
    let inside = |segment: &&Segment| !segment.kind.is_wait_for_start();
    let last = bar.segments.iter().filter(inside).map(|it| it.until).max();
    if let (Some(start), Some(last)) = (task.start_ms, last) {
        let args = json!({"outcome": word(&task.outcome), "is_critical": bar.is_critical});
        events.push(slice(&task.task, "task", start.min(last), last, args));
    }
    for segment in &bar.segments {
        let (name, kind) = match &segment.kind {
            SegmentKind::Wait { cause, .. } => (format!("wait: {}", word(cause)), "wait"),
            SegmentKind::Attempt { number, outcome } => {
                (format!("attempt {number}: {}", word(outcome)), "attempt")
            }
            SegmentKind::Lost { cause, .. } => (format!("lost: {}", word(cause)), "attempt"),
        };
        let args = json!({"why": segment_text(report, task, segment)});
        events.push(slice(&name, kind, segment.from, segment.until, args));
    }
    events
}

/// From each task that arrived last to the first task of the step that it let start.
fn arrows(report: &Report, chart: &Chart, bars: &[&TaskBar]) -> Vec<Value> {
    let mut events = Vec::new();
    let step_of: BTreeMap<usize, usize> = bars.iter().map(|bar| (bar.task, bar.step)).collect();
    for barrier in &chart.barriers {
        let started =
            |bar: &&&TaskBar| bar.step == barrier.step && report.tasks[bar.task].start_ms.is_some();
        let Some(first) = bars.iter().find(started) else {
            continue;
        };
        for arriver in &barrier.arrivers {
            let id = events.len() / 2 + 1;
            let end = |phase: &str, step: usize, task: usize| {
                json!({
                    "ph": phase, "id": id, "name": "barrier", "cat": "barrier", "bp": "e",
                    "ts": micros(barrier.at), "pid": process(step), "tid": thread(task),
                })
            };
            events.push(end("s", step_of[arriver], *arriver));
            events.push(end("f", first.step, first.task));
        }
    }
    events
}

/// How many attempts are under way, whenever that changes.
fn running(bars: &[&TaskBar]) -> Vec<Value> {
    let mut changes: BTreeMap<Millis, i64> = BTreeMap::new();
    for segment in bars.iter().flat_map(|bar| &bar.segments) {
        if matches!(segment.kind, SegmentKind::Attempt { .. }) {
            *changes.entry(segment.from).or_default() += 1;
            *changes.entry(segment.until).or_default() -= 1;
        }
    }
    let mut count = 0;
    let events = changes.into_iter().map(|(at, change)| {
        count += change;
        json!({
            "ph": "C", "name": "running", "ts": micros(at), "pid": STAGE, "tid": 0,
            "args": {"tasks": count},
        })
    });
    events.collect()
}

fn halt(report: &Report) -> Option<Value> {
    let halt = report.halt.as_ref()?;
    Some(json!({
        "ph": "i", "s": "g", "name": "halt", "cat": "halt", "ts": micros(halt.at_ms),
        "pid": STAGE, "tid": 0, "args": {"task": halt.task, "cause": halt.cause},
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixtures::{crash_loop, frontend, halted, healed};

    fn events(report: &Report) -> Vec<Value> {
        let document: Value = serde_json::from_str(&chrome_trace(report)).expect("JSON");
        document["traceEvents"].as_array().expect("events").clone()
    }

    /// The slices of each thread, as from when until when.
    fn threads(events: &[Value]) -> BTreeMap<(u64, u64), Vec<(u64, u64)>> {
        let mut threads: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for event in events.iter().filter(|event| event["ph"] == "X") {
            let number = |key: &str| event[key].as_u64().expect(key);
            let slice = (number("ts"), number("ts") + number("dur"));
            let thread = (number("pid"), number("tid"));
            threads.entry(thread).or_default().push(slice);
        }
        threads
    }

    #[test]
    fn slices_of_a_thread_nest() {
        for report in [frontend(), halted(), crash_loop(), healed()] {
            for (thread, slices) in threads(&events(&report)) {
                for (index, &(from, until)) in slices.iter().enumerate() {
                    for &(other, end) in &slices[index + 1..] {
                        let is_apart = until <= other || end <= from;
                        let is_inside =
                            (from <= other && end <= until) || (other <= from && until <= end);
                        assert!(is_apart || is_inside, "{thread:?}: {slices:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn arrows_come_in_pairs_and_begin_and_end_where_a_slice_does() {
        let events = events(&frontend());
        let of =
            |phase: &str| -> Vec<&Value> { events.iter().filter(|it| it["ph"] == phase).collect() };
        let (starts, ends) = (of("s"), of("f"));
        assert_eq!((starts.len(), ends.len()), (1, 1));
        let threads = threads(&events);
        for arrow in starts.iter().chain(&ends) {
            let number = |key: &str| arrow[key].as_u64().expect(key);
            let slices = &threads[&(number("pid"), number("tid"))];
            let at = number("ts");
            assert!(
                slices
                    .iter()
                    .any(|&(from, until)| from == at || until == at)
            );
        }
    }

    #[test]
    fn the_counter_comes_back_to_nothing_unless_something_is_left_running() {
        let last = |report: &Report| {
            let events = events(report);
            let mut counts = events.iter().filter(|it| it["ph"] == "C");
            counts
                .next_back()
                .and_then(|it| it["args"]["tasks"].as_i64())
        };
        assert_eq!(last(&frontend()), Some(0));
        assert_eq!(last(&crash_loop()), Some(0));
    }
}
