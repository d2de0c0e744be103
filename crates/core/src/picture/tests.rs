//! The picture as a whole, on runs that teach one idea each.

use super::chart::{Chart, Row};
use super::fixtures::{attempt, crash_loop, frontend, halted, healed, report, s, step, task, wait};
use super::hit::{Target, hit};
use super::layout::Layout;
use super::segment::{SegmentKind, segments};
use super::texts::{bar_name, end_label, explain, segment_text, step_name};
use crate::report::{Lost, Report, TaskRow};
use crate::scheduler::{AttemptOutcome, LossCause, WaitCause};
use crate::time::Millis;

fn names(report: &Report) -> Vec<String> {
    let chart = Chart::of(report);
    let name = |row: &Row| match row {
        Row::Step(step) => step_name(report, &chart, *step),
        Row::Task(bar) => bar_name(report, bar, None),
    };
    chart.rows.iter().map(name).collect()
}

#[test]
fn a_step_that_is_not_waited_for_runs_on_over_the_barrier() {
    let report = frontend();
    let chart = Chart::of(&report);
    assert_eq!(
        names(&report),
        [
            "Step frontend: starts at once; settled at 1m 35s; later steps do not wait for it",
            "services.frontend, step frontend: ready at 1m 35s; later steps do not wait for it; on the critical path",
            "Step migrate: starts with frontend; settled at 30s; an error in it halts the stage",
            "jobs.migrate, step migrate: succeeded at 30s; could take 35s longer without moving the end",
            "jobs.scrub, step migrate: succeeded at 20s; could take 45s longer without moving the end",
            "Step backend: starts at 30s, after jobs.migrate; settled at 1m",
            "services.backend, step backend: ready at 1m; waited 30s for the step before; could take 35s longer without moving the end",
        ]
    );
    assert_eq!(chart.end, s(95));
    let [barrier] = &chart.barriers[..] else {
        panic!("one barrier: {:?}", chart.barriers)
    };
    assert_eq!((barrier.at, &barrier.arrivers[..]), (s(30), &[1][..]));
    assert_eq!((barrier.top, barrier.bottom), (3, 6));
    assert_eq!((barrier.idlers, barrier.idle), (1, s(10)), "jobs.scrub");
}

#[test]
fn a_halt_leaves_dotted_boxes_and_open_bars() {
    let report = halted();
    let chart = Chart::of(&report);
    assert_eq!(chart.end, s(30));
    assert_eq!(chart.planned_columns, 1);
    let frontend = chart.rows[1].bar().expect("the frontend");
    assert!(frontend.segments[0].open);
    let backend = chart.rows[6].bar().expect("the backend");
    assert_eq!(backend.planned, Some(0));
    let layout = Layout::new(&chart, 900.0);
    let planned = layout.planned(6, backend).expect("a place");
    assert!(planned.x > layout.scale.right());
    assert!(planned.x + planned.width <= 900.0);
    assert_eq!(
        names(&report)[6],
        "services.backend, step backend: never ran: jobs.migrate halted the stage at 30s"
    );
}

#[test]
fn each_attempt_and_each_back_off_explains_itself() {
    let report = crash_loop();
    let chart = Chart::of(&report);
    let bar = chart.rows[2].bar().expect("services.b");
    let told: Vec<String> = bar
        .segments
        .iter()
        .map(|segment| segment_text(&report, &report.tasks[1], segment))
        .collect();
    assert_eq!(
        told,
        [
            "Attempt 1 crashed at 3s, after 3s. The first restart comes at once.",
            "Attempt 2 crashed at 6s, after 3s. services.a was not ready.",
            "Back-off 6s – 16s: Kubernetes waits 10s before restart 2. services.a was not ready.",
            "Attempt 3 crashed at 19s, after 3s. services.a was not ready.",
            "Back-off 19s – 39s: Kubernetes waits 20s before restart 3. services.a was not ready.",
            "Attempt 4 crashed at 42s, after 3s. services.a was not ready.",
            "Back-off 42s – 1m 22s: Kubernetes waits 40s before restart 4. services.a was not ready.",
            "Attempt 5 started at 1m 22s and was ready 12s later, at 1m 34s.",
        ]
    );
    let path: Vec<_> = chart
        .path
        .iter()
        .map(|piece| (piece.row, piece.from, piece.until))
        .collect();
    assert_eq!(path, [(1, s(0), s(45)), (2, s(45), s(94))]);
}

#[test]
fn the_axis_reaches_to_the_healing() {
    let report = healed();
    assert_eq!(Chart::of(&report).end, s(700));
    let name = "services.late, step late: not ready in time, at 10m; ready at last at 11m 40s \
                after 2 attempts; waited 5m in back-off; on the critical path";
    assert_eq!(names(&report)[1], name);
}

#[test]
fn a_service_that_never_heals_does_not_stretch_the_axis() {
    let mut report = healed();
    report.tasks[0].healed_ms = None;
    report.tasks[0].attempts[1] = attempt(590, Some(900), AttemptOutcome::Crashed);
    report.tasks[0]
        .attempts
        .push(attempt(1_200, None, AttemptOutcome::Running));
    let chart = Chart::of(&report);
    assert_eq!(chart.end, s(600));
    let last = chart.rows[1]
        .bar()
        .and_then(|bar| bar.segments.last())
        .expect("a piece");
    assert!(last.open && last.until == s(600), "{last:?}");
}

#[test]
fn the_path_leaves_a_late_service_where_the_next_task_stopped_waiting() {
    let mut report = healed();
    report.steps.push(step("next", true, Some(600), Some(660)));
    let mut next = task("services.next", "next", 600, 660);
    next.waits = vec![wait(0, Some(600), WaitCause::Barrier, &["services.late"])];
    report.tasks.push(next);
    report.critical_path.push("services.next".to_owned());
    let turn = |report: &Report| Chart::of(report).path[1].from;
    assert_eq!(
        turn(&report),
        s(600),
        "a barrier opens when the service is given up"
    );
    report.tasks[1].waits = vec![wait(610, Some(690), WaitCause::BackOff, &["services.late"])];
    assert_eq!(
        turn(&report),
        s(700),
        "a need is met when the service heals"
    );
}

#[test]
fn a_serial_stage_has_one_row_per_step() {
    let mut second = task("services.b", "services.b", 30, 60);
    second.waits = vec![wait(0, Some(30), WaitCause::Barrier, &["services.a"])];
    let steps = vec![
        step("services.a", true, Some(0), Some(30)),
        step("services.b", true, Some(30), Some(60)),
    ];
    let report = report(
        steps,
        vec![task("services.a", "services.a", 0, 30), second],
        &[],
    );
    let chart = Chart::of(&report);
    assert!(
        chart
            .rows
            .iter()
            .all(|row| row.bar().is_some_and(|bar| bar.is_step))
    );
    assert_eq!((chart.barriers[0].top, chart.barriers[0].bottom), (0, 1));
}

#[test]
fn steps_of_one_name_keep_their_tasks_apart() {
    let mut second = task("services.b", "same", 30, 60);
    second.waits = vec![wait(0, Some(30), WaitCause::Barrier, &["services.a"])];
    let steps = vec![
        step("same", true, Some(0), Some(30)),
        step("same", true, Some(30), Some(60)),
    ];
    let chart = Chart::of(&report(
        steps,
        vec![task("services.a", "same", 0, 30), second],
        &[],
    ));
    let steps: Vec<usize> = chart.rows.iter().map(Row::step).collect();
    assert_eq!(steps, [0, 0, 1, 1]);
}

#[test]
fn an_empty_stage_is_a_picture_too() {
    let chart = Chart::of(&report(Vec::new(), Vec::new(), &[]));
    let layout = Layout::new(&chart, 0.0);
    assert_eq!(layout.visible(0.0, 500.0), 0..0);
    assert_eq!(hit(&chart, &layout, 10.0, 10.0), None);
}

#[test]
fn a_pointer_finds_the_piece_under_it_and_short_ones_beside_it() {
    let mut report = crash_loop();
    for attempt in &mut report.tasks[1].attempts[..4] {
        attempt.end_ms = Some(attempt.start_ms);
    }
    let chart = Chart::of(&report);
    let layout = Layout::new(&chart, 1000.0);
    let (top, _) = layout.bar(2);
    let bar = chart.rows[2].bar().expect("services.b");
    let third = bar
        .segments
        .iter()
        .position(|piece| matches!(piece.kind, SegmentKind::Attempt { number: 3, .. }));
    let x = layout.scale.x(s(16));
    assert_eq!(
        hit(&chart, &layout, x, top + 4.0),
        Some(Target {
            row: 2,
            segment: third
        })
    );
    assert_eq!(hit(&chart, &layout, x, layout.height() + 1.0), None);
    let target = Target {
        row: 2,
        segment: third,
    };
    let explanation =
        explain(&report, &chart, None, &Layout::new(&chart, 900.0), target).expect("a task");
    assert_eq!(explanation.title, "services.b · step backend");
    assert!(
        explanation.lines[0].starts_with("Attempt 3 crashed at 16s"),
        "{explanation:?}"
    );
}

#[test]
fn what_was_ready_and_is_lost_has_a_piece_of_its_own() {
    let mut report = frontend();
    let task = report.tasks.len() - 1;
    let row = &mut report.tasks[task];
    let ready = row.settled_ms.expect("it is ready");
    let at_ms = ready + s(5);
    row.attempts[0].lost = Some(Lost {
        at_ms,
        cause: LossCause::Crashed,
    });
    let pieces = segments(row, ready + s(60));
    let lost = pieces.last().expect("pieces");
    assert_eq!((lost.from, lost.until), (at_ms, at_ms));
    assert_eq!(end_label(&report.tasks[task]), "first ready 1m");
    let text = segment_text(&report, &report.tasks[task], lost);
    assert_eq!(text, "It crashed 5s after it was ready, at 1m 5s.");
    report.tasks[task].attempts[0].lost = Some(Lost {
        at_ms,
        cause: LossCause::NodeLost,
    });
    let gap = wait(65, Some(415), WaitCause::NodeLost, &[]);
    report.tasks[task].waits.push(gap);
    let pieces = segments(&report.tasks[task], s(500));
    let told: Vec<String> = pieces[pieces.len() - 2..]
        .iter()
        .map(|piece| segment_text(&report, &report.tasks[task], piece))
        .collect();
    assert_eq!(
        told,
        [
            "Its node was lost 5s after it was ready, at 1m 5s.",
            "Its node is lost, 1m 5s – 6m 55s: nothing answers until Kubernetes has replaced its pods."
        ]
    );
}

#[test]
fn rows_in_a_window_are_those_that_touch_it() {
    let tasks = (0..1000)
        .map(|n| task(&format!("services.s{n}"), "all", 0, 30))
        .collect();
    let chart = Chart::of(&report(
        vec![step("all", true, Some(0), Some(30))],
        tasks,
        &[],
    ));
    for width in [320.0, 1200.0] {
        let layout = Layout::new(&chart, width);
        assert_eq!(layout.visible(0.0, layout.height()), 0..1001);
        for top in [0.0, 333.3, 12_345.0] {
            let rows = layout.visible(top, 600.0);
            let (first, height) = layout.row(rows.start);
            let (last, _) = layout.row(rows.end - 1);
            assert!(first <= top && first + height > top, "{rows:?}");
            assert!(
                last < top + 600.0 && layout.row(rows.end).0 >= top + 600.0,
                "{rows:?}"
            );
            assert_eq!(layout.row_at(top), Some(rows.start));
        }
    }
}

/// Numbers that repeat from run to run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) % limit
    }
}

#[test]
fn pieces_of_a_row_never_overlap_and_stay_on_the_axis() {
    let mut numbers = Numbers(3);
    for _ in 0..2_000 {
        let row = any_task(&mut numbers);
        let end = s(numbers.below(120));
        let pieces = segments(&row, end);
        let mut reached = Millis::ZERO;
        for piece in &pieces {
            assert!(reached <= piece.from, "overlap in {pieces:?}");
            assert!(
                piece.from <= piece.until && piece.until <= end,
                "off the axis: {pieces:?}"
            );
            reached = piece.until;
        }
    }
}

/// Attempts and waits at any times, even such as no run has.
fn any_task(numbers: &mut Numbers) -> TaskRow {
    let mut row = task("services.any", "any", 0, 60);
    row.attempts = (0..numbers.below(5))
        .map(|_| {
            let start = numbers.below(100);
            let end = (numbers.below(4) > 0).then(|| start + numbers.below(30));
            attempt(start, end, AttemptOutcome::Crashed)
        })
        .collect();
    row.waits = (0..numbers.below(5))
        .map(|_| {
            let from = numbers.below(100);
            let until = (numbers.below(4) > 0).then(|| from + numbers.below(30));
            wait(from, until, WaitCause::BackOff, &["services.other"])
        })
        .collect();
    row
}
