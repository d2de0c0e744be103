//! Good templates spoiled by mistakes of typing, to see whether each mistake is found and none is
//! reported twice.

mod dice;
mod judge;
mod meaning;
mod operator;
mod tally;

pub use dice::Dice;
pub use judge::{Verdict, check, judge};
pub use meaning::{Change, change};
pub use operator::Operator;
pub use tally::{Row, Tally};

/// Mistakes are at least so many lines apart, so that each stands for itself.
const DISTANCE: usize = 6;
/// The most mistakes in one template.
const MOST: usize = 5;

/// A mistake that was made.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    /// Which.
    pub operator: Operator,
    /// In which line, from 1.
    pub line: usize,
    /// What it does to the data when it is made alone.
    pub change: Change,
}

/// A spoiled template.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The name of the good template.
    pub name: String,
    /// The spoiled text.
    pub text: String,
    /// What was done to it, by line.
    pub made: Vec<Made>,
}

/// Makes one to five mistakes in a template; `None` if it has room for none.
pub fn spoil(name: &str, text: &str, dice: &mut Dice) -> Option<Mutant> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut made: Vec<Made> = Vec::new();
    for _ in 0..=dice.below(MOST) {
        let operator = dice.pick(&Operator::ALL)?;
        let free = |line: &usize| {
            made.iter()
                .all(|made| made.line.abs_diff(*line) >= DISTANCE)
        };
        let mut spoiled = Vec::new();
        for line in (1..=lines.len()).filter(free) {
            if let Some(text) = operator.spoil(&lines[line - 1], dice) {
                spoiled.push((line, text));
            }
        }
        if spoiled.is_empty() {
            continue;
        }
        let (line, spoiled) = spoiled.swap_remove(dice.below(spoiled.len()));
        let change = change(text, &with_line(text, line, &spoiled));
        lines[line - 1] = spoiled;
        made.push(Made {
            operator,
            line,
            change,
        });
    }
    made.sort_by_key(|made| made.line);
    (!made.is_empty()).then(|| Mutant {
        name: name.to_owned(),
        text: lines.join("\n"),
        made,
    })
}

fn with_line(text: &str, line: usize, instead: &str) -> String {
    let lines = text.split('\n').enumerate();
    let lines: Vec<&str> = lines
        .map(|(index, own)| if index + 1 == line { instead } else { own })
        .collect();
    lines.join("\n")
}
