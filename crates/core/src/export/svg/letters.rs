//! How wide texts are, roughly. The reader's fonts are not known here; what is estimated is between those of
//! the usual systems, rather wider than narrower.

/// How wide `text` is in a usual font of this size, in pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size
}

/// A letter's share of the font's size.
fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' => 0.26,
        'f' | 't' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '!' | '(' | ')' | '[' | ']' | '-'
        | '·' | '/' | '`' => 0.36,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 0.9,
        'A'..='Z' | '#' | '&' | '+' | '<' | '=' | '>' | '~' => 0.69,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' => 1.0,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => 1.0,
        '\u{1f000}'.. => 1.3,
        _ => 0.57,
    }
}

/// `text` in lines of at most `room` pixels, broken between words; what is left over after `most` lines is
/// cut off with an ellipsis. A word that is too long stands on a line of its own.
pub(super) fn wrapped(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(last) if is_full => {
                last.push('…');
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_cut_off_at_last() {
        let text = "one two three four five";
        assert_eq!(wrapped(text, 10.0, 1000.0, 2), [text]);
        assert_eq!(
            wrapped(text, 10.0, 45.0, 9),
            ["one two", "three", "four five"]
        );
        assert_eq!(wrapped(text, 10.0, 45.0, 2), ["one two", "three…"]);
        assert_eq!(wrapped("", 10.0, 45.0, 2), [] as [&str; 0]);
    }
}
