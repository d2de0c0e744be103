//! Values that look like secrets, found before a text is put into a link or a file for others.
//!
//! Nothing here is sure: it goes by well-known shapes and by names. Time is in proportion to the text.

pub mod markdown;
mod names;
mod shapes;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Edit, apply};
use crate::order::sort_by_key;
use crate::source::Span;
use crate::yaml::{self, Node, Value};
use std::collections::BTreeSet;

/// Something in a text that looks like a secret. It never holds the secret itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it looks like, with an article: ``a GitHub token (`ghp_…`)``.
    pub what: String,
    /// Where it stands, in bytes.
    pub span: Span,
    /// A placeholder for it, such as `${GITHUB_TOKEN}`.
    pub placeholder: String,
    /// Puts the placeholder there; `None` where a text alone cannot tell how.
    pub edit: Option<Edit>,
}

/// Everything in the text of a template or a scenario that looks like a secret, by place, also in
/// comments.
pub fn secrets(text: &str) -> Vec<Secret> {
    let parsed = yaml::parse(text);
    find(text, parsed.root.as_ref(), &parsed.comments)
}

/// The text with placeholders in the place of what looks like a secret. What a text alone cannot tell how to
/// replace stays: [`secrets`] finds it in the result.
pub fn redact(text: &str) -> String {
    let edits: Vec<_> = secrets(text).into_iter().filter_map(|it| it.edit).collect();
    apply(&edits, text)
}

/// [`secrets`] of a text that has been read.
pub(crate) fn find(text: &str, root: Option<&Node>, comments: &[Span]) -> Vec<Secret> {
    let mut search = Search {
        text,
        places: BTreeSet::new(),
        found: Vec::new(),
    };
    if let Some(root) = root {
        search.node(root, None, false);
    }
    for comment in comments {
        search.comment(*comment);
    }
    sort_by_key(&mut search.found, |secret| secret.span);
    search.found
}

struct Search<'a> {
    text: &'a str,
    /// What an alias repeats is found once.
    places: BTreeSet<Span>,
    found: Vec<Secret>,
}

/// A value and what stands around it.
struct Place<'n> {
    node: &'n Node,
    /// The text that the value stands for.
    value: &'n str,
    /// Its key, or the `name` beside it.
    name: Option<&'n str>,
    /// Whether it stands between brackets, where braces have a meaning.
    in_brackets: bool,
}

impl Search<'_> {
    fn node(&mut self, node: &Node, name: Option<&str>, in_brackets: bool) {
        let in_brackets = in_brackets || self.raw(node).starts_with(['[', '{']);
        match &node.value {
            Value::Null => {}
            Value::Scalar(scalar) => self.value(&Place {
                node,
                value: &scalar.text,
                name,
                in_brackets,
            }),
            Value::Sequence(items) => {
                for item in items {
                    self.node(item, None, in_brackets);
                }
            }
            Value::Mapping(entries) => {
                // `{name: DB_PASSWORD, value: …}`, as environment variables are often listed.
                let listed = node.get("name").and_then(Node::as_str);
                for entry in entries {
                    let name = entry.name();
                    let name = listed.filter(|_| name == Some("value")).or(name);
                    self.node(&entry.value, name, in_brackets);
                }
            }
        }
    }

    fn value(&mut self, place: &Place) {
        if shapes::is_private_key(place.value) {
            self.add(
                "a private key".to_owned(),
                place.node.span,
                "PRIVATE_KEY",
                None,
            );
            return;
        }
        let before = self.found.len();
        let mut from = 0;
        for hit in shapes::hits(place.value) {
            let raw = &self.raw(place.node)[from..];
            let Some(at) = raw.find(hit.secret) else {
                continue;
            };
            let start = place.node.span.start + from + at;
            from += at + hit.secret.len();
            let span = Span::new(start, start + hit.secret.len());
            let name = place.name.filter(|it| names::is_secret(it));
            let placeholder = name.map_or(hit.placeholder.to_owned(), names::placeholder);
            let edit = place.edit(self.raw(place.node), span, hit.secret, &placeholder);
            self.add(hit.what, span, &placeholder, edit);
        }
        let Some(name) = place.name.filter(|_| self.found.len() == before) else {
            return;
        };
        let is_written_here = !self.raw(place.node).starts_with('*');
        if names::looks_random(place.value) && names::is_secret(name) && is_written_here {
            let placeholder = names::placeholder(name);
            let span = place.node.span;
            let edit = place.edit(self.raw(place.node), span, place.value, &placeholder);
            self.add(format!("the secret of `{name}`"), span, &placeholder, edit);
        }
    }

    fn comment(&mut self, comment: Span) {
        let text = comment.slice(self.text);
        let mut from = 0;
        for hit in shapes::hits(text) {
            let Some(at) = text[from..].find(hit.secret) else {
                continue;
            };
            let start = comment.start + from + at;
            from += at + hit.secret.len();
            let span = Span::new(start, start + hit.secret.len());
            self.add(hit.what, span, hit.placeholder, None);
        }
    }

    fn add(&mut self, what: String, span: Span, placeholder: &str, edit: Option<Edit>) {
        if self.places.insert(span) {
            self.found.push(Secret {
                what,
                span,
                placeholder: format!("${{{placeholder}}}"),
                edit,
            });
        }
    }

    fn raw(&self, node: &Node) -> &str {
        self.text.get(node.span.start..node.span.end).unwrap_or("")
    }
}

impl Place<'_> {
    /// Puts a placeholder in the place of the secret. Between brackets it needs quotes, which only a
    /// whole value can be given.
    fn edit(&self, raw: &str, span: Span, secret: &str, name: &str) -> Option<Edit> {
        let is_quoted = raw.starts_with(['"', '\'']);
        if raw.starts_with(['|', '>', '&', '!']) {
            return None;
        }
        if secret == self.value {
            return Some(Edit::replace(self.node.span, format!("\"${{{name}}}\"")));
        }
        let fits = is_quoted || !self.in_brackets;
        fits.then(|| Edit::replace(span, format!("${{{name}}}")))
    }
}
