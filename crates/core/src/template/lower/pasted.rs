//! The documentation page's own form: steps directly below the name of their stage.
//!
//! ```yaml
//! - name: setup
//!   - step: frontend
//!     tasks: [services.frontend]
//! ```
//!
//! That is not valid YAML (or, with the steps at the level of the stages, not what was meant); what
//! is missing is the key `parallelize`.

use crate::diagnostic::catalog::stage::steps_without_parallelize;
use crate::diagnostic::edits::{line_break, line_end, next_line, shift};
use crate::diagnostic::{Edit, Rewrite};
use crate::source::Span;
use crate::yaml::{self, Node, Parsed};

/// Reads the file as what is meant if it is in that form; says whether it is.
pub(super) fn repair(text: &str, parsed: Parsed) -> (Parsed, bool) {
    let stages = find(text);
    let Some(style) = stages
        .iter()
        .find(|stage| stage.is_confirmed(&parsed))
        .map(Stage::style)
    else {
        return (parsed, false);
    };
    let stages: Vec<Stage> = stages
        .into_iter()
        .filter(|stage| stage.style() == style)
        .collect();
    let edits: Vec<Edit> = stages.iter().flat_map(|stage| stage.edits(text)).collect();
    let rewrite = Rewrite::new(text, &edits);
    let mut repaired = yaml::parse(rewrite.text()).before(&rewrite);
    let places: Vec<(&str, Span)> = stages
        .iter()
        .map(|stage| (stage.name, stage.first_step))
        .collect();
    let problem = steps_without_parallelize(stages[0].first_step, &places, edits);
    repaired.problems.push(problem);
    (repaired, true)
}

/// A stage in that form.
#[derive(Debug)]
struct Stage<'t> {
    name: &'t str,
    /// Columns of the dash and of the key of `- name:`.
    dash: usize,
    key: usize,
    /// Offset of that line.
    start: usize,
    /// The first step, without its indentation.
    first_step: Span,
    /// Column of the steps' dashes.
    column: usize,
    /// From behind the line of the name to the end of the last step.
    body: Span,
}

impl Stage<'_> {
    /// Only stages that are written alike are repaired together.
    fn style(&self) -> (usize, bool) {
        (self.dash, self.column > self.dash)
    }

    /// Whether the file has to be read like this, because otherwise it cannot be read, or has steps
    /// for stages.
    fn is_confirmed(&self, parsed: &Parsed) -> bool {
        if self.column > self.dash {
            let mut problems = parsed.problems.iter().map(|problem| problem.span.start);
            return problems.any(|at| self.start <= at && at <= self.first_step.end);
        }
        let root = parsed.root.as_ref();
        let list = root.and_then(|root| root.get("workflows").or(Some(root)));
        let mut items = list.and_then(Node::items).into_iter().flatten();
        items.any(|item| {
            let is_step = item.get("step").is_some() && item.get("name").is_none();
            is_step && self.body.start <= item.span.start && item.span.start < self.body.end
        })
    }

    fn edits(&self, text: &str) -> Vec<Edit> {
        let key = format!("{}parallelize:{}", " ".repeat(self.key), line_break(text));
        let columns = (self.key + 2).cast_signed() - self.column.cast_signed();
        let mut edits = vec![Edit::insert(self.body.start, key)];
        edits.extend(shift(text, self.body, columns));
        edits
    }
}

/// A line that is neither blank nor a comment.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    start: usize,
    column: usize,
    content: &'t str,
}

/// All places of the text that look like it.
fn find(text: &str) -> Vec<Stage<'_>> {
    let lines = content_lines(text);
    let mut stages = Vec::new();
    for (index, pair) in lines.windows(2).enumerate() {
        let [head, first] = pair else {
            continue;
        };
        let Some((key, name)) = stage_name(head) else {
            continue;
        };
        if !is_step(first) || first.column < head.column {
            continue;
        }
        let steps = lines[index + 1..]
            .iter()
            .take_while(|line| belongs(line, first, head));
        let Some(last) = steps.last() else { continue };
        stages.push(Stage {
            name,
            dash: head.column,
            key,
            start: head.start,
            first_step: Span::new(
                first.start + first.column,
                first.start + first.column + first.content.len(),
            ),
            column: first.column,
            body: Span::new(next_line(text, head.start), line_end(text, last.start)),
        });
    }
    stages
}

fn belongs(line: &Line, first: &Line, head: &Line) -> bool {
    line.column > first.column
        || (line.column == first.column && is_step(line))
        || (line.column == first.column
            && first.column > head.column
            && line.content.starts_with("- "))
}

fn content_lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = usize::from(text.starts_with('\u{feff}')) * '\u{feff}'.len_utf8();
    while start < text.len() {
        let line = &text[start..line_end(text, start)];
        let content = line.trim_start_matches(' ');
        if !content.trim().is_empty() && !content.starts_with('#') {
            let column = line.len() - content.len();
            lines.push(Line {
                start,
                column,
                content: content.trim_end(),
            });
        }
        start = next_line(text, start);
    }
    lines
}

/// Column of the key and value of `- name: value`.
fn stage_name<'t>(line: &Line<'t>) -> Option<(usize, &'t str)> {
    let item = line.content.strip_prefix('-')?;
    let key = item.trim_start_matches(' ');
    let name = key.strip_prefix("name:")?;
    let name = name
        .split(" #")
        .next()
        .unwrap_or(name)
        .trim()
        .trim_matches(['"', '\'']);
    let column = line.column + 1 + (item.len() - key.len());
    (column > line.column + 1 && !name.is_empty()).then_some((column, name))
}

fn is_step(line: &Line) -> bool {
    let item = line.content.strip_prefix("- ").map(str::trim_start);
    let item = item.map(|item| item.trim_start_matches('{').trim_start());
    item.is_some_and(|item| item.starts_with("step:"))
}
