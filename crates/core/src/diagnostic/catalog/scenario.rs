//! Problems of the scenario.

use super::words::{did_you_mean, one_of};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;
use crate::time::Millis;

/// A circle of more tasks is not written out.
const LONGEST_CIRCLE: usize = 12;

/// A text that is no duration; `guess` is what it most likely means.
pub fn duration(
    span: Span,
    what: &str,
    text: &str,
    unit_missing: bool,
    guess: Option<Millis>,
) -> Diagnostic {
    let why = if unit_missing {
        format!("{what} has no unit: `{text}`.")
    } else {
        format!("{what} has to be a duration, but this is `{text}`.")
    };
    let message = format!(
        "{why} Write whole numbers, each with `h`, `m`, `s` or `ms`: `90s`, `1m30s`, `250ms`."
    );
    Diagnostic::error("bad-duration", span, message)
        .fix(guess.map(|guess| write(span, &guess.to_string())))
}

/// A text that is no percentage; `guess` is what it most likely means.
pub fn percentage(span: Span, what: &str, text: &str, guess: Option<&str>) -> Diagnostic {
    let message = format!(
        "{what} has to be a percentage from `0%` to `100%`, with up to four digits behind the point, \
         but this is `{text}`."
    );
    Diagnostic::error("bad-percentage", span, message).fix(guess.map(|guess| rather(span, guess)))
}

/// A text that is no factor; `guess` is what it most likely means.
pub fn factor(span: Span, what: &str, text: &str, guess: Option<&str>) -> Diagnostic {
    let message = format!(
        "{what} has to be a factor from `1` to `1000`, with up to six digits behind the point, but \
         this is `{text}`."
    );
    Diagnostic::error("bad-factor", span, message).fix(guess.map(|guess| rather(span, guess)))
}

/// A number that is no whole one, too small or too large.
pub fn out_of_range(span: Span, what: &str, least: u64, most: u64) -> Diagnostic {
    let message = format!("{what} has to be a whole number from {least} to {most}.");
    Diagnostic::error("out-of-range", span, message)
}

/// A time that is too short or too long.
pub fn time_out_of_range(span: Span, what: &str, least: Millis, most: Millis) -> Diagnostic {
    let message = format!("{what} has to be a time from `{least}` to `{most}`.");
    Diagnostic::error("out-of-range", span, message)
}

/// A version of Kubernetes that nobody knows.
pub fn unknown_version(span: Span, found: &str, known: &[String]) -> Diagnostic {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let newest = known.last().copied().unwrap_or_default();
    let message = format!(
        "`kubernetes` is either {}, but this is `{found}`.",
        one_of(&known)
    );
    Diagnostic::error("unknown-choice", span, message).fix(rather(span, &format!("\"{newest}\"")))
}

/// A feature gate that this version does not have.
pub fn gate_not_there(span: Span, gate: &str, version: &str, since: &str) -> Diagnostic {
    let message = format!(
        "Kubernetes {version} has no feature gate `{gate}`: it came with {since}. A kubelet that is \
         given it does not start."
    );
    Diagnostic::error("gate-not-there", span, message)
}

/// `crash_loop_max` where kubelets do not heed it.
pub fn gate_is_off(span: Span, gate: &str, version: &str) -> Diagnostic {
    let message = format!(
        "`crash_loop_max` has no effect: the feature gate `{gate}` is off in this cluster (Kubernetes \
         {version})."
    );
    Diagnostic::warning("gate-is-off", span, message)
}

/// A word that is none of those that can stand here; `found` is in quotes where it is a word.
pub fn unknown_choice(
    span: Span,
    what: &str,
    found: &str,
    allowed: &[&str],
    meant: Option<&str>,
) -> Diagnostic {
    let message = format!(
        "{what} is either {}, but this is {found}.{}",
        one_of(allowed),
        did_you_mean(meant)
    );
    Diagnostic::error("unknown-choice", span, message).fix(meant.map(|meant| write(span, meant)))
}

/// `services.web: 30s`
pub fn time_without_key(span: Span, subject: &str, key: &str, written: &str) -> Diagnostic {
    let form = format!("{{ {key}: {written} }}");
    let message = format!("{subject} is described by a mapping: `{form}`.");
    let fix = Fix::safe(format!("Write `{form}`"), vec![Edit::replace(span, form)]);
    Diagnostic::error("time-without-key", span, message).fix(fix)
}

/// A limit of tasks that is neither a number nor `none`; `meant` says that the latter was meant.
pub fn max_parallel(span: Span, found: &str, meant: Option<&str>) -> Diagnostic {
    let message =
        format!("`max_parallel` has to be a whole number from 1, or `none`, but this is {found}.");
    Diagnostic::error("bad-limit", span, message).fix(meant.map(|meant| write(span, meant)))
}

/// `fails: [1, 2]`
pub fn fails_as_a_list(span: Span, list: &str) -> Diagnostic {
    let message = "`fails` has to be a mapping such as `{ attempts: [1, 2], at: 50% }`, but this is \
                   a list.";
    let fix = rather(span, &format!("{{ attempts: {list} }}"));
    Diagnostic::error("fails-as-a-list", span, message)
        // A list over several lines does not fit into braces as it stands.
        .fix(list.starts_with('[').then_some(fix))
}

/// Attempts are counted from 1.
pub fn attempt_zero(span: Span) -> Diagnostic {
    let message = "Attempts are numbered from 1; there is no attempt 0.";
    Diagnostic::error("attempt-zero", span, message).fix(rather(span, "1"))
}

/// `ready_after` of something that does not get ready, or `runs_for` of a service. With `rename`,
/// the right key can take its place.
pub fn time_key(span: Span, key: &str, own: &str, subject: &str, rename: bool) -> Diagnostic {
    let meaning = match own {
        "ready_after" => "how long it takes to get ready",
        _ => "how long it takes",
    };
    let message = format!("{subject} has no `{key}`; {meaning} is `{own}`.");
    let fix =
        rename.then(|| Fix::safe(format!("Rename to `{own}`"), vec![Edit::replace(span, own)]));
    Diagnostic::error("wrong-time-key", span, message).fix(fix)
}

/// `retries` of anything but a job.
pub fn retries_of_others(span: Span, subject: &str, service: bool, removal: Edit) -> Diagnostic {
    let why = if service {
        "it restarts for ever"
    } else {
        "its first failure is final"
    };
    let message = format!("{subject} has no `retries`: {why}. They are for jobs.");
    let fix = Fix::unsure("Remove `retries`", vec![removal]);
    Diagnostic::error("retries-without-a-job", span, message).fix(fix)
}

/// What only an attempt can do, said of a service that has none.
pub fn static_has_no_attempts(span: Span, key: &str, removal: Edit) -> Diagnostic {
    let message = format!(
        "`{key}` has no effect: this service is static, so it has no pod and no attempts, and is \
         ready after `ready_after`."
    );
    let fix = Fix::unsure(format!("Remove `{key}`"), vec![removal]);
    Diagnostic::warning("static-has-no-attempts", span, message).fix(fix)
}

/// `needs` under `defaults`.
pub fn needs_in_defaults(span: Span) -> Diagnostic {
    let message = "`needs` cannot be a default; give it to each task that has them, under `tasks`.";
    Diagnostic::error("needs-in-defaults", span, message)
}

/// A reference to something that the template does not have.
pub fn unknown_task(span: Span, text: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!(
        "The template has no task `{text}`.{} A task is named as in the template, such as \
         `services.web` or `jobs.migrate`.",
        did_you_mean(meant)
    );
    Diagnostic::error("unknown-task", span, message).fix(meant.map(|meant| write(span, meant)))
}

/// `services.all` where single tasks are named.
pub fn all_of_a_kind(span: Span, text: &str, kind: &str) -> Diagnostic {
    let message = format!(
        "`{text}` is no single task. For all of a kind there are `{kind}` under `defaults`, and \
         faults with `tasks: {kind}.*`."
    );
    Diagnostic::error("all-of-a-kind", span, message)
}

/// `task: services.*`; `key` is where `task` stands.
pub fn pattern_as_task(key: Span, text: &str) -> Diagnostic {
    let message =
        format!("`task` is for one reference; for a pattern such as `{text}` it is `tasks`.");
    let fix = Fix::safe("Rename to `tasks`", vec![Edit::replace(key, "tasks")]);
    Diagnostic::error("pattern-as-task", key, message).fix(fix)
}

/// A pattern without any match.
pub fn pattern_without_match(span: Span, pattern: &str) -> Diagnostic {
    let message =
        format!("No task of the template matches `{pattern}`, so this fault has no effect.");
    Diagnostic::warning("pattern-without-match", span, message)
}

/// A fault of nobody.
pub fn fault_without_task(span: Span) -> Diagnostic {
    let message =
        "A fault needs `task` (one reference) or `tasks` (a pattern such as `services.*`).";
    Diagnostic::error("fault-without-task", span, message)
}

/// A fault with `task` and `tasks`.
pub fn fault_with_two_targets(span: Span) -> Diagnostic {
    let message = "A fault has either `task` or `tasks`, not both; make it two faults.";
    Diagnostic::error("fault-with-two-targets", span, message)
}

/// A fault that does nothing.
pub fn fault_without_effect(span: Span, effects: &[&str]) -> Diagnostic {
    let message = format!(
        "Nothing goes wrong in this fault: it needs {}.",
        one_of(effects)
    );
    Diagnostic::error("fault-without-effect", span, message)
}

/// `image_pull: 3`
pub fn bare_pulls(span: Span, pulls: u64) -> Diagnostic {
    let message = "`image_pull` is either `never`, `invalid`, or the number of pulls that fail: \
                   `{ fails: 3 }`.";
    Diagnostic::error("unknown-choice", span, message)
        .fix(rather(span, &format!("{{ fails: {pulls} }}")))
}

/// `from` is not before `until`.
pub fn empty_outage(span: Span, from: Millis, until: Millis) -> Diagnostic {
    let message =
        format!("This outage is empty: `from` ({from}) has to come before `until` ({until}).");
    Diagnostic::error("empty-outage", span, message)
}

/// A task that waits for itself.
pub fn needs_itself(span: Span, task: &str) -> Diagnostic {
    let message = format!("`{task}` cannot need itself; this need is left out.");
    Diagnostic::error("needs-itself", span, message)
}

/// A need that the simulated stage does not deploy.
pub fn need_outside_stage(span: Span, need: &str, stage: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!(
        "`{need}` is not in the stage `{stage}`; it counts as met except in its outages.{}",
        did_you_mean(meant)
    );
    Diagnostic::warning("need-outside-stage", span, message)
        .fix(meant.map(|meant| rather(span, meant)))
}

/// Tasks that need each other.
pub fn needs_in_a_circle(span: Span, tasks: &[&str]) -> Diagnostic {
    let mut circle: Vec<String> = tasks.iter().map(|task| format!("`{task}`")).collect();
    if circle.len() > LONGEST_CIRCLE {
        circle.splice(1..circle.len() - 1, ["…".to_owned()]);
    }
    circle.extend(circle.first().cloned());
    let message = format!(
        "These tasks need each other in a circle, so none of them can succeed: {}.",
        circle.join(" → ")
    );
    Diagnostic::warning("needs-in-a-circle", span, message)
}

fn write(span: Span, text: &str) -> Fix {
    Fix::safe(format!("Write `{text}`"), vec![Edit::replace(span, text)])
}

/// Like [`write`], where the author may have meant something else.
fn rather(span: Span, text: &str) -> Fix {
    Fix::unsure(format!("Write `{text}`"), vec![Edit::replace(span, text)])
}
