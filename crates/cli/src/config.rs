//! `laneway.toml`: how bad a project finds what rules find.

use crate::input::{self, Refusal};
use crate::text::clean;
use laneway_core::diagnostic::catalog::{codes, topic};
use laneway_core::diagnostic::{Level, Levels, Severity, Vocabulary};
use laneway_core::source::LineIndex;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const NAME: &str = "laneway.toml";
const RULES: &str = "rules";
const LEVELS: [(&str, Level); 4] = [
    ("off", Level::Off),
    ("hint", Level::At(Severity::Hint)),
    ("warning", Level::At(Severity::Warning)),
    ("error", Level::At(Severity::Error)),
];

/// The configurations met so far, by their paths.
#[derive(Default)]
pub(crate) struct Configs {
    read: BTreeMap<PathBuf, Levels>,
    /// What is wrong with them.
    pub(crate) refused: Vec<Refusal>,
}

impl Configs {
    /// The levels for a file: those of the next configuration in its folder or above, or for standard
    /// input in the current folder or above.
    pub(crate) fn levels_for(&mut self, source: &Path) -> Levels {
        let Some(path) = find(source) else {
            return Levels::default();
        };
        if !self.read.contains_key(&path) {
            let (levels, refused) = read(&path);
            self.refused.extend(refused);
            self.read.insert(path.clone(), levels);
        }
        self.read[&path].clone()
    }
}

fn find(source: &Path) -> Option<PathBuf> {
    let beside = if input::is_stdin(source) {
        Path::new(NAME)
    } else {
        source
    };
    let absolute = std::path::absolute(beside).ok()?;
    let folders = absolute.parent()?.ancestors();
    let mut candidates = folders.map(|folder| folder.join(NAME));
    candidates.find(|path| path.is_file())
}

/// What can be understood of a configuration, and what is wrong with the rest.
fn read(path: &Path) -> (Levels, Vec<Refusal>) {
    let name = clean(&path.display().to_string());
    match fs::read_to_string(path) {
        Ok(text) => {
            let (levels, wrong) = parse(&text);
            let index = LineIndex::new(&text);
            let refusal = |(at, why): (usize, String)| {
                let place = index.position(at);
                Refusal(format!("{name}:{}:{}: {why}", place.line, place.column))
            };
            (levels, wrong.into_iter().map(refusal).collect())
        }
        Err(error) => {
            let refusal = Refusal(format!("cannot read {name}: {error}"));
            (Levels::default(), vec![refusal])
        }
    }
}

/// The offset of something wrong, and what it is.
type Wrong = (usize, String);

fn parse(text: &str) -> (Levels, Vec<Wrong>) {
    let mut levels = Levels::default();
    let mut wrong = Vec::new();
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().unwrap_or(Range::default()).start;
            return (levels, vec![(at, clean(error.message()))]);
        }
    };
    for (key, value) in table.get_ref() {
        match value.get_ref() {
            DeValue::Table(rules) if key.get_ref() == RULES => {
                for (rule, level) in rules {
                    match entry(rule.get_ref(), level) {
                        Ok((code, level)) => levels.set(code, level),
                        Err(why) => wrong.push((rule.span().start, why)),
                    }
                }
            }
            _ if key.get_ref() == RULES => {
                let why = "`rules` has to be a table: `[rules]`, and below it lines such as `empty-step = \"off\"`";
                wrong.push((key.span().start, why.to_owned()));
            }
            _ => {
                let meant = Vocabulary::new([RULES]).nearest(key.get_ref());
                let why = format!(
                    "`{}` means nothing here{}; there is the table `rules` only",
                    clean(key.get_ref()),
                    did_you_mean(meant)
                );
                wrong.push((key.span().start, why));
            }
        }
    }
    wrong.sort();
    (levels, wrong)
}

fn entry(rule: &str, level: &Spanned<DeValue>) -> Result<(&'static str, Level), String> {
    let Some(topic) = topic(rule) else {
        let meant = did_you_mean(codes().nearest(rule));
        return Err(format!("there is no rule `{}`{meant}", clean(rule)));
    };
    let written = level.get_ref().as_str().unwrap_or_default();
    let Some((_, level)) = LEVELS.iter().find(|(word, _)| *word == written) else {
        return Err(format!(
            "`{rule}` can be \"off\", \"hint\", \"warning\" or \"error\""
        ));
    };
    if topic.severity == Severity::Error && *level != Level::At(Severity::Error) {
        return Err(format!(
            "`{rule}` is an error whatever is said here: with it the meaning of the file is unclear"
        ));
    }
    Ok((topic.code, *level))
}

fn did_you_mean(meant: Option<&str>) -> String {
    meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_is_wrong_is_said_with_what_is_right() {
        let table = [
            ("[rules]\nempty-step = \"off\"\nlate-halt = \"error\"\n", ""),
            (
                "[rules]\nempty-stpe = \"off\"\n",
                "8: there is no rule `empty-stpe`; did you mean `empty-step`?",
            ),
            (
                "[rules]\nempty-step = \"loud\"\n",
                "8: `empty-step` can be \"off\", \"hint\", \"warning\" or \"error\"",
            ),
            ("[rules]\nempty-step = 1\n", "8: `empty-step` can be"),
            (
                "[rules]\nunknown-kind = \"off\"\n",
                "8: `unknown-kind` is an error whatever",
            ),
            (
                "[rule]\n",
                "1: `rule` means nothing here; did you mean `rules`?",
            ),
            ("rules = 1\n", "0: `rules` has to be a table"),
            ("[rules\n", "6: "),
        ];
        for (text, expected) in table {
            let (_, wrong) = parse(text);
            let wrong: Vec<String> = wrong
                .iter()
                .map(|(at, why)| format!("{at}: {why}"))
                .collect();
            let wrong = wrong.join("\n");
            assert!(
                wrong.starts_with(expected) && wrong.is_empty() == expected.is_empty(),
                "{text}: {wrong}"
            );
        }
    }
}
