//! When many runs end, over the bars of the one that is seen.

use super::frame::Frame;
use super::palette::Color;
use super::pen::{SMALL, SvgPen};
use crate::picture::paint::{Anchor, Ink, Pen as _, Stroke};

/// A line of words below the rows.
const LINE: f64 = 15.0;
/// Between two words in one line.
const GAP: f64 = 12.0;
const DOTTED: Stroke = Stroke::new(Ink::Critical, 2.0).dashed([2.0, 3.0]);

/// What is told, where, and in which line below the rows.
pub(super) struct Mark {
    words: String,
    x: f64,
    anchor: Anchor,
    line: u32,
}

/// The moments of a fan, in as few lines of words as have room for them.
pub(super) fn marks(told: Vec<(String, f64)>, page: f64) -> Vec<Mark> {
    let mut ends: Vec<f64> = Vec::new();
    let mark = |(words, x): (String, f64)| {
        let width = super::letters::width(&words, SMALL);
        let is_left = x + 4.0 + width > page;
        let (from, until) = match is_left {
            true => (x - 4.0 - width, x),
            false => (x, x + 4.0 + width),
        };
        let free = ends.iter().position(|end| end + GAP <= from);
        let line = free.unwrap_or(ends.len());
        match ends.get_mut(line) {
            Some(end) => *end = until,
            None => ends.push(until),
        }
        Mark {
            words,
            x,
            anchor: if is_left { Anchor::End } else { Anchor::Start },
            line: u32::try_from(line).unwrap_or(u32::MAX),
        }
    };
    told.into_iter().map(mark).collect()
}

/// How much room the words take below the rows.
pub(super) fn height(marks: &[Mark]) -> f64 {
    let lines = marks.iter().map(|mark| mark.line + 1).max();
    lines.map_or(0.0, |lines| f64::from(lines) * LINE + 6.0)
}

/// Draws it.
pub(super) fn fan(pen: &mut SvgPen, frame: &Frame<'_>) {
    if frame.fan.is_empty() {
        return;
    }
    pen.open("role=\"img\"");
    let words: Vec<&str> = frame.fan.iter().map(|mark| mark.words.as_str()).collect();
    pen.title(&format!("Of many runs {}", words.join(", ")));
    for mark in &frame.fan {
        let y = frame.rows_bottom() + 3.0 + LINE * (f64::from(mark.line) + 0.5);
        let x = pen.sharp(mark.x);
        pen.line((x, frame.top()), (x, y + LINE / 2.0 - 2.0), DOTTED);
        let x = match mark.anchor {
            Anchor::End => mark.x - 4.0,
            _ => mark.x + 5.0,
        };
        pen.anchored(
            &mark.words,
            (x, y),
            mark.anchor,
            "small halo",
            SMALL,
            Color::Text,
        );
    }
    pen.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_do_not_touch_and_stay_on_the_page() {
        let told = |places: &[f64]| {
            let words = |&x: &f64| ("90 % by 1m".to_owned(), x);
            marks(places.iter().map(words).collect(), 400.0)
        };
        let lines = |places: &[f64]| told(places).iter().map(|it| it.line).collect::<Vec<_>>();
        assert_eq!(lines(&[20.0, 200.0]), [0, 0]);
        assert_eq!(lines(&[20.0, 40.0, 60.0, 180.0]), [0, 1, 2, 0]);
        assert_eq!(told(&[390.0])[0].anchor, Anchor::End);
        assert_eq!(height(&told(&[])), 0.0);
    }
}
