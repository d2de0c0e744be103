//! Problems of a text for people: the lines they are in, what belongs to them, and how the text
//! would look after each fix.

use crate::excerpt::{Excerpt, Lines, are_near};
use crate::text::{clean, count, first_sentence, wrap};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use laneway_core::diagnostic::{Diagnostic, Edit, Fix, Related, Severity};
use laneway_core::source::Span;
use std::borrow::Cow;

const HINT: &str = "hint";
/// Columns before a note: the line numbers of most files, and `╰ note: `.
const NOTE_INDENT: usize = 13;
/// Text is not broken into shorter lines than this, however narrow the terminal.
const FEWEST_COLUMNS: usize = 24;
/// The renderer shows the lines of a patch whole; with longer ones only the fix is named.
const LONGEST_PATCHED_LINE: usize = 1000;
/// A patch of more edits is not read in a terminal either.
const MOST_PATCHES: usize = 100;
/// Nor one whose edits are further apart, in bytes; the renderer goes through all lines between.
const LONGEST_PATCH: usize = 64 * 1024;
/// Problems of one text that are shown with their lines.
const MOST_SHOWN: usize = 100;
/// A text may be one long line, which every excerpt has whole: so many bytes of it are rendered in all.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Renders problems of one text, each with an empty line behind it; of very many only the first.
pub(crate) fn render<'a>(
    problems: impl IntoIterator<Item = &'a Diagnostic>,
    path: &str,
    text: &str,
    columns: usize,
) -> String {
    let text = with_line_feeds(text);
    let view = View {
        path,
        text: &text,
        lines: Lines::new(&text),
        columns,
    };
    let renderer = Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .term_width(columns);
    let mut problems = problems.into_iter();
    let longest = text.lines().map(str::len).max().unwrap_or(0).max(1);
    let mut rendered: String = problems
        .by_ref()
        .take((MOST_BYTES / longest).clamp(1, MOST_SHOWN))
        .map(|problem| renderer.render(&view.groups(problem)) + "\n\n")
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

/// The renderer knows only lines that end with a line feed; a carriage return by itself ends one in
/// YAML, too. All places stay what they are.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let lines: Vec<String> = text
        .split("\r\n")
        .map(|it| it.replace('\r', "\n"))
        .collect();
    Cow::Owned(lines.join("\r\n"))
}

/// Where problems are shown.
struct View<'a> {
    path: &'a str,
    text: &'a str,
    lines: Lines<'a>,
    columns: usize,
}

impl<'a> View<'a> {
    /// The first sentence of the message is the title; what is allowed stands below the lines.
    fn groups(&self, problem: &'a Diagnostic) -> Vec<Group<'_>> {
        let (near, far): (Vec<_>, Vec<_>) = problem
            .related
            .iter()
            .partition(|it| are_near(it.span, problem.span));
        let spans = near.iter().map(|it| it.span).chain([problem.span]);
        let excerpt = self.lines.around(spans);
        let place = self
            .snippet(&excerpt)
            .annotation(AnnotationKind::Primary.span(excerpt.range(problem.span)))
            .annotations(near.into_iter().map(|it| context(&excerpt, it)));
        let far = far.into_iter().map(|it| {
            let excerpt = self.lines.around([it.span]);
            self.snippet(&excerpt).annotation(context(&excerpt, it))
        });
        let (title, rest) = first_sentence(&problem.message);
        let title = wrap(title, self.room(title_indent(problem)), "");
        let title = level(problem.severity)
            .primary_title(title)
            .id(problem.code);
        let rest = (!rest.is_empty()).then(|| wrap(rest, self.room(NOTE_INDENT), ""));
        let rest = rest.map(|it| Level::NOTE.message(it));
        let fixes = problem.fixes.iter().map(|fix| self.suggestion(fix));
        let problem = title.element(place).elements(far).elements(rest);
        std::iter::once(problem).chain(fixes).collect()
    }

    fn suggestion(&self, fix: &'a Fix) -> Group<'_> {
        let title = Level::HELP.secondary_title(fix.title.as_str());
        let excerpt = self.lines.around(fix.edits.iter().map(|it| it.span));
        let is_too_much = fix.edits.len() > MOST_PATCHES
            || excerpt.text.len() > LONGEST_PATCH
            || excerpt.longest_line() > LONGEST_PATCHED_LINE;
        if is_too_much {
            return Group::with_title(title);
        }
        // The renderer shows a line that goes only where nothing comes: what goes elsewhere has an
        // excerpt of its own.
        let parts = fix.edits.chunk_by(|one, next| {
            goes(one) == goes(next) || self.lines.are_close(one.span, next.span)
        });
        title.elements(parts.map(|edits| self.patched(edits)))
    }

    fn patched(&self, edits: &'a [Edit]) -> Snippet<'_, Patch<'_>> {
        let excerpt = self.lines.around(edits.iter().map(|it| it.span));
        // A carriage return before a line feed would be shown as a character.
        let come = |edit: &Edit| edit.text.replace("\r\n", "\n");
        let all_goes = edits.iter().all(goes);
        let place = |edit: &Edit| match all_goes {
            true => self.without_break(edit.span),
            false => edit.span,
        };
        let patches = edits.iter();
        let patches = patches.map(|it| Patch::new(excerpt.range(place(it)), come(it)));
        let patches: Vec<_> = patches.collect();
        Snippet::source(excerpt.text)
            .line_start(excerpt.line)
            .patches(patches)
    }

    /// Without the break behind whole lines that go: with it, the renderer lets an empty line that
    /// follows go, too.
    fn without_break(&self, span: Span) -> Span {
        let going = self.text.get(span.start..span.end).unwrap_or_default();
        match going.trim_end_matches(['\r', '\n']).len() {
            0 => span,
            whole => Span::new(span.start, span.start + whole),
        }
    }

    fn snippet(&self, excerpt: &Excerpt<'a>) -> Snippet<'_, Annotation<'_>> {
        Snippet::source(excerpt.text)
            .line_start(excerpt.line)
            .path(self.path)
    }

    fn room(&self, indent: usize) -> usize {
        self.columns.saturating_sub(indent).max(FEWEST_COLUMNS)
    }
}

fn goes(edit: &Edit) -> bool {
    edit.text.is_empty()
}

fn context<'a>(excerpt: &Excerpt, related: &'a Related) -> Annotation<'a> {
    let span = AnnotationKind::Context.span(excerpt.range(related.span));
    span.label(related.message.as_str())
}

/// Columns that the renderer puts before a title: `error[code]: `.
fn title_indent(problem: &Diagnostic) -> usize {
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
    fn a_line_that_goes_is_shown_alone_though_an_empty_one_follows_and_others_come() {
        let lines = "a:\n  halt: true\n\n# 1\n# 2\n# 3\n# 4\n# 5\n# 6\nb:\n  task: c\nd:\n";
        for line_break in ["\n", "\r\n"] {
            let text = lines.replace('\n', line_break);
            let place = |words: &str| text.find(words).expect("words of the text");
            let goes = Span::new(place("  halt"), place("# 1") - line_break.len());
            let mut problem = Diagnostic::warning("old", goes, "old");
            let come = Edit::insert(place("d:"), format!("  halt: true{line_break}"));
            let edits = vec![Edit::delete(goes), come];
            problem.fixes.push(Fix::safe("Move it", edits));
            let shown = plain(&problem, &text);
            let (_, help) = shown.split_once("help: ").expect("a fix");
            let expected = "\
Move it
   ╭╴
 2 -   halt: true
   ├╴
12 +   halt: true
   ╰╴

";
            assert_eq!(help, expected, "{line_break:?}");
        }
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
    fn a_carriage_return_ends_a_line() {
        let text = "a: 1\rb: 2\r\nc: 3\r";
        let place = text.find('c').unwrap();
        let problem = Diagnostic::error("odd", Span::new(place, place + 1), "odd");
        let rendered = plain(&problem, text);
        assert!(rendered.contains("app.yaml:3:1"), "{rendered}");
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
    fn of_a_very_long_line_fewer_are_shown_and_of_a_large_fix_only_the_title() {
        let text = "a".repeat(MOST_BYTES / 3);
        let mut problem = Diagnostic::error("odd", Span::new(0, 1), "odd");
        let rendered = render(vec![&problem; 5], "app.yaml", &text, 80);
        assert!(rendered.contains("… and 2 more problems"));
        let edits = (0..=MOST_PATCHES).map(|at| Edit::delete(Span::new(at, at + 1)));
        problem.fixes.push(Fix::safe("Cut", edits.collect()));
        let rendered = plain(&problem, &"a\n".repeat(MOST_PATCHES));
        assert!(rendered.ends_with("help: Cut\n\n"), "{rendered}");
        let text = "a\n".repeat(LONGEST_PATCH);
        let ends = [0, text.len() - 2].map(|at| Edit::delete(Span::new(at, at + 1)));
        problem.fixes = vec![Fix::safe("Cut", ends.to_vec())];
        let rendered = plain(&problem, &text);
        assert!(rendered.ends_with("help: Cut\n\n"), "{rendered}");
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
