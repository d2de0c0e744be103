//! Lines and columns against a walk over the characters.

use laneway_core::source::{LineIndex, Position};
use laneway_tests::cases::cases;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a", "é", "🚀", "\n", "\r\n", "\r", "\t", " ", "\u{feff}", "\u{2028}", "\u{301}",
    ];
    vec(select(pieces), 0..30).prop_map(|pieces| pieces.concat())
}

/// The place of every character boundary, found by walking. A byte order mark at the start is no part
/// of the first line.
fn walk(text: &str) -> Vec<(usize, Position)> {
    let mut place = Position { line: 1, column: 1 };
    let mut places = Vec::new();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    for (offset, character) in text
        .char_indices()
        .skip_while(|(offset, _)| *offset < start)
    {
        places.push((offset, place));
        let ends_line = match character {
            '\n' => true,
            '\r' => !text[offset + 1..].starts_with('\n'),
            _ => false,
        };
        if ends_line {
            place = Position {
                line: place.line + 1,
                column: 1,
            };
        } else {
            place.column += 1;
        }
    }
    places.push((text.len(), place));
    places
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn every_offset_has_the_place_that_a_walk_finds(text in text()) {
        let index = LineIndex::new(&text);
        for (offset, place) in walk(&text) {
            prop_assert_eq!(index.position(offset), place, "offset {} of {:?}", offset, &text);
        }
    }

    #[test]
    fn places_tell_offsets_apart(text in text()) {
        let index = LineIndex::new(&text);
        let offsets = walk(&text).into_iter().map(|(offset, _)| offset);
        let places: Vec<Position> = offsets.map(|offset| index.position(offset)).collect();
        prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
    }

    #[test]
    fn an_offset_inside_a_character_or_past_the_end_is_moved_back(text in text(), offset in 0..200usize) {
        let before = walk(&text).into_iter().rev().find(|(start, _)| *start <= offset);
        let expected = before.map_or(Position { line: 1, column: 1 }, |(_, place)| place);
        prop_assert_eq!(LineIndex::new(&text).position(offset), expected);
    }
}
