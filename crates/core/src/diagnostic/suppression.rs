//! `# laneway: allow RULE[, RULE] reason`: comments that allow what would be reported otherwise.
//!
//! A comment at the end of a line is about that line, one on a line of its own about the next line
//! that holds anything. Errors cannot be allowed.

use super::catalog::{code, codes, suppression};
use super::edits::{line_end, line_start, next_line};
use super::{Diagnostic, Edit, Severity, Vocabulary, tidy};
use crate::source::Span;
use std::ops::Range;

/// What a comment for Laneway begins with, behind the `#`.
const PREFIX: &str = "laneway:";
const ALLOW: &str = "allow";
/// What other tools say instead of `allow`.
const SYNONYMS: [&str; 5] = ["ignore", "disable", "suppress", "off", "allows"];

/// Takes out of `problems` what the `comments` of `text` allow, and adds what is wrong with them.
pub(crate) fn apply(text: &str, comments: &[Span], problems: &mut Vec<Diagnostic>) {
    tidy(problems);
    let mut allowing = Allowing {
        text,
        codes: codes(),
        allowed: vec![false; problems.len()],
        problems,
        line: Span::default(),
        before: 0,
    };
    let wrong: Vec<Diagnostic> = comments
        .iter()
        .filter_map(|comment| read(text, *comment))
        .flat_map(|directive| allowing.follow(directive))
        .collect();
    let mut allowed = allowing.allowed.into_iter();
    problems.retain(|_| !allowed.next().unwrap_or(false));
    problems.extend(wrong);
}

/// Whether it is worth looking for comments at all.
pub(crate) fn may_be_in(text: &str) -> bool {
    text.contains(PREFIX)
}

/// A comment for Laneway. What is misspelled is read as what was meant.
struct Directive {
    comment: Span,
    /// Where each rule stands; one that is missing is empty.
    rules: Vec<Span>,
    problem: Option<Diagnostic>,
}

/// `None` for a comment that is not for Laneway.
fn read(text: &str, comment: Span) -> Option<Directive> {
    let content = comment.slice(text).trim_start_matches('#').trim_start();
    let rest = content.strip_prefix(PREFIX)?;
    let word = first_word(text, Span::new(comment.end - rest.len(), comment.end));
    let name = word.slice(text);
    let is_allow = name == ALLOW;
    let meant = SYNONYMS.contains(&name.to_lowercase().as_str())
        || Vocabulary::new([ALLOW]).nearest(name).is_some();
    Some(Directive {
        comment,
        rules: if meant {
            rules(text, Span::new(word.end, comment.end))
        } else {
            Vec::new()
        },
        problem: (!is_allow).then(|| suppression::unknown_directive(word, name, meant)),
    })
}

/// The list of rules: one, and further ones as long as a comma stands between.
fn rules(text: &str, rest: Span) -> Vec<Span> {
    let mut rules = Vec::new();
    let mut rest = rest;
    loop {
        let rule = first_word(text, rest);
        rules.push(rule);
        let behind = Span::new(rule.end, rest.end).slice(text);
        let Some(behind) = behind.trim_start().strip_prefix(',') else {
            return rules;
        };
        rest = Span::new(rest.end - behind.len(), rest.end);
    }
}

/// The first word, up to a space or a comma; empty if there is none.
fn first_word(text: &str, span: Span) -> Span {
    let rest = span.slice(text);
    let word = rest.trim_start();
    let start = span.end - word.len();
    let length = word.find(|it: char| it.is_whitespace() || it == ',');
    Span::new(start, start + length.unwrap_or(word.len()))
}

/// What is allowed so far.
struct Allowing<'a> {
    text: &'a str,
    codes: Vocabulary<'static>,
    /// By place.
    problems: &'a [Diagnostic],
    allowed: Vec<bool>,
    /// The line that the last comment was about, and where that comment begins: whatever stands
    /// between is about it too. Without this, a file full of comments would be read once for each.
    line: Span,
    before: usize,
}

impl Allowing<'_> {
    /// Allows what a comment says. What is wrong with it, if anything.
    fn follow(&mut self, directive: Directive) -> Vec<Diagnostic> {
        let line = self.line_of_interest(directive.comment);
        let rules = directive.rules.iter();
        let wrong = rules.filter_map(|rule| self.allow(*rule, &directive, line));
        let mut wrong: Vec<Diagnostic> = wrong.collect();
        wrong.extend(directive.problem);
        wrong
    }

    fn allow(&mut self, rule: Span, directive: &Directive, line: Span) -> Option<Diagnostic> {
        let written = rule.slice(self.text);
        let known = code(written);
        let meant = known.or_else(|| self.codes.nearest(written));
        let (mut found, mut has_error) = (false, false);
        for at in self.on(line) {
            let problem = &self.problems[at];
            if Some(problem.code) == meant {
                let is_error = problem.severity == Severity::Error;
                has_error |= is_error;
                found |= !is_error;
                self.allowed[at] |= !is_error;
            }
        }
        let removal = || without(self.text, rule, directive);
        match known {
            None => Some(suppression::unknown_rule(rule, written, meant)),
            Some(_) if found => None,
            Some(code) if has_error => Some(suppression::allowed_error(rule, code, removal())),
            Some(code) => Some(suppression::needless_allow(rule, code, removal())),
        }
    }

    /// The line that a comment is about; the comments are asked about by place.
    fn line_of_interest(&mut self, comment: Span) -> Span {
        let is_known = self.before < comment.start && comment.start < self.line.start;
        if !is_known {
            self.line = line_of_interest(self.text, comment);
            self.before = comment.start;
        }
        self.line
    }

    /// The problems that begin on a line.
    fn on(&self, line: Span) -> Range<usize> {
        let first_from = |offset| self.problems.partition_point(|it| it.span.start < offset);
        first_from(line.start)..first_from(line.end + 1)
    }
}

/// The line that a comment is about, without its line break.
fn line_of_interest(text: &str, comment: Span) -> Span {
    let mut line = Span::new(
        line_start(text, comment.start),
        line_end(text, comment.start),
    );
    while is_blank(line.slice(text)) && line.end < text.len() {
        let start = next_line(text, line.start);
        line = Span::new(start, line_end(text, start));
    }
    line
}

/// Whether a line holds nothing but a comment.
fn is_blank(line: &str) -> bool {
    let content = line.trim_start_matches('\u{feff}').trim_start();
    content.is_empty() || content.starts_with('#')
}

/// Takes a rule out of its comment, or the comment out of the text if it is the only one.
fn without(text: &str, rule: Span, directive: &Directive) -> Edit {
    let Directive {
        comment,
        rules: all,
        ..
    } = directive;
    let at = all.iter().position(|it| *it == rule).unwrap_or(0);
    if let Some(next) = all.get(at + 1) {
        return Edit::delete(Span::new(rule.start, next.start));
    }
    if let Some(before) = at.checked_sub(1) {
        return Edit::delete(Span::new(all[before].end, rule.end));
    }
    let start = line_start(text, comment.start);
    let before = &text[start..comment.start];
    if before.trim().is_empty() {
        return Edit::delete(Span::new(start, next_line(text, comment.start)));
    }
    Edit::delete(Span::new(start + before.trim_end().len(), comment.end))
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Request, check};
    use crate::diagnostic::{Diagnostic, Scope, repair};
    use std::cell::Cell;

    fn problems(text: &str) -> Vec<Diagnostic> {
        let template = text;
        check(&Request {
            template,
            ..Request::default()
        })
        .template
    }

    fn codes(text: &str) -> Vec<&'static str> {
        problems(text).iter().map(|problem| problem.code).collect()
    }

    fn with(before: &str, behind: &str) -> String {
        format!(
            "workflows:\n- name: setup\n  parallelize:\n{before}  - {{step: a, tasks: []}}{behind}\n  \
             - {{step: b, tasks: [jobs.a]}}\n"
        )
    }

    const ALLOW: &str = "# laneway: allow empty-step filled in later";

    #[test]
    fn a_comment_is_about_its_line_or_the_next_one() {
        assert_eq!(codes(&with("", "")), ["empty-step"]);
        assert_eq!(codes(&with("", &format!(" {ALLOW}"))), [""; 0]);
        let before = format!("  {ALLOW}\n  # another note\n\n");
        assert_eq!(codes(&with(&before, "")), [""; 0]);
        let elsewhere = format!("{ALLOW}\n{}", with("", ""));
        assert_eq!(codes(&elsewhere), ["needless-allow", "empty-step"]);
    }

    #[test]
    fn several_rules_are_allowed_at_once_and_needless_ones_reported() {
        let comment = " # laneway: allow late-halt, empty-step,no-rule: why";
        let text = with("", comment);
        assert_eq!(codes(&text), ["needless-allow", "unknown-rule"]);
        let repaired = repair(&text, Scope::Safe, problems).text;
        assert_eq!(
            repaired,
            with("", " # laneway: allow empty-step,no-rule: why")
        );
    }

    #[test]
    fn what_is_written_wrongly_is_repaired() {
        for comment in [
            " # laneway: ignore empty-step",
            " #laneway: allow empty-stpe",
        ] {
            let repaired = repair(&with("", comment), Scope::Safe, problems);
            assert_eq!(repaired.problems, []);
            assert!(repaired.text.contains("allow empty-step\n"));
        }
        assert_eq!(
            codes(&with("", " # laneway: allow")),
            ["empty-step", "unknown-rule"]
        );
        assert_eq!(
            codes(&with("", " # laneway: x")),
            ["empty-step", "unknown-directive"]
        );
    }

    #[test]
    fn a_needless_comment_goes_with_its_line() {
        let needless = "  # laneway: allow late-halt\n";
        for text in [with(needless, ""), with("", " # laneway: allow late-halt")] {
            let [text, expected] = [text, with("", "")].map(|it| it.replace("[]", "[jobs.b]"));
            assert_eq!(repair(&text, Scope::Safe, problems).text, expected);
        }
    }

    #[test]
    fn comments_in_a_row_are_all_about_the_line_behind_them() {
        let row = format!(
            "  {ALLOW}\n{}",
            "  # laneway: allow late-halt\n".repeat(200)
        );
        let found = codes(&with(&row, ""));
        assert_eq!(found, vec!["needless-allow"; 200]);
    }

    #[test]
    fn mistakes_that_are_made_often_are_repaired_in_few_rounds() {
        let row = "# laneway: alow emty-step\n".repeat(1000);
        let text = format!("workflows: [{{name: setup, order_from: [services.a]}}]\n{row}");
        let rounds = Cell::new(0);
        let repaired = repair(&text, Scope::Safe, |text| {
            rounds.set(rounds.get() + 1);
            problems(text)
        });
        assert_eq!(repaired.problems, []);
        assert!(rounds.get() < 15, "{} rounds", rounds.get());
    }

    #[test]
    fn errors_are_reported_all_the_same() {
        let text = with("", " # laneway: allow not-a-boolean");
        let text = text.replace("[]", "[jobs.b], halt_on_error: yes");
        assert_eq!(codes(&text), ["not-a-boolean", "allowed-error"]);
    }

    #[test]
    fn a_text_that_only_looks_like_a_comment_is_none() {
        let text = with("", "\n  - {step: '# laneway: allow x', tasks: [jobs.b]}");
        assert_eq!(codes(&text), ["empty-step"]);
    }
}
