//! When many runs end, on the axis of one of them.

use super::scale::Scale;
use crate::forecast::{Forecast, Share};
use crate::time::Millis;

/// The shares of the runs whose end is shown, in billionths.
const SHOWN: [(u64, &str); 4] = [
    (500_000_000, "half"),
    (900_000_000, "90 %"),
    (950_000_000, "95 %"),
    (990_000_000, "99 %"),
];

/// Moments by which a share of many runs has ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fan {
    /// How large the share is, and when; in order of time.
    pub moments: Vec<(String, Millis)>,
}

impl Fan {
    /// That of the runs that succeed; without moments where none does.
    pub fn of(forecast: &Forecast) -> Self {
        let spread = forecast.finish.succeeded.as_ref();
        let quantiles = spread.map_or(&[][..], |spread| &spread.quantiles);
        let moment = |(share, name): (u64, &str)| {
            let share = Share::from_billionths(share);
            let found = quantiles.iter().find(|it| it.share == share)?;
            Some((name.to_owned(), found.at_ms))
        };
        Self {
            moments: SHOWN.into_iter().filter_map(moment).collect(),
        }
    }

    /// What the axis reaches, as `half by 1m 35s`; shares that end at the same moment stand together.
    pub fn told(&self, scale: &Scale) -> Vec<(String, Millis)> {
        let reached = self.moments.iter().filter(|it| it.1 <= scale.end);
        let mut told: Vec<(String, Millis)> = Vec::new();
        for (name, at) in reached {
            match told.last_mut() {
                Some(last) if last.1 == *at => last.0 = format!("{} and {name}", last.0),
                _ => told.push((name.clone(), *at)),
            }
        }
        let words =
            |(names, at): (String, Millis)| (format!("{names} by {}", at.rounded().spoken()), at);
        told.into_iter().map(words).collect()
    }

    /// The last moment of all.
    pub fn end(&self) -> Millis {
        self.moments.iter().map(|it| it.1).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_together_is_told_together_and_what_is_out_of_sight_is_not() {
        let moments = [("half", 20), ("90 %", 30), ("95 %", 30), ("99 %", 70)];
        let fan = Fan {
            moments: moments
                .map(|(name, at)| (name.to_owned(), Millis::from_secs(at)))
                .into(),
        };
        let scale = Scale::new(0.0, 100.0, Millis::from_secs(60));
        let told: Vec<String> = fan.told(&scale).into_iter().map(|it| it.0).collect();
        assert_eq!(told, ["half by 20s", "90 % and 95 % by 30s"]);
        assert_eq!(fan.end(), Millis::from_secs(70));
    }
}
