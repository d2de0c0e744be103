//! How a text is written: what edits of it have to keep.

use crate::diagnostic::edits::line_break;
use crate::source::Span;
use crate::yaml;

/// A text that can be changed.
pub(crate) struct Written<'a> {
    pub(crate) text: &'a str,
    comments: Vec<Span>,
    /// Whether it is written as JSON, so that what is put in has to be quoted.
    is_json: bool,
}

impl<'a> Written<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        Self {
            text,
            comments: yaml::parse(text).comments,
            is_json: start.starts_with('{'),
        }
    }

    /// The comments in a part of the text.
    pub(crate) fn comments_in(&self, span: Span) -> &[Span] {
        let first = self.comments.partition_point(|it| it.start < span.start);
        let rest = &self.comments[first..];
        &rest[..rest.partition_point(|it| it.start < span.end)]
    }

    pub(crate) fn line_break(&self) -> &'static str {
        line_break(self.text)
    }

    /// A key or a value as it is written in this text.
    pub(crate) fn word(&self, text: &str) -> String {
        if self.is_json {
            return serde_json::Value::from(text).to_string();
        }
        yaml::scalar(text)
    }
}
