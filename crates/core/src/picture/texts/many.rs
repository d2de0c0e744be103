//! Pieces that are drawn together, in words.

use super::counted;
use crate::picture::condense::Many;
use crate::time::Millis;

/// How many they are, from when until when, and what they spent their time with.
pub fn many_text(many: &Many) -> String {
    let what = match many.attempts {
        0 => counted(many.count, "piece"),
        attempts => counted(attempts, "attempt"),
    };
    let names = ["running", "failing", "in back-off", "between them"];
    let spent = many
        .spent
        .iter()
        .zip(names)
        .filter(|it| *it.0 > Millis::ZERO);
    let spent: Vec<String> = spent
        .map(|(time, name)| format!("{} {name}", time.spoken()))
        .collect();
    let failed = match many.failures {
        0 => String::new(),
        failures => format!(", {}", counted(failures, "failure")),
    };
    let (from, until) = (many.from.spoken(), many.until.spoken());
    let colon = if spent.is_empty() { "" } else { ": " };
    format!(
        "{what}{failed} between {from} and {until}, too short to be drawn apart{colon}{}.",
        spent.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_counted_with_their_time() {
        let many = Many {
            from: Millis(62_000),
            until: Millis(64_000),
            count: 33,
            attempts: 17,
            failures: 9,
            spent: [200, 1_000, 800, 0].map(Millis),
        };
        assert_eq!(
            many_text(&many),
            "17 attempts, 9 failures between 1m 2s and 1m 4s, too short to be drawn apart: 200ms running, 1s failing, 800ms in back-off."
        );
    }
}
