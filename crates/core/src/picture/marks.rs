//! The marks on the axis: where the stage ended.

use super::ghost::Ghost;
use super::scale::Scale;
use crate::report::Report;
use crate::time::Millis;

/// Two marks nearer to each other than this share one text.
const TWO_MARKS: f64 = 150.0;
/// Half of a character's width, and the distance that a tick keeps from a mark.
const HALF_CHARACTER: f64 = 3.5;
const CLEAR: f64 = 4.0;

/// A moment on the axis with a text beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where, in pixels.
    pub x: f64,
    /// What happened, and when.
    pub text: String,
    /// Whether the stage halted there.
    pub is_halt: bool,
}

impl Mark {
    /// Whether a label of that text, centred at `x`, keeps away from the mark.
    pub fn leaves_room_for(&self, x: f64, label: &str) -> bool {
        (self.x - x).abs() > label.chars().count() as f64 * HALF_CHARACTER + CLEAR
    }
}

/// Where the stage ended: one mark, two when the background went on, or the halt.
pub fn marks(report: &Report, scale: &Scale) -> Vec<Mark> {
    let mark = |at: Millis, text: String| Mark {
        x: scale.x(at),
        text,
        is_halt: false,
    };
    if let Some(halt) = &report.halt {
        let text = format!("halted {}", halt.at_ms.spoken());
        return vec![Mark {
            is_halt: true,
            ..mark(halt.at_ms, text)
        }];
    }
    let last = report
        .last_step_done_ms
        .map(|last| mark(last, format!("last step done {}", last.spoken())));
    let all = report
        .all_settled_ms
        .map(|all| mark(all, format!("all settled {}", all.spoken())));
    match (last, all) {
        (Some(_), Some(_)) if report.last_step_done_ms == report.all_settled_ms => {
            let at = report.all_settled_ms.unwrap_or_default();
            vec![mark(at, format!("done {}", at.spoken()))]
        }
        (Some(last), Some(all)) if all.x - last.x < TWO_MARKS => {
            let text = format!("{} · {}", last.text, all.text);
            vec![Mark { text, ..all }]
        }
        (last, all) => last.into_iter().chain(all).collect(),
    }
}

/// Where another run ended, if there is room for the words among the `marks` of the present one.
pub fn other_end(ghost: &Ghost, scale: &Scale, marks: &[Mark]) -> Option<Mark> {
    let text = format!("{} {}", ghost.than.word(), ghost.end.rounded().spoken());
    let x = scale.x(ghost.end);
    // Marks that are near each other stand on the same side of their lines.
    let is_clear = marks.iter().all(|mark| {
        let longer = [&mark.text, &text].into_iter().max_by_key(|it| it.len());
        mark.leaves_room_for(x, &longer.map_or(String::new(), |it| it.repeat(2)))
    });
    (is_clear && ghost.end <= scale.end).then_some(Mark {
        x,
        text,
        is_halt: false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{frontend, halted, healed, s};
    use super::*;

    fn texts(report: &Report, end: u64, width: f64) -> Vec<String> {
        let marks = marks(report, &Scale::new(0.0, width, s(end)));
        marks.into_iter().map(|mark| mark.text).collect()
    }

    #[test]
    fn the_end_of_the_stage_and_that_of_its_background_are_marked() {
        let two = ["last step done 1m", "all settled 1m 35s"];
        assert_eq!(texts(&frontend(), 95, 900.0), two);
        assert_eq!(texts(&frontend(), 95, 300.0), [two.join(" · ")]);
        assert_eq!(texts(&healed(), 700, 900.0), ["done 10m"]);
    }

    #[test]
    fn a_halt_is_the_only_mark() {
        let marks = marks(&halted(), &Scale::new(10.0, 100.0, s(30)));
        let [mark] = &marks[..] else {
            panic!("one mark: {marks:?}")
        };
        assert_eq!(
            (mark.text.as_str(), mark.x, mark.is_halt),
            ("halted 30s", 110.0, true)
        );
        assert!(mark.leaves_room_for(60.0, "15s"));
        assert!(!mark.leaves_room_for(100.0, "30s"));
    }
}
