//! Parser events → tree.

use super::anchors::Anchors;
use super::budget::MAX_DEPTH;
use super::schema::{self, Plain};
use super::stop::{Open, Stop};
use super::{Entry, Node, Parsed, Scalar, Value, ahead, merge};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::syntax;
use crate::source::Span;
use granit_parser::{
    ErrorKind, Event, Parser, ScalarStyle, ScanError, StrInput, StructureStyle, Tag,
};
use std::collections::BTreeMap;

/// A tree, and where reading stopped early.
pub(super) struct Built {
    pub(super) parsed: Parsed,
    pub(super) stop: Option<Stop>,
    /// Nodes that anchors and aliases copied.
    pub(super) copies: usize,
}

/// Builds the tree of the first document of `text`.
pub(super) fn build(text: &str) -> Built {
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder {
        text,
        frames: Vec::new(),
        anchors: Anchors::default(),
        documents: 0,
        read_to: 0,
        parsed: Parsed::default(),
    };
    let stop = builder.read(Parser::new_from_str_with_options(text, options));
    builder.close_all();
    Built {
        copies: builder.anchors.copies(),
        parsed: builder.parsed,
        stop,
    }
}

struct Builder<'a> {
    text: &'a str,
    frames: Vec<Frame>,
    anchors: Anchors,
    documents: usize,
    /// Offset behind the last event.
    read_to: usize,
    parsed: Parsed,
}

/// A collection that is being read.
struct Frame {
    open: Open,
    anchor: usize,
    children: Children,
}

enum Children {
    Items(Vec<Node>),
    Entries(Vec<Entry>, Option<Node>),
}

impl<'a> Builder<'a> {
    fn read(&mut self, mut parser: Parser<'a, StrInput<'a>>) -> Option<Stop> {
        while let Some(next) = parser.next_event() {
            let (event, span) = match next {
                Ok(next) => next,
                Err(error) if *error.kind() == ErrorKind::RecursionLimitExceeded => {
                    let at = error.marker().byte_offset().unwrap_or(0);
                    self.report(syntax::too_deep(Span::at(at), MAX_DEPTH));
                    return None;
                }
                Err(error) => return Some(self.stop(&error)),
            };
            let span = span
                .byte_range()
                .map_or(Span::at(0), |range| Span::new(range.start, range.end));
            let finished = matches!(event, Event::StreamEnd);
            if !matches!(event, Event::Comment(..)) {
                self.read_to = span.end.max(self.read_to);
            }
            if let Err(limit) = self.take(event, span) {
                self.report(limit);
                return None;
            }
            if finished || self.documents > 1 {
                return None;
            }
        }
        None
    }

    fn stop(&self, error: &ScanError) -> Stop {
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        // A key inside of a list in brackets opens a mapping that has none itself.
        let has_mark = |open: &Open| !open.flow || self.text[open.start..].starts_with(['[', '{']);
        let open = self.frames.iter().map(|frame| frame.open).filter(has_mark);
        let ahead = ahead::unclosed(self.text, self.read_to.min(at), at);
        Stop {
            kind: error.kind().clone(),
            at,
            met: self.met(error, at),
            read_to: self.read_to,
            open: open.chain(ahead).collect(),
        }
    }

    fn met(&self, error: &ScanError, at: usize) -> usize {
        let found = match error.kind() {
            ErrorKind::MismatchedFlowCollectionEnd { .. } => ahead::mismatch(self.text, at),
            ErrorKind::UnclosedFlowCollection { .. } => Some(self.text.len()),
            _ => None,
        };
        found.unwrap_or(at).max(at)
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::Comment(..) => self.parsed.comments.push(span),
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.report(syntax::several_documents(span));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let node = self.scalar(text.into_owned(), style, tag.as_deref(), span);
                self.finish(node, anchor)?;
            }
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::UnresolvedAlias(name) => {
                self.report(syntax::unknown_alias(span, &name));
                self.push(nothing(span));
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open(Children::Items(Vec::new()), style, anchor, span)?;
            }
            Event::MappingStart(style, anchor, _) => {
                self.open(Children::Entries(Vec::new(), None), style, anchor, span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            _ => {}
        }
        Ok(())
    }

    fn scalar(&self, text: String, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Node {
        if span.start == span.end && tag.is_none() {
            return nothing(Span::at(self.after_content(span.start)));
        }
        let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        let plain = style == ScalarStyle::Plain && !is_text;
        let span = Span::new(
            span.start,
            span.start + span.slice(self.text).trim_end().len(),
        );
        let value = if plain && schema::plain(&text) == Plain::Null {
            Value::Null
        } else {
            Value::Scalar(Scalar { text, plain })
        };
        Node { value, span }
    }

    /// Where an absent value belongs: right behind its colon or dash.
    fn after_content(&self, offset: usize) -> usize {
        let Some(frame) = self.frames.last() else {
            return offset;
        };
        if let Children::Entries(_, Some(key)) = &frame.children {
            let rest = &self.text[key.span.end..];
            let colon = rest.trim_start().starts_with(':');
            let gap = rest.len() - rest.trim_start().len();
            return key.span.end + if colon { gap + 1 } else { 0 };
        }
        self.text[..offset].trim_end().len().max(frame.open.start)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Diagnostic> {
        let copy = self.anchors.copy(anchor, self.frames.len(), span)?;
        if copy.is_none() {
            self.report(syntax::alias_inside_itself(span));
        }
        self.push(copy.unwrap_or_else(|| nothing(span)));
        Ok(())
    }

    fn open(
        &mut self,
        children: Children,
        style: StructureStyle,
        anchor: usize,
        span: Span,
    ) -> Result<(), Diagnostic> {
        if self.frames.len() == MAX_DEPTH {
            return Err(syntax::too_deep(span, MAX_DEPTH));
        }
        let open = Open {
            start: span.start,
            flow: style == StructureStyle::Flow,
        };
        self.frames.push(Frame {
            open,
            anchor,
            children,
        });
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Diagnostic> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        let anchor = frame.anchor;
        let end = if frame.open.flow { Some(end.end) } else { None };
        let node = self.collection(frame, end);
        self.finish(node, anchor)
    }

    /// Closes what a stop left open.
    fn close_all(&mut self) {
        while let Some(frame) = self.frames.pop() {
            let node = self.collection(frame, None);
            self.push(node);
        }
    }

    fn collection(&mut self, frame: Frame, end: Option<usize>) -> Node {
        let start = frame.open.start;
        let (value, last) = match frame.children {
            Children::Items(items) => {
                let last = items.last().map(|item| item.span.end);
                (Value::Sequence(items), last)
            }
            Children::Entries(mut entries, pending) => {
                entries.extend(pending.map(without_value));
                let last = entries.last().map(|entry| entry.span().end);
                let place = Span::new(start, end.or(last).unwrap_or(start));
                self.check_keys(place, &entries);
                let entries = merge::expand(entries, &mut self.parsed.problems);
                (Value::Mapping(entries), last)
            }
        };
        let span = Span::new(start, end.or(last).unwrap_or(start));
        Node { value, span }
    }

    fn check_keys(&mut self, place: Span, entries: &[Entry]) {
        let mut seen: BTreeMap<&str, &Entry> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| !merge::is_merge(entry)) {
            match entry.name() {
                None if place.slice(self.text).starts_with("{{") => {
                    self.report(syntax::unquoted_braces(self.text, place));
                }
                None => self.report(syntax::key_is_no_text(entry.key.span, entry.key.kind())),
                Some(name) => {
                    if let Some(first) = seen.insert(name, entry) {
                        let problem = syntax::duplicate_key(self.text, name, first, entry);
                        self.report(problem);
                    }
                }
            }
        }
    }

    /// A node has been read completely: remembers it if it is anchored.
    fn finish(&mut self, node: Node, anchor: usize) -> Result<(), Diagnostic> {
        if anchor > 0 {
            self.anchors.remember(anchor, &node)?;
        }
        self.push(node);
        Ok(())
    }

    fn report(&mut self, problem: Diagnostic) {
        self.parsed.problems.push(problem);
    }

    fn push(&mut self, node: Node) {
        match self.frames.last_mut().map(|frame| &mut frame.children) {
            None => self.parsed.root = self.parsed.root.take().or(Some(node)),
            Some(Children::Items(items)) => items.push(node),
            Some(Children::Entries(entries, pending)) => match pending.take() {
                None => *pending = Some(node),
                Some(key) => entries.push(Entry { key, value: node }),
            },
        }
    }
}

fn without_value(key: Node) -> Entry {
    let value = nothing(Span::at(key.span.end));
    Entry { key, value }
}

fn nothing(span: Span) -> Node {
    let value = Value::Null;
    Node { value, span }
}
