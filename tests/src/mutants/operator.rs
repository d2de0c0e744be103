//! The mistakes that people make while typing YAML. Each changes one line and keeps the others.

use super::dice::Dice;

/// Belongs to the file, not to its first line.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A way to spoil a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// An opening bracket or brace is missing.
    OpeningLost,
    /// A closing bracket or brace is missing.
    ClosingLost,
    /// A bracket or brace too many.
    BracketAdded,
    /// `]` for `}`, or the other way round.
    BracketSwapped,
    /// One of the two quotes of a text is missing.
    QuoteLost,
    /// A quote on one side of a text that has none.
    QuoteAdded,
    /// A tab in the indentation.
    Tab,
    /// Up to three spaces too many in front.
    IndentedMore,
    /// Up to three spaces too few in front.
    IndentedLess,
    /// The colon behind a key is missing.
    ColonLost,
    /// The space behind the colon is missing.
    ColonSpaceLost,
    /// The dash of an item is missing.
    DashLost,
    /// The space behind the dash is missing.
    DashSpaceLost,
    /// The comma between two items is missing.
    CommaLost,
    /// Two commas instead of one.
    CommaDoubled,
    /// A character that has a meaning of its own in front of a value or at the end of a line.
    Stray,
}

impl Operator {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::OpeningLost,
        Self::ClosingLost,
        Self::BracketAdded,
        Self::BracketSwapped,
        Self::QuoteLost,
        Self::QuoteAdded,
        Self::Tab,
        Self::IndentedMore,
        Self::IndentedLess,
        Self::ColonLost,
        Self::ColonSpaceLost,
        Self::DashLost,
        Self::DashSpaceLost,
        Self::CommaLost,
        Self::CommaDoubled,
        Self::Stray,
    ];

    /// What a table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpeningLost => "opening bracket lost",
            Self::ClosingLost => "closing bracket lost",
            Self::BracketAdded => "bracket added",
            Self::BracketSwapped => "bracket swapped",
            Self::QuoteLost => "quote lost",
            Self::QuoteAdded => "quote added",
            Self::Tab => "tab",
            Self::IndentedMore => "indented more",
            Self::IndentedLess => "indented less",
            Self::ColonLost => "colon lost",
            Self::ColonSpaceLost => "space behind colon lost",
            Self::DashLost => "dash lost",
            Self::DashSpaceLost => "space behind dash lost",
            Self::CommaLost => "comma lost",
            Self::CommaDoubled => "comma doubled",
            Self::Stray => "stray character",
        }
    }

    /// The spoiled line; `None` where there is nothing to spoil in this way.
    pub fn spoil(self, line: &str, dice: &mut Dice) -> Option<String> {
        if let Some(line) = line.strip_prefix(BYTE_ORDER_MARK) {
            let spoiled = self.spoil(line, dice)?;
            return Some(format!("{BYTE_ORDER_MARK}{spoiled}"));
        }
        let shape = Shape::of(line)?;
        match self {
            Self::OpeningLost => remove(line, dice.pick(&shape.at(&['[', '{']))?, 1),
            Self::ClosingLost => remove(line, dice.pick(&shape.at(&[']', '}']))?, 1),
            Self::BracketAdded => bracket_added(line, &shape, dice),
            Self::BracketSwapped => {
                let at = dice.pick(&shape.at(&['[', ']', '{', '}']))?;
                let other = match &line[at..=at] {
                    "[" => "{",
                    "{" => "[",
                    "]" => "}",
                    _ => "]",
                };
                Some(format!("{}{other}{}", &line[..at], &line[at + 1..]))
            }
            Self::QuoteLost => remove(line, dice.pick(&shape.quotes)?, 1),
            Self::QuoteAdded => {
                let quote = dice.pick(&["\"", "'"])?;
                insert(line, dice.pick(&shape.sides_of_plain_values(line))?, quote)
            }
            Self::Tab => tab(line, &shape, dice),
            Self::IndentedMore => insert(line, 0, &" ".repeat(1 + dice.below(3))),
            Self::IndentedLess => {
                let spaces = (1 + dice.below(3)).min(shape.indentation);
                (spaces > 0).then(|| line[spaces..].to_owned())
            }
            Self::ColonLost => remove(line, dice.pick(&shape.colons(line))?, 1),
            Self::ColonSpaceLost => {
                let spaced = shape.colons(line).into_iter();
                let spaced = spaced.filter(|at| line[at + 1..shape.end].starts_with(' '));
                remove(line, dice.pick(&spaced.collect::<Vec<_>>())? + 1, 1)
            }
            Self::DashLost => {
                let dash = shape.dash(line)?;
                let rest = &line[dash + 2..];
                let gap = dice.pick(&["", "  "])?;
                Some(format!("{}{gap}{rest}", &line[..dash]))
            }
            Self::DashSpaceLost => remove(line, shape.dash(line)? + 1, 1),
            Self::CommaLost => remove(line, dice.pick(&shape.at(&[',']))?, 1),
            Self::CommaDoubled => insert(line, dice.pick(&shape.at(&[',']))?, ","),
            Self::Stray => stray(line, &shape, dice),
        }
    }
}

fn bracket_added(line: &str, shape: &Shape, dice: &mut Dice) -> Option<String> {
    let here = shape.at(&['[', ']', '{', '}']);
    if let Some(at) = dice.pick(&here) {
        return insert(line, at, &line[at..=at]);
    }
    match dice.pick(&["[", "{", "]", "}"])? {
        opening @ ("[" | "{") => insert(line, shape.value_start(line)?, opening),
        closing => insert(line, shape.end, closing),
    }
}

fn tab(line: &str, shape: &Shape, dice: &mut Dice) -> Option<String> {
    let indentation = shape.indentation;
    if indentation == 0 {
        return None;
    }
    let kept = dice.below(indentation);
    let dropped = (1 + dice.below(4)).min(indentation - kept);
    let (before, after) = (&line[..kept], &line[kept + dropped..]);
    Some(format!("{before}\t{after}"))
}

fn stray(line: &str, shape: &Shape, dice: &mut Dice) -> Option<String> {
    const BEFORE_VALUE: [&str; 8] = ["@", "`", "%", "*", "|", ",", ":", "]"];
    const AT_END: [&str; 4] = [":", "}", "]", " :"];
    const BEFORE_LINE: [&str; 5] = ["@", "%", "]", "}", ", "];
    match dice.below(3) {
        0 => insert(line, shape.value_start(line)?, dice.pick(&BEFORE_VALUE)?),
        1 => insert(line, shape.end, dice.pick(&AT_END)?),
        _ => insert(line, shape.indentation, dice.pick(&BEFORE_LINE)?),
    }
}

fn remove(line: &str, at: usize, length: usize) -> Option<String> {
    Some(format!("{}{}", &line[..at], &line[at + length..]))
}

fn insert(line: &str, at: usize, text: &str) -> Option<String> {
    Some(format!("{}{text}{}", &line[..at], &line[at..]))
}

/// What stands where in a line.
struct Shape {
    indentation: usize,
    /// Behind the last character that is neither space nor comment.
    end: usize,
    /// Characters outside quotes, comments and placeholders, with their offsets.
    bare: Vec<(usize, char)>,
    quotes: Vec<usize>,
}

impl Shape {
    /// `None` for a line that is empty or a comment.
    fn of(line: &str) -> Option<Self> {
        let content = line.trim_start_matches(' ');
        if content.is_empty() || content.starts_with('#') {
            return None;
        }
        let mut shape = Self {
            indentation: line.len() - content.len(),
            end: line.trim_end().len(),
            bare: Vec::new(),
            quotes: Vec::new(),
        };
        let mut quote = None;
        let mut placeholder = false;
        let mut before = ' ';
        for (at, character) in line.char_indices() {
            match (quote, character) {
                (Some(open), _) if open == character => {
                    shape.quotes.push(at);
                    quote = None;
                }
                (Some(_), _) => {}
                (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => {
                    shape.quotes.push(at);
                    quote = Some(character);
                }
                (None, '#') if before == ' ' => {
                    shape.end = line[..at].trim_end().len();
                    break;
                }
                (None, '{') if before == '$' => placeholder = true,
                (None, '}') if placeholder => placeholder = false,
                (None, _) if placeholder => {}
                (None, _) => shape.bare.push((at, character)),
            }
            before = character;
        }
        Some(shape)
    }

    fn at(&self, wanted: &[char]) -> Vec<usize> {
        let matching = self.bare.iter().filter(|(_, it)| wanted.contains(it));
        matching.map(|(at, _)| *at).collect()
    }

    /// The colons behind keys.
    fn colons(&self, line: &str) -> Vec<usize> {
        let mut colons = self.at(&[':']);
        colons.retain(|at| at + 1 == self.end || line[at + 1..].starts_with(' '));
        colons
    }

    fn dash(&self, line: &str) -> Option<usize> {
        let dash = self.indentation;
        line[dash..].starts_with("- ").then_some(dash)
    }

    /// Where the value of the line begins: behind its first colon, else behind its dash.
    fn value_start(&self, line: &str) -> Option<usize> {
        let colon = self.colons(line).first().map(|colon| colon + 2);
        let start = colon.or(self.dash(line).map(|dash| dash + 2))?;
        (start < self.end).then_some(start)
    }

    /// Both ends of the value, if it is neither quoted nor in brackets.
    fn sides_of_plain_values(&self, line: &str) -> Vec<usize> {
        match self.value_start(line) {
            Some(start)
                if !line[start..].starts_with(['"', '\'', '[', '{', '&', '*', '|', '>']) =>
            {
                vec![start, self.end]
            }
            _ => Vec::new(),
        }
    }
}
