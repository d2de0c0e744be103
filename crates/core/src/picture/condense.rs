//! Pieces that are too short to be drawn apart: they are drawn together, and say what share of the time was what.

use super::scale::Scale;
use super::segment::{Segment, SegmentKind};
use crate::scheduler::{AttemptOutcome, WaitCause};
use crate::time::Millis;

/// A piece narrower than this many pixels is no bar.
pub const TOO_NARROW: f64 = 2.0;
/// So wide is what is drawn together at least, so that its shares can be seen.
const COLUMN: f64 = 4.0;

/// What is drawn of a row, in order of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drawn<'a> {
    /// A piece by itself.
    One(&'a Segment),
    /// Pieces that follow each other too closely.
    Many(Many),
}

/// Pieces that are drawn together. They reach exactly from the beginning of the first to the end of the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Many {
    /// When the first began.
    pub from: Millis,
    /// When the last ended.
    pub until: Millis,
    /// How many there are.
    pub count: usize,
    /// How many of them are attempts.
    pub attempts: usize,
    /// How many attempts failed, and how often what was ready was lost, which takes no time.
    pub failures: usize,
    /// How long attempts ran that did not fail, that did, how long back-offs took, and the time between all of them.
    pub spent: [Millis; 4],
}

/// What is drawn of `segments`, which are in order of time, as far as it touches the pixels in sight.
pub fn condensed<'a>(
    segments: &'a [Segment],
    scale: &Scale,
    [first, last]: [f64; 2],
) -> Vec<Drawn<'a>> {
    let (from, until) = (scale.time(first), scale.time(last));
    let start = segments.partition_point(|segment| segment.until < from);
    let seen = segments[start..]
        .iter()
        .take_while(|segment| segment.from <= until);
    let mut drawn: Vec<Drawn<'a>> = Vec::new();
    let is_narrow = |from, until| scale.length(from, until) < TOO_NARROW;
    for segment in seen {
        let joined = match drawn.last() {
            Some(Drawn::One(before)) if is_narrow(before.from, before.until) => {
                Some(Many::of(before))
            }
            Some(Drawn::Many(many)) if scale.length(many.from, many.until) < COLUMN => Some(*many),
            _ => None,
        };
        let joined = joined.filter(|many| {
            is_narrow(segment.from, segment.until) && is_narrow(many.until, segment.from)
        });
        match (joined, drawn.last_mut()) {
            (Some(many), Some(last)) => *last = Drawn::Many(many.with(segment)),
            _ => drawn.push(Drawn::One(segment)),
        }
    }
    drawn
}

impl Many {
    fn of(segment: &Segment) -> Self {
        let nothing = Self {
            from: segment.from,
            until: segment.from,
            count: 0,
            attempts: 0,
            failures: 0,
            spent: [Millis::ZERO; 4],
        };
        nothing.with(segment)
    }

    fn with(mut self, segment: &Segment) -> Self {
        let add = |sum: &mut Millis, from: Millis, until: Millis| {
            sum.0 += until.0.saturating_sub(from.0);
        };
        add(&mut self.spent[3], self.until, segment.from);
        add(&mut self.spent[kind(segment)], segment.from, segment.until);
        self.until = segment.until;
        self.count += 1;
        self.attempts += usize::from(matches!(segment.kind, SegmentKind::Attempt { .. }));
        self.failures += usize::from(kind(segment) == FAILED);
        self
    }
}

/// What `segment` is drawn together with, if it is.
pub fn around(
    segments: &[Segment],
    segment: &Segment,
    scale: &Scale,
    sight: [f64; 2],
) -> Option<Many> {
    let drawn = condensed(segments, scale, sight).into_iter();
    let mut many = drawn.filter_map(|it| match it {
        Drawn::Many(many) => Some(many),
        Drawn::One(_) => None,
    });
    many.find(|many| many.from <= segment.from && segment.until <= many.until)
}

/// What failed is counted there.
const FAILED: usize = 1;

/// Where the time of a piece is counted.
fn kind(segment: &Segment) -> usize {
    match segment.kind {
        SegmentKind::Attempt {
            outcome: AttemptOutcome::Succeeded | AttemptOutcome::Ready | AttemptOutcome::Running,
            ..
        } => 0,
        SegmentKind::Attempt { .. } | SegmentKind::Lost { .. } => FAILED,
        SegmentKind::Wait {
            cause: WaitCause::BackOff,
            ..
        } => 2,
        SegmentKind::Wait { .. } => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An attempt of `length` milliseconds every `period`, each other one a crash.
    fn many(count: u64, period: u64, length: u64) -> Vec<Segment> {
        let segment = |number: u64| Segment {
            kind: SegmentKind::Attempt {
                number: number as usize + 1,
                outcome: match number % 2 {
                    0 => AttemptOutcome::Crashed,
                    _ => AttemptOutcome::Ready,
                },
            },
            from: Millis(number * period),
            until: Millis(number * period + length),
            open: false,
        };
        (0..count).map(segment).collect()
    }

    fn span(drawn: &Drawn<'_>) -> (Millis, Millis, usize) {
        match drawn {
            Drawn::One(segment) => (segment.from, segment.until, 1),
            Drawn::Many(many) => (many.from, many.until, many.count),
        }
    }

    #[test]
    fn what_is_wide_enough_stands_by_itself() {
        let segments = many(10, 1_000, 900);
        let scale = Scale::new(0.0, 800.0, Millis(10_000));
        let drawn = condensed(&segments, &scale, [0.0, 800.0]);
        let alone: Vec<_> = segments.iter().map(Drawn::One).collect();
        assert_eq!(drawn, alone);
    }

    #[test]
    fn what_is_too_narrow_is_drawn_together_and_never_longer_than_it_was() {
        let segments = many(100_000, 1_000, 900);
        let scale = Scale::new(0.0, 800.0, Millis(100_000_000));
        let drawn = condensed(&segments, &scale, [0.0, 800.0]);
        assert!(drawn.len() <= 210, "{} boxes", drawn.len());
        let mut reached = Millis::ZERO;
        for it in &drawn {
            let (from, until, _) = span(it);
            assert!(from >= reached && until > from, "{it:?}");
            reached = until;
        }
        assert_eq!(reached, segments.last().expect("one").until);
        let counted: usize = drawn.iter().map(|it| span(it).2).sum();
        assert_eq!(counted, segments.len(), "none is lost");
        for it in &drawn {
            let Drawn::Many(many) = it else { continue };
            let spent: u64 = many.spent.iter().map(|it| it.0).sum();
            assert_eq!(spent, many.until.0 - many.from.0, "all of its time is told");
        }
    }

    #[test]
    fn only_what_is_in_sight_is_looked_at() {
        let segments = many(100_000, 1_000, 900);
        let whole = Scale::new(0.0, 800.0, Millis(100_000_000));
        let zoomed = whole.zoomed([Millis(5_000_000), Millis(5_010_000)], [0.0, 800.0]);
        let drawn = condensed(&segments, &zoomed, [0.0, 800.0]);
        assert!((9..=12).contains(&drawn.len()), "{} pieces", drawn.len());
    }
}
