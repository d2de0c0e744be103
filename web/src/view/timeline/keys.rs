//! The keys of the grid: up and down between rows, left and right between the pieces of a bar.

use crate::timeline::chart::{Chart, TaskBar};
use crate::timeline::hit::Target;
use web_sys::KeyboardEvent;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Go there.
    Move(Target),
    /// Select the row, or no row.
    Select,
}

/// What the key means at `cursor`; `None` for keys that are not the grid's.
pub(super) fn action(
    event: &KeyboardEvent,
    chart: &Chart,
    cursor: Target,
    page: usize,
) -> Option<Action> {
    if event.alt_key() || event.meta_key() {
        return None;
    }
    meaning(&event.key(), event.ctrl_key(), chart, cursor, page)
}

fn meaning(key: &str, ctrl: bool, chart: &Chart, cursor: Target, page: usize) -> Option<Action> {
    let last = chart.rows.len().checked_sub(1)?;
    let segments = chart
        .rows
        .get(cursor.row)?
        .bar()
        .map_or(0, TaskBar::reachable);
    let row = |row: usize| Target { row, segment: None };
    let piece = |segment| Target { segment, ..cursor };
    let target = match (key, cursor.segment) {
        ("ArrowDown", _) => row((cursor.row + 1).min(last)),
        ("ArrowUp", _) => row(cursor.row.saturating_sub(1)),
        ("PageDown", _) => row((cursor.row + page).min(last)),
        ("PageUp", _) => row(cursor.row.saturating_sub(page)),
        ("Home", Some(_)) if !ctrl => piece(Some(0)),
        ("End", Some(_)) if !ctrl => piece(segments.checked_sub(1)),
        ("Home", _) => row(0),
        ("End", _) => row(last),
        ("ArrowRight", None) => piece((segments > 0).then_some(0)),
        ("ArrowRight", Some(at)) => piece(Some((at + 1).min(segments.saturating_sub(1)))),
        ("ArrowLeft", Some(at)) => piece(at.checked_sub(1)),
        ("ArrowLeft", None) => row(cursor.row),
        ("Enter" | " ", _) => return Some(Action::Select),
        _ => return None,
    };
    Some(Action::Move(target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::fixtures::crash_loop;

    /// Presses keys one after the other, from the first row on.
    fn press(keys: &[&str]) -> Target {
        let chart = Chart::of(&crash_loop());
        keys.iter().fold(
            Target {
                row: 0,
                segment: None,
            },
            |cursor, key| match meaning(key, false, &chart, cursor, 10) {
                Some(Action::Move(target)) => target,
                _ => cursor,
            },
        )
    }

    #[test]
    fn arrows_move_between_rows_and_pieces() {
        let at = |row, segment| Target { row, segment };
        assert_eq!(press(&["ArrowUp"]), at(0, None));
        assert_eq!(press(&["ArrowDown", "ArrowDown", "ArrowDown"]), at(2, None));
        assert_eq!(press(&["End", "ArrowRight", "ArrowRight"]), at(2, Some(1)));
        assert_eq!(press(&["End", "ArrowRight", "End"]), at(2, Some(7)));
        assert_eq!(
            press(&["End", "ArrowRight", "End", "ArrowRight"]),
            at(2, Some(7))
        );
        assert_eq!(press(&["End", "ArrowRight", "ArrowLeft"]), at(2, None));
        assert_eq!(press(&["End", "ArrowRight", "ArrowUp"]), at(1, None));
        assert_eq!(
            press(&["ArrowRight"]),
            at(0, None),
            "a heading has no pieces"
        );
        assert_eq!(press(&["PageDown", "Home"]), at(0, None));
    }

    #[test]
    fn other_keys_are_left_to_the_page() {
        let chart = Chart::of(&crash_loop());
        let start = Target {
            row: 0,
            segment: None,
        };
        assert_eq!(meaning("Tab", false, &chart, start, 10), None);
        assert_eq!(
            meaning("Enter", false, &chart, start, 10),
            Some(Action::Select)
        );
    }
}
