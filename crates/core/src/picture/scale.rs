//! From elapsed time to pixels, and the ticks of the axis.

use crate::time::Millis;

/// Distances of ticks that people count in: 1, 5, 15, 30 s and min, then 1, 3, 6, 12 h.
const TICK_STEPS: [u64; 12] = [
    1_000, 5_000, 15_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 10_800_000,
    21_600_000, 43_200_000,
];

/// Ticks of the axis are at least this many pixels apart, so that their labels do not touch.
pub const TICK_GAP: f64 = 54.0;

/// A longer axis than this many days of ticks doubles the distance until the ticks fit.
const MAX_TICKS: u64 = 200;

/// A linear axis: time 0 at `left`, time `end` at `left + width`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Pixels from the left edge of the plot to time 0.
    pub left: f64,
    /// Pixels from time 0 to `end`.
    pub width: f64,
    /// The last moment on the axis; never zero.
    pub end: Millis,
}

impl Scale {
    /// An axis over `[0, end]`; an empty one is taken as a second long.
    pub fn new(left: f64, width: f64, end: Millis) -> Self {
        let end = if end == Millis::ZERO {
            Millis::from_secs(1)
        } else {
            end
        };
        Self {
            left,
            width: width.max(1.0),
            end,
        }
    }

    /// Where `time` stands; times past the end stand at the end.
    pub fn x(&self, time: Millis) -> f64 {
        let share = time.min(self.end).0 as f64 / self.end.0 as f64;
        self.left + share * self.width
    }

    /// Where time `end` stands.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Moments to label, at least `min_gap` pixels apart.
    pub fn ticks(&self, min_gap: f64) -> Vec<Millis> {
        let step = self.tick_step(min_gap);
        (0..=self.end.0 / step).map(|n| Millis(n * step)).collect()
    }

    fn tick_step(&self, min_gap: f64) -> u64 {
        let fits = |step: u64| {
            let pixels = step as f64 / self.end.0 as f64 * self.width;
            pixels >= min_gap && self.end.0 / step <= MAX_TICKS
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
    fn places_stay_on_the_axis() {
        let scale = Scale::new(10.0, 100.0, Millis(50));
        assert_eq!(scale.x(Millis(25)), 60.0);
        assert_eq!(scale.x(Millis(500)), scale.right());
        assert_eq!(Scale::new(0.0, 100.0, Millis::ZERO).x(Millis::ZERO), 0.0);
    }
}
