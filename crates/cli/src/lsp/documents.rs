//! The texts that the editor has open, and those beside them.

use super::pair;
use super::place::{Encoding, Places};
use laneway_core::diagnostic::Diagnostic;
use lsp_types::TextDocumentContentChangeEvent;
use std::collections::BTreeMap;

/// An open text.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) text: String,
    pub(super) version: i32,
    /// What was found in it last.
    pub(super) problems: Vec<Diagnostic>,
}

impl Document {
    /// Makes the changes of one notification, each on the text that the one before it left.
    pub(super) fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, by: Encoding) {
        for change in changes {
            match change.range {
                None => self.text = change.text,
                Some(range) => {
                    let span = Places::new(&self.text, by).span(range);
                    self.text.replace_range(span.start..span.end, &change.text);
                }
            }
        }
    }
}

/// A file of a pair, open or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct File {
    pub(super) uri: String,
    pub(super) text: String,
}

/// A template and its scenario. What is missing has an empty text and no address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) template: File,
    pub(super) scenario: File,
}

/// All open texts by their addresses.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<String, Document>,
}

impl Documents {
    pub(super) fn open(&mut self, uri: &str, text: String, version: i32) {
        let document = Document {
            text,
            version,
            problems: Vec::new(),
        };
        self.open.insert(uri.to_owned(), document);
    }

    pub(super) fn close(&mut self, uri: &str) {
        self.open.remove(uri);
    }

    pub(super) fn get(&self, uri: &str) -> Option<&Document> {
        self.open.get(uri)
    }

    pub(super) fn get_mut(&mut self, uri: &str) -> Option<&mut Document> {
        self.open.get_mut(uri)
    }

    pub(super) fn uris(&self) -> impl Iterator<Item = &str> {
        self.open.keys().map(String::as_str)
    }

    /// The pair that a file is one of.
    pub(super) fn pair(&self, uri: &str) -> Pair {
        let (template, scenario) = if pair::is_scenario(uri) {
            (self.template_of(uri), self.file(uri))
        } else {
            (self.file(uri), self.scenario_of(uri))
        };
        Pair {
            template: template.unwrap_or_default(),
            scenario: scenario.unwrap_or_default(),
        }
    }

    fn scenario_of(&self, template: &str) -> Option<File> {
        let mut names = pair::scenarios_of(template).into_iter();
        names.find_map(|uri| self.file(&uri))
    }

    fn template_of(&self, scenario: &str) -> Option<File> {
        let names = pair::templates_of(scenario);
        if !names.is_empty() {
            return names.iter().find_map(|uri| self.file(uri));
        }
        let uses_it = |uri: &&str| {
            let is_template = !pair::is_scenario(uri) && pair::are_neighbours(uri, scenario);
            is_template && self.scenario_of(uri).is_some_and(|it| it.uri == scenario)
        };
        let open = self.uris().find(uses_it).map(str::to_owned);
        let uri = open.or_else(|| pair::only_template_beside(scenario))?;
        self.file(&uri)
    }

    /// What the editor shows counts more than what the disk holds.
    fn file(&self, uri: &str) -> Option<File> {
        let open = self.get(uri).map(|it| it.text.clone());
        let text = open.or_else(|| pair::read(uri))?;
        Some(File {
            uri: uri.to_owned(),
            text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_build_on_each_other() {
        let mut document = Document {
            text: "a: 😀\nb\n".to_owned(),
            ..Document::default()
        };
        let change = |line, from, to, text: &str| TextDocumentContentChangeEvent {
            range: Some(lsp_types::Range::new(
                lsp_types::Position::new(line, from),
                lsp_types::Position::new(line, to),
            )),
            range_length: None,
            text: text.to_owned(),
        };
        document.change(
            vec![
                change(0, 3, 5, "x"),
                change(0, 4, 4, "y\n"),
                change(2, 0, 1, "c"),
            ],
            Encoding::Utf16,
        );
        assert_eq!(document.text, "a: xy\n\nc\n");
    }

    #[test]
    fn open_texts_are_paired_by_their_names() {
        let mut documents = Documents::default();
        for name in ["a", "b", "a.scenario", "scenario"] {
            documents.open(&format!("mem:/x/{name}.yaml"), name.to_owned(), 1);
        }
        let table = [
            ("a", "a", "a.scenario"),
            ("a.scenario", "a", "a.scenario"),
            ("b", "b", "scenario"),
            ("scenario", "b", "scenario"),
        ];
        for (name, template, scenario) in table {
            let pair = documents.pair(&format!("mem:/x/{name}.yaml"));
            let names = (pair.template.text.as_str(), pair.scenario.text.as_str());
            assert_eq!(names, (template, scenario), "{name}");
        }
    }
}
