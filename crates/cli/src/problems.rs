//! Problems of a text for people: the lines they are in, what belongs to them, and how the text
//! would look after each fix.

use crate::text::{clean, count, first_sentence, wrap};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use laneway_core::diagnostic::{Diagnostic, Fix, Severity};
use laneway_core::source::Span;
use std::ops::Range;

const HINT: &str = "hint";
/// Columns before a note: the line numbers of most files, and `╰ note: `.
const NOTE_INDENT: usize = 13;
/// Text is not broken into shorter lines than this, however narrow the terminal.
const FEWEST_COLUMNS: usize = 24;
/// The renderer shows the lines of a patch whole; with longer ones only the fix is named.
const LONGEST_PATCHED_LINE: usize = 1000;
/// Places that are more bytes apart have excerpts of their own.
const LONGEST_EXCERPT: usize = 16 * 1024;
/// Problems of one text that are shown with their lines.
const MOST_SHOWN: usize = 100;
/// Lines around a problem that are handed to the renderer.
const CONTEXT_LINES: usize = 2;

/// Renders problems of one text, each with an empty line behind it; of very many only the first.
pub(crate) fn render<'a>(
    problems: impl IntoIterator<Item = &'a Diagnostic>,
    path: &str,
    text: &str,
    columns: usize,
) -> String {
    let excerpts = Excerpts::new(path, text, columns);
    let renderer = Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .term_width(columns);
    let mut problems = problems.into_iter();
    let mut rendered: String = problems
        .by_ref()
        .take(MOST_SHOWN)
        .map(|problem| renderer.render(&excerpts.groups(problem)) + "\n\n")
        .collect();
    let others = problems.count();
    if others > 0 {
        let others = count(others, "more problem");
        rendered.push_str(&format!(
            "… and {others} in {} (--format json has all)\n\n",
            clean(path)
        ));
    }
    rendered
}

/// `2 errors, 1 hint`; empty if there are none.
pub(crate) fn tally<'a>(problems: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let kinds = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Hint, "hint"),
    ];
    let severities: Vec<_> = problems.into_iter().map(|it| it.severity).collect();
    let of = |severity| severities.iter().filter(|it| **it == severity).count();
    kinds
        .map(|(severity, name)| (of(severity), name))
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| count(number, name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Cuts excerpts out of a text, so that the cost of a problem does not grow with the file.
struct Excerpts<'a> {
    path: &'a str,
    text: &'a str,
    columns: usize,
    /// Offsets at which lines start.
    lines: Vec<usize>,
}

/// Some lines of the text.
struct Excerpt<'a> {
    text: &'a str,
    start: usize,
    line: usize,
}

impl<'a> Excerpts<'a> {
    fn new(path: &'a str, text: &'a str, columns: usize) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            path,
            text,
            columns,
            lines: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The first sentence of the message is the title; what is allowed stands below the lines.
    fn groups<'b>(&'b self, problem: &'b Diagnostic) -> Vec<Group<'b>> {
        let (near, far): (Vec<_>, Vec<_>) = problem
            .related
            .iter()
            .partition(|it| are_near(it.span, problem.span));
        let spans = near.iter().map(|it| it.span).chain([problem.span]);
        let excerpt = self.around(spans);
        let near = near.into_iter().map(|it| {
            let span = excerpt.range(it.span);
            AnnotationKind::Context
                .span(span)
                .label(it.message.as_str())
        });
        let place = self
            .snippet(&excerpt)
            .annotation(AnnotationKind::Primary.span(excerpt.range(problem.span)))
            .annotations(near);
        let far = far.into_iter().map(|it| {
            let excerpt = self.around([it.span].into_iter());
            let span = AnnotationKind::Context.span(excerpt.range(it.span));
            let span = span.label(it.message.as_str());
            self.snippet(&excerpt).annotation(span)
        });
        let (title, rest) = first_sentence(&problem.message);
        let level = level(problem.severity);
        let room = self
            .columns
            .saturating_sub(level_width(problem))
            .max(FEWEST_COLUMNS);
        let title = level.primary_title(wrap(title, room, "")).id(problem.code);
        let rest = (!rest.is_empty()).then(|| {
            let room = self.columns.saturating_sub(NOTE_INDENT).max(FEWEST_COLUMNS);
            Level::NOTE.message(wrap(rest, room, ""))
        });
        let fixes = problem.fixes.iter().map(|fix| self.suggestion(fix));
        let problem = title.element(place).elements(far).elements(rest);
        std::iter::once(problem).chain(fixes).collect()
    }

    fn suggestion<'b>(&'b self, fix: &'b Fix) -> Group<'b> {
        let title = Level::HELP.secondary_title(fix.title.as_str());
        let excerpt = self.around(fix.edits.iter().map(|it| it.span));
        if excerpt
            .text
            .lines()
            .any(|it| it.len() > LONGEST_PATCHED_LINE)
        {
            return Group::with_title(title);
        }
        let patches = fix
            .edits
            .iter()
            .map(|edit| Patch::new(excerpt.range(edit.span), edit.text.as_str()));
        let snippet = Snippet::source(excerpt.text).line_start(excerpt.line);
        title.element(snippet.patches(patches))
    }

    fn snippet<'b, T: Clone>(&'b self, excerpt: &Excerpt<'b>) -> Snippet<'b, T> {
        Snippet::source(excerpt.text)
            .line_start(excerpt.line)
            .path(self.path)
    }

    /// The lines of `spans` and some around them.
    fn around(&self, spans: impl Iterator<Item = Span> + Clone) -> Excerpt<'a> {
        let first = spans.clone().map(|it| it.start).min().unwrap_or(0);
        let last = spans.map(|it| it.end).max().unwrap_or(0);
        let line_of = |offset| self.lines.partition_point(|it| *it <= offset) - 1;
        let line = line_of(first).saturating_sub(CONTEXT_LINES);
        let end = line_of(last) + CONTEXT_LINES + 1;
        let start = self.lines[line];
        let end = self.lines.get(end).copied().unwrap_or(self.text.len());
        Excerpt {
            text: &self.text[start..end],
            start,
            line: line + 1,
        }
    }
}

impl Excerpt<'_> {
    /// A span of the whole text, within the excerpt and on character boundaries.
    fn range(&self, span: Span) -> Range<usize> {
        let within = |offset: usize| {
            let offset = offset.saturating_sub(self.start).min(self.text.len());
            self.text.floor_char_boundary(offset)
        };
        within(span.start)..within(span.end)
    }
}

/// Whether both fit into one excerpt.
fn are_near(one: Span, other: Span) -> bool {
    one.start.abs_diff(other.start) <= LONGEST_EXCERPT
}

/// Columns that the renderer puts before a title: `error[code]: `.
fn level_width(problem: &Diagnostic) -> usize {
    let name = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => HINT,
    };
    name.len() + problem.code.len() + "[]: ".len()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::INFO.with_name(HINT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::diagnostic::Edit;

    fn plain(problem: &Diagnostic, text: &str) -> String {
        let rendered = render([problem], "app.yaml", text, 80);
        anstream::adapter::strip_str(&rendered).to_string()
    }

    #[test]
    fn shows_the_place_and_the_text_after_the_fix() {
        let text = "workflows:\n- name: setup\n  parallelize:\n  - step: a\n    task: []\n";
        let place = text.find("task:").unwrap();
        let span = Span::new(place, place + 4);
        let mut problem = Diagnostic::error("unknown-key", span, "`task` is no key of a step");
        problem.fixes.push(Fix {
            title: "Write `tasks`".to_owned(),
            safe: true,
            edits: vec![Edit {
                span,
                text: "tasks".to_owned(),
            }],
        });
        let expected = "\
error[unknown-key]: `task` is no key of a step
  ╭▸ app.yaml:5:5
  │
5 │     task: []
  │     ━━━━
  ╰╴
help: Write `tasks`
  ╭╴
5 │     tasks: []
  ╰╴        +

";
        assert_eq!(plain(&problem, text), expected);
    }

    #[test]
    fn places_far_apart_have_excerpts_of_their_own() {
        let text = format!("a: 1\n{}a: 2\n", "# filler\n".repeat(10_000));
        let second = text.rfind("a:").unwrap();
        let problem = Diagnostic::error("duplicate-key", Span::new(second, second + 1), "twice")
            .related(Span::new(0, 1), "first");
        let rendered = plain(&problem, &text);
        assert!(
            rendered.contains("app.yaml:10002:1") && rendered.contains("app.yaml:1:1"),
            "{rendered}"
        );
    }

    #[test]
    fn of_very_many_only_the_first_are_shown() {
        let problem = Diagnostic::error("odd", Span::new(0, 1), "odd");
        let rendered = render(vec![&problem; MOST_SHOWN + 2], "app.yaml", "a", 80);
        assert!(
            rendered.ends_with("… and 2 more problems in app.yaml (--format json has all)\n\n")
        );
    }

    #[test]
    fn a_place_that_is_not_in_the_text_is_moved_into_it() {
        for text in ["", "\n", "é", "a\r\nb", "\u{feff}a: 1\n"] {
            for (start, end) in [(0, 0), (1, 1), (0, 1), (7, 90), (90, 90)] {
                let problem = Diagnostic::error("syntax", Span::new(start, end), "odd");
                assert!(plain(&problem, text).starts_with("error[syntax]: odd\n"));
            }
        }
    }
}
