//! The problems of both texts, with their fixes.

use super::icon::{Icon, sign};
use super::prose::prose;
use crate::protocol::{Change, Located, Pane, Place, TextRange};
use laneway_core::diagnostic::Severity;
use std::rc::Rc;
use yew::prelude::*;

/// How many problems of a text are listed: more help nobody, and would make the page slow.
const LISTED: usize = 100;

/// What [`Problems`] shows.
#[derive(Properties, PartialEq)]
pub struct ProblemsProps {
    /// Problems of the template.
    pub template: Rc<Vec<Located>>,
    /// Problems of the scenario.
    pub scenario: Rc<Vec<Located>>,
    /// The user wants to see a place.
    pub on_place: Callback<(Pane, TextRange)>,
    /// The user wants the changes of a fix.
    pub on_fix: Callback<(Pane, Vec<Change>)>,
    /// The user wants all sure fixes.
    pub on_fix_all: Callback<()>,
    /// The user wants to read the page about a code.
    pub on_rule: Callback<String>,
}

/// The region of the problems.
#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let total = props.template.len() + props.scenario.len();
    html! {
        <section id="problems" class="pane problems" aria-labelledby="problems-heading">
            <div class="pane-head">
                <h2 id="problems-heading">{ "Problems" }</h2>
                <p>{ count(props) }</p>
                { fix_all(props) }
            </div>
            if total > 0 {
                <ul>
                    { for items(props, Pane::Template, &props.template) }
                    { for items(props, Pane::Scenario, &props.scenario) }
                </ul>
            }
        </section>
    }
}

/// Where there are several.
fn fix_all(props: &ProblemsProps) -> Html {
    let all = props.template.iter().chain(props.scenario.iter());
    let several = all
        .filter(|problem| problem.sure_fix().is_some())
        .nth(1)
        .is_some();
    let onclick = props.on_fix_all.reform(|_| ());
    html! {
        if several {
            <button type="button" class="quiet refactor" title="Every fix that surely keeps what was meant; undo takes it back" {onclick}>
                { "Fix all" }
            </button>
        }
    }
}

fn count(props: &ProblemsProps) -> String {
    let of = |severity: Severity| {
        let all = props.template.iter().chain(props.scenario.iter());
        all.filter(|problem| problem.severity == severity).count()
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Hint];
    let counts = severities.map(|severity| (of(severity), word(severity).to_lowercase()));
    let found = counts.iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = found
        .map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    if words.is_empty() {
        "None found".to_owned()
    } else {
        words.join(", ")
    }
}

fn items(props: &ProblemsProps, pane: Pane, problems: &[Located]) -> Vec<Html> {
    let mut items: Vec<Html> = problems
        .iter()
        .take(LISTED)
        .map(|problem| item(props, pane, problem))
        .collect();
    if let Some(more) = problems.len().checked_sub(LISTED).filter(|more| *more > 0) {
        items.push(
            html! { <li class="more">{ format!("and {more} more in the {}", title(pane)) }</li> },
        );
    }
    items
}

fn item(props: &ProblemsProps, pane: Pane, problem: &Located) -> Html {
    let kind = word(problem.severity);
    let place = format!("{} {}", title(pane), line_and_column(problem.place));
    let name = format!("{kind}, {place}: {}", problem.message);
    html! {
        <li class={classes!("problem", kind.to_lowercase())}>
            <button type="button" class="place" aria-label={name} onclick={jump(props, pane, problem.place)}>
                // Spaces keep the words apart for those who hear them.
                <span class="kind">{ sign(icon(problem.severity)) }{ kind }</span>{ " " }
                <span class="where">{ place }</span>{ " " }
                <span class="message">{ prose(&problem.message) }</span>
            </button>
            { related(props, pane, problem) }
            { fixes(props, pane, problem) }
            { rule(props, &problem.code) }
        </li>
    }
}

fn related(props: &ProblemsProps, pane: Pane, problem: &Located) -> Html {
    let items = problem.related.iter().map(|related| {
        html! {
            <li>
                <button type="button" class="place" onclick={jump(props, pane, related.place)}>
                    <span class="where">{ line_and_column(related.place) }</span>
                    <span class="message">{ prose(&related.message) }</span>
                </button>
            </li>
        }
    });
    html! {
        if !problem.related.is_empty() {
            <ul class="related" aria-label="Related places">{ for items }</ul>
        }
    }
}

fn fixes(props: &ProblemsProps, pane: Pane, problem: &Located) -> Html {
    let items = problem.fixes.iter().map(|fix| {
        let changes = fix.changes.clone();
        let onclick = props.on_fix.reform(move |_| (pane, changes.clone()));
        html! { <li><button type="button" class="fix" {onclick}>{ prose(&fix.title) }</button></li> }
    });
    html! {
        if !problem.fixes.is_empty() {
            <ul class="fixes" aria-label="Fixes">{ for items }</ul>
        }
    }
}

fn rule(props: &ProblemsProps, code: &str) -> Html {
    let owned = code.to_owned();
    let onclick = props.on_rule.reform(move |_| owned.clone());
    html! {
        <button type="button" class="quiet rule" aria-haspopup="dialog" title="What this is about" {onclick}>
            { code }
        </button>
    }
}

fn jump(props: &ProblemsProps, pane: Pane, place: Place) -> Callback<MouseEvent> {
    props.on_place.reform(move |_| (pane, place.range))
}

fn title(pane: Pane) -> &'static str {
    match pane {
        Pane::Template => "template",
        Pane::Scenario => "scenario",
    }
}

fn line_and_column(place: Place) -> String {
    format!("line {}, column {}", place.line, place.column)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Hint => "Hint",
    }
}

fn icon(severity: Severity) -> Icon {
    match severity {
        Severity::Error => Icon::Cross,
        Severity::Warning => Icon::Triangle,
        Severity::Hint => Icon::Bulb,
    }
}
