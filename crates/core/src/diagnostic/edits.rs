//! Building edits on YAML text: where an entry can be put in or taken out without hurting what
//! stands around it.

use super::Edit;
use crate::source::Span;

/// Lines are looked at up to this many bytes: nobody indents or aligns longer ones by hand, and a
/// large file may be one line.
const LONGEST_LINE: usize = 4 * 1024;

/// Offset of the first byte of the line that holds `offset`.
pub fn line_start(text: &str, offset: usize) -> usize {
    let floor = boundary(text, offset.saturating_sub(LONGEST_LINE));
    // A line may be long: bytes take a fraction of the time of characters.
    let before = &text.as_bytes()[floor..offset];
    let found = before
        .iter()
        .rposition(|byte| matches!(byte, b'\n' | b'\r'));
    found.map_or(floor, |at| floor + at + 1)
}

/// Offset of the line break (or the end of the text) behind `offset`.
pub fn line_end(text: &str, offset: usize) -> usize {
    let ceiling = boundary(text, offset.saturating_add(LONGEST_LINE));
    let behind = &text.as_bytes()[offset..ceiling];
    let found = behind.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    found.map_or(ceiling, |at| offset + at)
}

fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Offset of the first byte of the line after the one that holds `offset`.
pub fn next_line(text: &str, offset: usize) -> usize {
    let end = line_end(text, offset);
    match text.as_bytes().get(end) {
        Some(b'\r') if text.as_bytes().get(end + 1) == Some(&b'\n') => end + 2,
        Some(b'\n' | b'\r') => end + 1,
        _ => end,
    }
}

/// The line break that the text uses: its first one.
pub fn line_break(text: &str) -> &'static str {
    if text[line_end(text, 0)..].starts_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

/// Spaces that bring a new line to the column of `offset`.
pub fn indentation(text: &str, offset: usize) -> String {
    let before = text[line_start(text, offset)..offset].trim_start_matches('\u{feff}');
    " ".repeat(before.chars().count())
}

/// Puts `entry` (`key: value`) in as the first one of the mapping that starts at `start`.
pub fn put_entry_first(text: &str, start: usize, entry: &str) -> Edit {
    if let Some(rest) = text[start..].strip_prefix('{') {
        let comma = if rest.trim_start().starts_with('}') {
            ""
        } else {
            ", "
        };
        return Edit::insert(start + 1, format!("{entry}{comma}"));
    }
    let separator = format!("{}{}", line_break(text), indentation(text, start));
    Edit::insert(start, format!("{entry}{separator}"))
}

/// Puts `entry` (`key: value`) in behind another `entry` of the mapping that starts at `start`.
pub fn put_entry_after(text: &str, start: usize, other: Span, entry: &str) -> Edit {
    if text[start..].starts_with('{') {
        return Edit::insert(other.end, format!(", {entry}"));
    }
    let line = format!("{}{}{entry}", line_break(text), indentation(text, start));
    Edit::insert(line_end(text, other.end), line)
}

/// Takes out an entry of a mapping; `span` goes from its key to the end of its value.
pub fn take_out_entry(text: &str, span: Span) -> Edit {
    if !ends_its_line(text, span) {
        return take_out_of_brackets(text, span);
    }
    let start = line_start(text, span.start);
    let before = text[start..span.start].trim_start_matches('\u{feff}');
    let next = next_line(text, span.end);
    if before.trim().is_empty() {
        return Edit::delete(Span::new(start, next));
    }
    if !before.trim().trim_matches('-').trim().is_empty() {
        return take_out_of_brackets(text, span);
    }
    // The first key behind a dash: the next key takes its place.
    let line = &text[next..line_end(text, next)];
    let column = line.len() - line.trim_start_matches(' ').len();
    if column == before.chars().count() && column < line.len() {
        Edit::delete(Span::new(span.start, next + column))
    } else {
        Edit::delete(span)
    }
}

/// Takes out an item of a list; `span` is the item without its dash.
pub fn take_out_item(text: &str, span: Span) -> Edit {
    if !ends_its_line(text, span) {
        return take_out_of_brackets(text, span);
    }
    let start = line_start(text, span.start);
    if text[start..span.start].trim() == "-" {
        Edit::delete(Span::new(start, next_line(text, span.end)))
    } else {
        take_out_of_brackets(text, span)
    }
}

/// Puts brackets around a single value, to make it a list.
pub fn in_brackets(span: Span) -> Vec<Edit> {
    vec![Edit::insert(span.start, "["), Edit::insert(span.end, "]")]
}

/// Makes a mapping the only item of a list.
pub fn as_item(text: &str, span: Span) -> Vec<Edit> {
    if text[span.start..].starts_with('{') {
        return in_brackets(span);
    }
    let rest = next_line(text, span.start);
    let mut edits = vec![Edit::insert(span.start, "- ")];
    edits.extend(shift(text, Span::new(rest, span.end.max(rest)), 2));
    edits
}

/// Puts a mapping around a list, as its only item: `entry` (`key: value`), and the list under `key`.
/// A list in block style starts at its first dash.
pub fn wrap_list(text: &str, list: Span, entry: &str, key: &str) -> Vec<Edit> {
    if text[list.start..].starts_with('[') {
        let open = format!("[{{{entry}, {key}: ");
        return vec![Edit::insert(list.start, open), Edit::insert(list.end, "}]")];
    }
    let (line_break, indent) = (line_break(text), indentation(text, list.start));
    let head = format!("{indent}- {entry}{line_break}{indent}  {key}:{line_break}");
    let mut edits = vec![Edit::insert(line_start(text, list.start), head)];
    edits.extend(shift(text, list, 4));
    edits
}

/// Moves the lines of `span` (from the start of its first line) by `columns` to the right, or left
/// if it is negative. Blank lines stay as they are.
pub fn shift(text: &str, span: Span, columns: isize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = line_start(text, span.start);
    while start < span.end {
        let line = &text[start..line_end(text, start)];
        if !line.trim().is_empty() {
            edits.extend(shift_line(line, start, columns));
        }
        start = next_line(text, start);
    }
    edits
}

fn shift_line(line: &str, start: usize, columns: isize) -> Option<Edit> {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    let less = columns.unsigned_abs().min(spaces);
    match columns {
        0 => None,
        1.. => Some(Edit::insert(start, " ".repeat(columns.unsigned_abs()))),
        _ => (less > 0).then(|| Edit::delete(Span::new(start, start + less))),
    }
}

/// Whether nothing but a comment follows on the line.
pub(crate) fn ends_its_line(text: &str, span: Span) -> bool {
    let rest = text[span.end..].trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with(['\n', '\r', '#'])
}

/// Between brackets, a comma goes with it.
fn take_out_of_brackets(text: &str, span: Span) -> Edit {
    let after = &text[span.end..];
    let gap = after.len() - after.trim_start().len();
    if let Some(rest) = after.trim_start().strip_prefix(',') {
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        return Edit::delete(Span::new(span.start, span.end + gap + 1 + spaces));
    }
    let before = text[..span.start].trim_end();
    match before.strip_suffix(',') {
        Some(before) => Edit::delete(Span::new(before.len(), span.end)),
        None => Edit::delete(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Fix;

    fn without(text: &str, part: &str, edit: fn(&str, Span) -> Edit) -> String {
        let start = text.find(part).expect("in the text");
        let span = Span::new(start, start + part.len());
        Fix::safe("", vec![edit(text, span)]).apply(text)
    }

    #[test]
    fn an_entry_goes_with_its_line_or_its_comma() {
        let table = [
            ("a: 1\nb: 2 # why\nc: 3\n", "b: 2", "a: 1\nc: 3\n"),
            ("- a: 1\n  b: 2\n", "a: 1", "- b: 2\n"),
            ("- a: 1\n  b: 2\n", "b: 2", "- a: 1\n"),
            ("{a: 1, b: 2}\n", "a: 1", "{b: 2}\n"),
            ("{a: 1, b: 2}\n", "b: 2", "{a: 1}\n"),
            ("- a: 1\n", "a: 1", "- \n"),
        ];
        for (text, part, expected) in table {
            assert_eq!(without(text, part, take_out_entry), expected, "{text:?}");
        }
    }

    #[test]
    fn an_item_goes_with_its_dash_or_its_comma() {
        let table = [
            ("- a # x\n- b\n", "a", "- b\n"),
            ("k: [a, b]\n", "a", "k: [b]\n"),
            ("k: [a, b]\n", "b", "k: [a]\n"),
            ("k: [b]\n", "b", "k: []\n"),
        ];
        for (text, part, expected) in table {
            assert_eq!(without(text, part, take_out_item), expected, "{text:?}");
        }
    }

    #[test]
    fn a_first_entry_is_put_in_with_the_right_indentation() {
        let put = |text: &str, start| {
            Fix::safe("", vec![put_entry_first(text, start, "n: 0")]).apply(text)
        };
        assert_eq!(put("- a: 1\r\n", 2), "- n: 0\r\n  a: 1\r\n");
        assert_eq!(put("- {a: 1}\n", 2), "- {n: 0, a: 1}\n");
        assert_eq!(put("- {}\n", 2), "- {n: 0}\n");
    }

    #[test]
    fn lines_move_both_ways_and_blank_ones_stay() {
        let text = "  a\n\n    b\n";
        let span = Span::new(0, text.len());
        let moved = |columns| Fix::safe("", shift(text, span, columns)).apply(text);
        assert_eq!(moved(2), "    a\n\n      b\n");
        assert_eq!(moved(-3), "a\n\n b\n");
    }
}
