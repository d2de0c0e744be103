//! The word that was probably meant.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Longer words are not compared: names in a template are short.
const LONGEST: usize = 64;
/// How many pairs one vocabulary compares. A file full of mistakes gets suggestions for the first
/// different ones; looking at every pair would take quadratic time.
const PAIRS: usize = 20_000;

/// Words to choose from.
#[derive(Debug, Clone)]
pub struct Vocabulary<'a> {
    words: Vec<&'a str>,
    /// So many characters may hold one edit.
    stretch: usize,
    pairs_left: Cell<usize>,
    /// What was asked before: most mistakes are made more than once.
    answers: RefCell<BTreeMap<String, Option<&'a str>>>,
}

impl<'a> Vocabulary<'a> {
    /// The words to choose from, the most likely first.
    pub fn new(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            words: words.into_iter().collect(),
            stretch: 3,
            pairs_left: Cell::new(PAIRS),
            answers: RefCell::default(),
        }
    }

    /// Words to choose from where others are allowed, too: half as many edits make a word another one.
    pub fn strict(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            stretch: 6,
            ..Self::new(words)
        }
    }

    /// The word nearest to `word`, at most one edit in three characters away; of equals, the first.
    /// Edits are a character more, less, another, or two swapped. Case does not count, nor do `-`,
    /// `_` and a space for one another.
    pub fn nearest(&self, word: &str) -> Option<&'a str> {
        let written = letters(word)?;
        if let Some(answer) = self.answers.borrow().get(word) {
            return *answer;
        }
        let left = self.pairs_left.get();
        if left == 0 {
            return None;
        }
        self.pairs_left.set(left.saturating_sub(self.words.len()));
        let answer = self.compare(&written);
        self.answers.borrow_mut().insert(word.to_owned(), answer);
        answer
    }

    /// The only word that begins with `word`.
    pub fn begun_by(&self, word: &str) -> Option<&'a str> {
        let written = letters(word)?;
        let mut longer = self.words.iter().filter(|candidate| {
            letters(candidate).is_some_and(|letters| letters.starts_with(&written))
        });
        longer.next().copied().filter(|_| longer.next().is_none())
    }

    fn compare(&self, written: &[char]) -> Option<&'a str> {
        let mut limit = written.len().div_ceil(self.stretch);
        let mut best = None;
        for candidate in &self.words {
            let Some(distance) = letters(candidate)
                .filter(|letters| letters.len().abs_diff(written.len()) <= limit)
                .map(|letters| distance(written, &letters))
                .filter(|distance| *distance <= limit)
            else {
                continue;
            };
            best = Some(*candidate);
            if distance == 0 {
                break;
            }
            limit = distance - 1;
        }
        best
    }
}

/// What counts in a comparison; `None` for a word that is empty or too long.
fn letters(word: &str) -> Option<Vec<char>> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let same = |letter| {
        if matches!(letter, '-' | ' ') {
            '_'
        } else {
            letter
        }
    };
    Some(
        word.chars()
            .flat_map(char::to_lowercase)
            .map(same)
            .collect(),
    )
}

/// Optimal string alignment distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn finds_what_was_meant() {
        let words = [
            "halt_on_error",
            "wait_for_finish",
            "tasks",
            "step",
            "services.web",
            "é",
        ];
        let vocabulary = Vocabulary::new(words);
        let table = [
            ("halt_on_errors", Some("halt_on_error")),
            ("wait-for-finish", Some("wait_for_finish")),
            ("Tasks", Some("tasks")),
            ("taks", Some("tasks")),
            ("tsaks", Some("tasks")),
            ("stop", Some("step")),
            ("service.wbe", Some("services.web")),
            ("e", Some("é")),
            ("image", None),
            ("", None),
        ];
        for (word, expected) in table {
            assert_eq!(vocabulary.nearest(word), expected, "{word}");
        }
        assert_eq!(vocabulary.nearest(&"x".repeat(100_000)), None);
    }

    #[test]
    fn a_strict_vocabulary_leaves_other_words_alone() {
        let vocabulary = Vocabulary::strict(["depends_on", "replicas", "initial_delay_seconds"]);
        let table = [
            ("dependsOn", Some("depends_on")),
            ("depend_on", Some("depends_on")),
            ("replica", Some("replicas")),
            ("initial_delay_secs", Some("initial_delay_seconds")),
            ("resources", None),
            ("depends", None),
            ("releases", None),
        ];
        for (word, expected) in table {
            assert_eq!(vocabulary.nearest(word), expected, "{word}");
        }
    }

    #[test]
    fn a_word_that_is_begun_means_the_only_one_it_can_become() {
        let vocabulary = Vocabulary::new(["halt_on_error", "wait_for_finish", "step", "steps"]);
        let table = [
            ("hal", Some("halt_on_error")),
            ("Wait-For", Some("wait_for_finish")),
            ("w", Some("wait_for_finish")),
            ("ste", None),
            ("image", None),
            ("", None),
        ];
        for (word, expected) in table {
            assert_eq!(vocabulary.begun_by(word), expected, "{word}");
        }
    }

    #[test]
    fn suggestions_end_where_they_would_take_too_long() {
        let names: Vec<String> = (0..12_000).map(|n| format!("services.s{n}")).collect();
        let vocabulary = Vocabulary::new(names.iter().map(String::as_str));
        let meant = Some("services.s11999");
        let asked = ["119999", "11999x", "11999y", "119999"];
        let found = asked.map(|word| vocabulary.nearest(&format!("services.s{word}")));
        assert_eq!(found, [meant, meant, None, meant]);
    }
}
