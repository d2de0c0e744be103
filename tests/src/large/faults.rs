//! The mistakes of a large text: many, but each as people make it.

use crate::mutants::{Dice, Operator};

/// Words that people spell wrong, and how. Each stays valid YAML.
const WORDS: [(&str, &str); 8] = [
    ("    replicas: 2", "    replicas: two"),
    ("halt_on_error: true", "halt_on_errors: true"),
    ("halt_on_error: true", "halt_on_error: \"true\""),
    ("    completed_timeout: ", "    completed_timeout: s"),
    ("- services.api-", "- service.api-"),
    ("- services.web-", "- services.wbe-"),
    ("      - api-", "      - apy-"),
    ("      period_seconds: 5", "      period_second: 5"),
];

/// The template with a word spelled wrong about every so many lines.
pub fn misspelled(template: &str, every: usize) -> String {
    let mut dice = Dice::new(1);
    let spoil = |line: &str, dice: &mut Dice| {
        let fitting: Vec<_> = WORDS
            .iter()
            .filter(|(good, _)| line.contains(good))
            .collect();
        let (good, bad) = dice.pick(&fitting)?;
        Some(line.replacen(good, bad, 1))
    };
    spoil_lines(template, every, |line| spoil(line, &mut dice))
}

/// The template with a mistake of typing about every so many lines, most of which break its syntax.
pub fn mistyped(template: &str, every: usize) -> String {
    let mut dice = Dice::new(2);
    spoil_lines(template, every, |line| {
        let operator = dice.pick(&Operator::ALL)?;
        operator.spoil(line, &mut dice)
    })
}

/// Spoils the first line that can be spoiled of every so many.
fn spoil_lines(text: &str, every: usize, mut spoil: impl FnMut(&str) -> Option<String>) -> String {
    let (mut spoiled, mut waiting) = (String::with_capacity(text.len()), every / 2);
    for line in text.lines() {
        let changed = if waiting == 0 { spoil(line) } else { None };
        waiting = match changed {
            Some(_) => every,
            None => waiting.saturating_sub(1),
        };
        spoiled.push_str(changed.as_deref().unwrap_or(line));
        spoiled.push('\n');
    }
    spoiled
}
