//! What is written behind bars, as a pen hears it.

use super::{Anchor, Glyph, Ink, Pen, Point, Scene, Stroke, row};
use crate::picture::chart::Chart;
use crate::picture::fixtures::{attempt, crash_loop, frontend, halted, report, s, step, task};
use crate::picture::ghost::Ghost;
use crate::picture::layout::{Layout, Rect};
use crate::picture::moved::Than;
use crate::report::{Lost, Report};
use crate::scheduler::{AttemptOutcome, LossCause};

/// Keeps texts that begin somewhere, with where they begin and end; all letters are as wide.
#[derive(Default)]
struct Heard(Vec<(String, f64, f64)>);

impl Pen for Heard {
    fn sharp(&self, at: f64) -> f64 {
        at
    }

    fn width(&self, text: &str) -> f64 {
        text.chars().count() as f64 * 6.5
    }

    fn text(&mut self, text: &str, (x, _): Point, anchor: Anchor, _: Ink) {
        if anchor == Anchor::Start {
            let end = x + self.width(text);
            self.0.push((text.to_owned(), x, end));
        }
    }

    fn lines(&mut self, _: impl Iterator<Item = (Point, Point)>, _: Stroke) {}
    fn fill(&mut self, _: Rect, _: Ink, _: f64) {}
    fn body(&mut self, _: Rect, _: Ink, _: f64) {}
    fn outline(&mut self, _: Rect, _: Ink, _: bool) {}
    fn glyph(&mut self, _: Glyph, _: Point, _: Ink) {}
    fn diamond(&mut self, _: Point, _: f64, _: Ink, _: Ink) {}
}

/// What stands behind the bar in a row of `now`, over `before`, and the layout of the picture.
fn behind(
    now: &Report,
    before: &Report,
    at: usize,
    width: f64,
) -> (Vec<(String, f64, f64)>, Layout) {
    let mut chart = Chart::of(now);
    let ghost = Ghost::of(before, &chart, now, Than::Before);
    chart.make_room_for(&ghost, now);
    let layout = Layout::new(&chart, width);
    let scene = Scene {
        report: now,
        chart: &chart,
        ghost: Some(&ghost),
        layout: &layout,
        top: 0.0,
        height: layout.height(),
    };
    let mut pen = Heard::default();
    row(&mut pen, &scene, at);
    (pen.0, layout)
}

fn words(now: &Report, before: &Report, at: usize, width: f64) -> Vec<String> {
    let (texts, _) = behind(now, before, at, width);
    texts.into_iter().map(|(text, ..)| text).collect()
}

/// The frontend with a scrub that takes so many seconds.
fn scrubbed(seconds: u64) -> Report {
    let mut report = frontend();
    report.tasks[2].settled_ms = Some(s(seconds));
    report.tasks[2].attempts = vec![attempt(0, Some(seconds), AttemptOutcome::Succeeded)];
    report.tasks[2].slack_ms = Some(s(65 - seconds));
    report
}

#[test]
fn a_bar_says_how_far_its_end_has_moved() {
    let (short, long) = (scrubbed(20), scrubbed(32));
    assert_eq!(words(&long, &short, 4, 900.0), ["32s", "+12s"]);
    assert_eq!(words(&short, &long, 4, 900.0), ["20s", "−12s"]);
    assert_eq!(words(&short, &short, 4, 900.0), ["20s"]);
    assert_eq!(words(&long, &short, 3, 900.0), ["30s"], "another task");
}

#[test]
fn a_difference_stands_behind_the_later_end() {
    let (short, long) = (scrubbed(10), scrubbed(60));
    let (texts, layout) = behind(&short, &long, 4, 900.0);
    assert!(texts[1].1 > layout.scale.x(s(60)), "{texts:?}");
    let (texts, layout) = behind(&long, &short, 4, 900.0);
    assert!(
        texts[0].1 > layout.scale.x(s(60)) && texts[1].1 > texts[0].2,
        "{texts:?}"
    );
}

#[test]
fn the_last_bars_have_room_for_their_differences() {
    let (mut before, now) = (crash_loop(), crash_loop());
    before.tasks[1].settled_ms = Some(s(90));
    for width in [280.0, 360.0, 600.0, 900.0] {
        assert_eq!(words(&now, &before, 2, width), ["1m 34s", "+4s"], "{width}");
        let (texts, _) = behind(&now, &before, 2, width);
        assert!(texts[1].2 <= width - 4.0, "{texts:?} in {width}");
    }
}

#[test]
fn what_has_not_ended_has_not_moved() {
    for (now, before) in [(halted(), frontend()), (frontend(), halted())] {
        assert_eq!(words(&now, &before, 1, 900.0).len(), 1, "the frontend");
        let backend = words(&now, &before, 6, 900.0);
        assert!(
            backend.iter().all(|it| !it.starts_with(['+', '−'])),
            "{backend:?}"
        );
    }
}

#[test]
fn texts_behind_a_bar_never_touch_each_other_the_whisker_or_the_edge() {
    let mut told = 0;
    for case in 0..4_000_u64 {
        let [now, before, slack, end] = [7, 11, 13, 17].map(|it| case * it % 97 + 1);
        let run = |settled: u64, slack: u64| {
            let mut tasks = vec![
                task("jobs.a", "all", 0, settled),
                task("jobs.b", "all", 0, end),
            ];
            tasks[0].slack_ms = Some(s(slack));
            report(
                vec![step("all", true, Some(0), Some(end.max(settled)))],
                tasks,
                &[],
            )
        };
        let width = 280.0 + (case * 37 % 900) as f64;
        let (texts, layout) = behind(&run(now, slack), &run(before, 0), 1, width);
        let later = layout.scale.x(s(now.max(before)));
        let cap = layout.scale.x(s(now + slack));
        let mut reached = layout.scale.x(s(now));
        for (text, from, to) in &texts {
            assert!(
                *from >= reached + 4.0 && *to <= width - 4.0,
                "{texts:?} in {width}"
            );
            let has_whisker = cap - layout.scale.x(s(now)) >= 5.0;
            assert!(
                !has_whisker || cap <= *from || cap >= *to,
                "{text} over {cap}: {texts:?}"
            );
            reached = *to;
        }
        if let Some((_, from, to)) = texts.get(1) {
            assert!(*from > later, "{texts:?} before {later}");
            let line = layout.scale.x(s(before.max(end)));
            assert!(line <= *from || line >= *to, "{texts:?} over {line}");
            told += 1;
        }
    }
    assert!(told > 3_000, "only {told} differences had room");
}

#[test]
fn what_was_lost_says_that_its_time_was_the_first_and_has_room_for_it() {
    let mut now = frontend();
    now.tasks[3].attempts[0].lost = Some(Lost {
        at_ms: s(70),
        cause: LossCause::Crashed,
    });
    now.tasks[3]
        .attempts
        .push(attempt(94, None, AttemptOutcome::Running));
    for width in [360.0, 600.0, 900.0] {
        let (texts, _) = behind(&now, &frontend(), 6, width);
        let [(text, _, end)] = &texts[..] else {
            panic!("one text: {texts:?}")
        };
        assert_eq!(text, "first ready 1m");
        assert!(*end <= width - 8.0, "{texts:?} in {width}");
    }
}
