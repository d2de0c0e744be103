//! From elapsed time to pixels, and the ticks of the axis.

use crate::time::Millis;

/// Distances of ticks that people count in: 1, 5, 15, 30 s and min, then 1, 3, 6, 12 h; and parts of a second for
/// who looks closely.
const TICK_STEPS: [u64; 18] = [
    1, 5, 10, 50, 100, 500, 1_000, 5_000, 15_000, 30_000, 60_000, 300_000, 900_000, 1_800_000,
    3_600_000, 10_800_000, 21_600_000, 43_200_000,
];

/// Ticks of the axis are at least this many pixels apart, so that their labels do not touch.
pub const TICK_GAP: f64 = 54.0;

/// A longer axis than this many days of ticks doubles the distance until the ticks fit.
const MAX_TICKS: u64 = 200;

/// What lies further outside of sight than this, in pixels, is told to lie there: nobody sees the difference, and no
/// pen has to follow a bar for miles.
const OUT_OF_SIGHT: f64 = 200.0;

/// A linear axis: time 0 at `left`, time `end` at `left + width`. One that is zoomed in begins left of what is seen
/// and ends right of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Pixels from the left edge of the plot to time 0.
    pub left: f64,
    /// Pixels from time 0 to `end`.
    pub width: f64,
    /// The last moment on the axis; never zero.
    pub end: Millis,
    /// From which pixel to which it is seen.
    sight: [f64; 2],
}

impl Scale {
    /// An axis over `[0, end]`; an empty one is taken as a second long.
    pub fn new(left: f64, width: f64, end: Millis) -> Self {
        let end = if end == Millis::ZERO {
            Millis::from_secs(1)
        } else {
            end
        };
        let width = width.max(1.0);
        Self {
            left,
            width,
            end,
            sight: [left, left + width],
        }
    }

    /// The same axis so much larger that `[from, until]` takes the room of all of it; what is seen reaches from
    /// `sight[0]` to `sight[1]`.
    #[must_use]
    pub fn zoomed(self, [from, until]: [Millis; 2], sight: [f64; 2]) -> Self {
        let span = until.0.saturating_sub(from.0).max(1) as f64;
        let per_milli = self.width / span;
        Self {
            left: self.left - from.0 as f64 * per_milli,
            width: self.end.0 as f64 * per_milli,
            end: self.end,
            sight,
        }
    }

    /// Where `time` stands; times past the end stand at the end, and what is far out of sight just outside of it.
    pub fn x(&self, time: Millis) -> f64 {
        let share = time.min(self.end).0 as f64 / self.end.0 as f64;
        let [first, last] = self.sight;
        (self.left + share * self.width).clamp(first - OUT_OF_SIGHT, last + OUT_OF_SIGHT)
    }

    /// How many pixels `[from, until]` really takes, however little that is, or however much is out of sight.
    pub fn length(&self, from: Millis, until: Millis) -> f64 {
        let millis = until.min(self.end).0.saturating_sub(from.0);
        millis as f64 / self.end.0 as f64 * self.width
    }

    /// The moment that stands at `x`, or the nearest one that the axis has.
    pub fn time(&self, x: f64) -> Millis {
        let share = ((x - self.left) / self.width).clamp(0.0, 1.0);
        Millis((share * self.end.0 as f64).round() as u64)
    }

    /// Where time `end` stands.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Moments in sight to label, at least `min_gap` pixels apart.
    pub fn ticks(&self, min_gap: f64) -> Vec<Millis> {
        let [first, last] = self.sight.map(|x| self.time(x).0);
        let step = self.tick_step(min_gap, last - first);
        (first.div_ceil(step)..=last / step)
            .map(|n| Millis(n * step))
            .collect()
    }

    fn tick_step(&self, min_gap: f64, seen: u64) -> u64 {
        let fits = |step: u64| {
            let pixels = step as f64 / self.end.0 as f64 * self.width;
            pixels >= min_gap && seen / step <= MAX_TICKS
        };
        if let Some(step) = TICK_STEPS.into_iter().find(|&step| fits(step)) {
            return step;
        }
        let mut step = 86_400_000_u64;
        while !fits(step) && step < u64::MAX / 2 {
            step *= 2;
        }
        step
    }
}

/// What stands at a tick.
pub fn label(tick: Millis) -> String {
    if tick == Millis::ZERO {
        "0".to_owned()
    } else {
        tick.spoken()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(seconds: u64, width: f64) -> Vec<u64> {
        let scale = Scale::new(0.0, width, Millis::from_secs(seconds));
        scale
            .ticks(56.0)
            .into_iter()
            .map(|tick| tick.0 / 1000)
            .collect()
    }

    #[test]
    fn ticks_stand_at_round_times() {
        assert_eq!(
            ticks(60, 600.0),
            (0..=12)
                .map(|n| n * 5)
                .filter(|n| n % 15 == 0)
                .collect::<Vec<_>>()
        );
        assert_eq!(ticks(95, 600.0), [0, 15, 30, 45, 60, 75, 90]);
        assert_eq!(
            ticks(600, 900.0),
            [0, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600]
        );
        assert_eq!(
            ticks(30_000, 600.0),
            [
                0, 3_600, 7_200, 10_800, 14_400, 18_000, 21_600, 25_200, 28_800
            ]
        );
    }

    #[test]
    fn any_length_has_few_ticks() {
        for end in [0, 1, 999, u64::MAX / 3, u64::MAX] {
            for width in [0.0, 1.0, 320.0, 4000.0] {
                let count = Scale::new(8.0, width, Millis(end)).ticks(56.0).len();
                assert!(
                    (1..=201).contains(&count),
                    "{end} over {width}: {count} ticks"
                );
            }
        }
    }

    #[test]
    fn a_zoomed_axis_shows_a_part_of_the_whole() {
        let whole = Scale::new(100.0, 600.0, Millis(60_000));
        let zoomed = whole.zoomed([Millis(30_000), Millis(32_000)], [90.0, 710.0]);
        assert_eq!(
            (zoomed.x(Millis(30_000)), zoomed.x(Millis(32_000))),
            (100.0, 700.0)
        );
        assert_eq!(zoomed.x(Millis::ZERO), 90.0 - OUT_OF_SIGHT);
        assert_eq!(zoomed.x(Millis(60_000)), 710.0 + OUT_OF_SIGHT);
        assert_eq!(zoomed.time(400.0), Millis(31_000));
        assert_eq!(zoomed.length(Millis(31_000), Millis(31_001)), 0.3);
        let ticks: Vec<u64> = zoomed.ticks(56.0).into_iter().map(|it| it.0).collect();
        assert_eq!(ticks, [30_000, 30_500, 31_000, 31_500, 32_000]);
        assert_eq!(
            whole.zoomed([Millis::ZERO, Millis(60_000)], [100.0, 700.0]),
            whole
        );
    }

    #[test]
    fn places_stay_on_the_axis() {
        let scale = Scale::new(10.0, 100.0, Millis(50));
        assert_eq!(scale.x(Millis(25)), 60.0);
        assert_eq!(scale.x(Millis(500)), scale.right());
        assert_eq!(Scale::new(0.0, 100.0, Millis::ZERO).x(Millis::ZERO), 0.0);
    }
}
