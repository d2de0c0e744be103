//! The advice for people.

use super::saving::{signed, spoken};
use super::{applied, tables};
use crate::change;
use crate::forecast::grouped;
use crate::input::Input;
use crate::text::{clean, clean_lines, count, wrap};
use anstyle::{AnsiColor, Style};
use laneway_core::advice::{Advice, Given, Kind, NoEdits, Saved, Suggestion};
use laneway_core::forecast::ShareEstimate;
use laneway_core::source::LineIndex;
use laneway_core::time::Millis;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const GONE: Style = AnsiColor::Red.on_default();
/// So many edits are listed.
const MOST: usize = 5;
/// So many tasks are named whose needs nobody has said.
const NAMED: usize = 3;

/// Both tables, the list of edits, and the best one as a diff.
pub(super) fn draw(
    advice: &Advice,
    template: &Input,
    scenario: Option<&Input>,
    columns: usize,
) -> String {
    let page = Page {
        advice,
        columns,
        index: LineIndex::new(&template.text),
    };
    let mut parts = vec![page.head()];
    parts.push(tables::slows(advice, columns));
    parts.push(match tables::risks(advice, columns) {
        none if none.is_empty() => page.no_risks(scenario.is_some()),
        risks => risks,
    });
    parts.push(page.next());
    parts.push(page.failures());
    parts.extend(advice.next.first().map(|best| {
        let diff = change::diff(template, &applied(best, &template.text));
        format!("{BOLD}Edit 1{BOLD:#}\n{}", painted(&diff))
    }));
    parts.push(page.left_out());
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

struct Page<'a> {
    advice: &'a Advice,
    columns: usize,
    index: LineIndex<'a>,
}

impl Page<'_> {
    fn head(&self) -> String {
        let advice = self.advice;
        let (stage, runs) = (clean(&advice.stage), grouped(advice.runs));
        let title = format!(
            "{BOLD}{stage}{BOLD:#}: what to change next, from {runs} runs {DIM}(seed {}; intervals \
             of 95 %){DIM:#}\n\n",
            advice.seed
        );
        let now = &advice.now;
        let when = match advice.given {
            Given::Success => "When it succeeds, it ends",
            Given::End => "No run succeeds. It ends",
        };
        let ends = match now.mean_ms {
            Some(mean) if Some(mean) == now.p95_ms => format!("{when} at {}.", spoken(mean)),
            Some(mean) => format!(
                "{when} at {} in the mean, and by {} in 95 % of runs.",
                spoken(mean),
                now.p95_ms.map_or_else(|| "-".to_owned(), spoken)
            ),
            None => String::new(),
        };
        let (halted, errors) = (now.halted.chance, now.with_errors.chance);
        let fails = match now.halted.runs + now.with_errors.runs {
            0 => "No run halts or finishes with errors.".to_owned(),
            _ => format!("{halted} of runs halt, {errors} finish with errors."),
        };
        title + &self.paragraph(&format!("{ends} {fails}"), "  ")
    }

    fn no_risks(&self, has_scenario: bool) -> String {
        let why = match has_scenario {
            true => "nothing in the scenario makes a task of this stage fail or try again.",
            false => "nothing fails without a scenario; give one with --scenario.",
        };
        format!(
            "{BOLD}What risk costs{BOLD:#}\n{}",
            self.paragraph(why, "  ")
        )
    }

    fn next(&self) -> String {
        let advice = self.advice;
        let mut text = format!("{BOLD}What to change next{BOLD:#}\n");
        if let Some(why) = advice.no_edits {
            return text + &self.paragraph(no_edits(why), "  ");
        }
        if advice.next.is_empty() {
            let none = "No single edit lets it end earlier at no higher risk and keeps what tasks are \
                        said to need.";
            text += &self.paragraph(none, "  ");
        }
        for (number, it) in advice.next.iter().take(MOST).enumerate() {
            text += &self.suggestion(number + 1, it, &saves(it));
        }
        text += &match advice.next.len().saturating_sub(MOST) {
            0 => String::new(),
            more => format!("  {DIM}and {more} more that save less (--format json){DIM:#}\n"),
        };
        text + &self.unsaid()
    }

    /// What keeps edits from being offered, if that may be because nobody said otherwise.
    fn unsaid(&self) -> String {
        let unsaid = &self.advice.unsaid;
        if unsaid.is_empty() {
            return String::new();
        }
        let names = unsaid
            .iter()
            .take(NAMED)
            .map(|it| format!("`{}`", clean(it)));
        let mut names: Vec<String> = names.collect();
        if unsaid.len() > NAMED {
            names.push(format!("{} more", unsaid.len() - NAMED));
        }
        let last = names.pop().unwrap_or_default();
        let (names, verb) = match names.is_empty() {
            true => (last, "needs"),
            false => (format!("{} and {last}", names.join(", ")), "need"),
        };
        let text = format!(
            "Nobody says what {names} {verb}. Where `needs` in a scenario does, even `needs: []`, more \
             edits may be sure."
        );
        let lines = wrap(&text, self.columns - 2, "  ");
        format!("  {DIM}{lines}{DIM:#}\n")
    }

    fn failures(&self) -> String {
        if self.advice.failures.is_empty() {
            return String::new();
        }
        let mut text =
            format!("{BOLD}What a failure should do{BOLD:#} {DIM}(saves no time){DIM:#}\n");
        for (number, it) in self.advice.failures.iter().enumerate() {
            text += &self.suggestion(number + 1, it, &self.fails(it));
        }
        text
    }

    fn fails(&self, it: &Suggestion) -> String {
        let now = &self.advice.now;
        let moved = |then: &ShareEstimate, now: &ShareEstimate| {
            format!("{} instead of {}", then.chance, now.chance)
        };
        let halts = moved(&it.then.halted, &now.halted);
        let errors = moved(&it.then.with_errors, &now.with_errors);
        let told = match it.told {
            Some(told) if told.mean_ms > 0 => {
                format!(
                    " A failure is known {} earlier in the mean.",
                    signed(told.mean_ms, spoken)
                )
            }
            Some(told) if told.mean_ms < 0 => {
                let later = spoken(Millis(told.mean_ms.unsigned_abs()));
                format!(" A failure is told {later} later in the mean, at the end.")
            }
            _ => String::new(),
        };
        let why = match it.kind {
            Kind::AddHalt => "What comes later needs it, and does not start then.",
            _ => "Nothing that comes later needs it.",
        };
        format!("{why} Halts: {halts}; errors: {errors}.{told}")
    }

    fn suggestion(&self, number: usize, it: &Suggestion, says: &str) -> String {
        let line = self.index.position(it.start).line;
        let title = format!("{number}. {}", clean(&it.title));
        let mut text = format!(
            "  {} {DIM}(line {line}){DIM:#}\n",
            wrap(&title, self.columns - 14, "     ")
        );
        text += &format!(
            "     {GOOD}{}{GOOD:#}\n",
            wrap(&clean(says), self.columns - 5, "     ")
        );
        for on in assumed(it) {
            text += &self.paragraph(&on, "     ");
        }
        text + &format!("     {DIM}{}{DIM:#}\n", clean(&it.id))
    }

    fn left_out(&self) -> String {
        let left = &self.advice.left_out;
        let parts = [
            (left.tasks, "task"),
            (left.risks, "source"),
            (left.edits, "edit"),
        ];
        let parts = parts.into_iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> = parts.map(|(number, thing)| count(number, thing)).collect();
        if parts.is_empty() {
            return String::new();
        }
        let parts = parts.join(", ");
        let text =
            format!("To bound the work, {parts} were measured in few runs only, or not at all.");
        format!("{DIM}{}{DIM:#}\n", wrap(&text, self.columns, ""))
    }

    fn paragraph(&self, text: &str, indent: &str) -> String {
        format!(
            "{indent}{}\n",
            wrap(text, self.columns - indent.len(), indent)
        )
    }
}

fn no_edits(why: NoEdits) -> &'static str {
    match why {
        NoEdits::Errors => "Repair the errors first: edits of an unclear text would be guesses.",
        NoEdits::TooLarge => "No edits are looked for in a stage with more than 1,000 tasks.",
        NoEdits::Teardown => "Nothing: taking down has an order of its own, which no need tells.",
        NoEdits::NotWritten => "Nothing: the template does not write this stage.",
    }
}

/// `25s earlier in the mean (24s to 27s), 33s in bad cases; halts 5.0 % instead of 6.0 %`.
fn saves(it: &Suggestion) -> String {
    let Some(saved) = it.saved else {
        return String::new();
    };
    let spread = match (saved.low_ms, saved.high_ms) {
        (Some(low), Some(high)) if low < high => {
            format!(" ({} to {})", signed(low, spoken), signed(high, spoken))
        }
        _ => String::new(),
    };
    let mean = signed(saved.mean_ms, spoken);
    let in_mean = if varies(&saved) { " in the mean" } else { "" };
    let p95 = saved.p95_ms.filter(|_| varies(&saved));
    let p95 = p95.map(|it| format!("; its p95 {} earlier", signed(it, spoken)));
    format!("{mean} earlier{in_mean}{spread}{}", p95.unwrap_or_default())
}

/// Whether it is not the same in every run.
fn varies(saved: &Saved) -> bool {
    saved.low_ms != saved.high_ms || saved.p95_ms != Some(saved.mean_ms)
}

/// One line for each task that is not known to be free of something.
fn assumed(it: &Suggestion) -> Vec<String> {
    let mut tasks: Vec<(&str, Vec<String>)> = Vec::new();
    for assumption in &it.assumes {
        let without = format!("`{}`", clean(&assumption.without));
        match tasks.last_mut() {
            Some((task, all)) if *task == assumption.task => all.push(without),
            _ => tasks.push((&assumption.task, vec![without])),
        }
    }
    let lines = tasks.into_iter().map(|(task, without)| {
        let task = clean(task);
        format!(
            "if `{task}` does not need {}, which nobody says",
            without.join(", ")
        )
    });
    lines.collect()
}

/// A patch with colours.
fn painted(diff: &str) -> String {
    let lines = clean_lines(diff);
    let lines = lines.lines().map(|line| {
        let style = match line.as_bytes().first() {
            _ if line.starts_with("+++") || line.starts_with("---") => DIM,
            Some(b'+') => GOOD,
            Some(b'-') => GONE,
            Some(b'@') => DIM,
            _ => Style::new(),
        };
        format!("{style}{line}{style:#}\n")
    });
    lines.collect()
}
