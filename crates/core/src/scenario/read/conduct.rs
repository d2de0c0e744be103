//! `defaults` and `tasks`: how the tasks of a kind, or single tasks, behave.

use super::values::{MOST_ATTEMPTS, Place};
use crate::diagnostic::catalog::scenario as catalog;
use crate::diagnostic::edits::take_out_entry;
use crate::kubernetes::RestartPolicy;
use crate::scenario::Conduct;
use crate::simulate::draws::Chance;
use crate::simulate::{Fails, FailsAt};
use crate::source::Spanned;
use crate::template::Kind;
use crate::time::Millis;
use crate::yaml::{Entry, Node, Sink, Value};

const FAILS: Place = Place {
    name: "`fails`",
    keys: &["attempts", "at"],
};

const RESTART_POLICY: [(&str, RestartPolicy); 2] = [
    ("Never", RestartPolicy::Never),
    ("OnFailure", RestartPolicy::OnFailure),
];

/// What only an attempt, or a pod, can do.
const OF_ATTEMPTS: [&str; 5] = ["crash_after", "fails", "needs", "requests", "replicas"];

/// Whose behaviour is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject {
    pub(super) kind: Kind,
    /// One task, not all of a kind.
    pub(super) single: bool,
    /// A static service, which has no attempts.
    pub(super) is_static: bool,
}

impl Subject {
    /// How messages begin.
    fn name(self) -> &'static str {
        match self.kind {
            Kind::Services => "A service",
            Kind::Jobs => "A job",
            Kind::Charts => "A chart",
            Kind::Infrastructure => "An infrastructure task",
            Kind::BuiltIn => "The built-in task",
        }
    }

    fn keys(self) -> Vec<&'static str> {
        let needs = self.single.then_some("needs");
        let of_jobs = ["retries", "restart_policy"].into_iter();
        let of_jobs = of_jobs.filter(|_| self.kind == Kind::Jobs);
        let of_pods: &[&str] = match self.kind {
            Kind::Services => &["requests", "replicas"],
            Kind::Jobs => &["requests"],
            _ => &[],
        };
        let rest = ["crash_after", "fails"].into_iter().chain(of_jobs);
        let rest = rest.chain(of_pods.iter().copied());
        let first = [self.duration_key()].into_iter().chain(needs);
        first.chain(rest).collect()
    }

    /// The key that says how long it takes.
    fn duration_key(self) -> &'static str {
        match self.kind {
            Kind::Services => "ready_after",
            _ => "runs_for",
        }
    }

    /// Keys of other subjects.
    fn misplaced(self) -> Vec<&'static str> {
        let all = ["ready_after", "runs_for", "needs", "retries"];
        let own = self.keys();
        all.into_iter().filter(|key| !own.contains(key)).collect()
    }
}

impl Sink<'_> {
    pub(super) fn conduct(&mut self, node: &Node, subject: Subject) -> Conduct {
        let written = node.scalar().map(|scalar| scalar.text.parse::<Millis>());
        if let Some(Ok(duration)) = written {
            let (name, key) = (subject.name(), subject.duration_key());
            let written = node.span.slice(self.text);
            self.report(catalog::time_without_key(node.span, name, key, written));
            return Conduct {
                duration: Some(duration.into()),
                ..Conduct::default()
            };
        }
        let entries = self.mapping(node, subject.name()).iter();
        let others = subject.misplaced();
        let is_other = |entry: &&Entry| entry.name().is_some_and(|name| others.contains(&name));
        let (misplaced, own): (Vec<&Entry>, Vec<&Entry>) = entries.partition(is_other);
        let keys = self.keys(own, subject.name(), &subject.keys(), &[]);
        if subject.is_static {
            for (key, entry) in keys.iter().filter(|(key, _)| OF_ATTEMPTS.contains(key)) {
                let removal = take_out_entry(self.text, entry.span());
                self.report(catalog::static_has_no_attempts(
                    entry.key.span,
                    key,
                    removal,
                ));
            }
        }
        let mut conduct = Conduct {
            duration: self.time(keys.get(subject.duration_key()).copied()),
            needs: keys.get("needs").map(|entry| self.needs(&entry.value)),
            crash_after: self.time(keys.get("crash_after").copied()),
            fails: keys.get("fails").and_then(|entry| self.fails(&entry.value)),
            retries: keys
                .get("retries")
                .and_then(|entry| self.retries(&entry.value)),
            restart_policy: keys
                .get("restart_policy")
                .and_then(|entry| self.choice(entry, &RESTART_POLICY)),
            requests: keys.get("requests").and_then(|entry| self.requests(entry)),
            replicas: keys.get("replicas").and_then(|entry| self.replicas(entry)),
        };
        let has_duration = keys.contains_key(subject.duration_key());
        for entry in misplaced {
            self.misplaced(entry, subject, has_duration, &mut conduct);
        }
        conduct
    }

    /// A key that means something for others.
    fn misplaced(
        &mut self,
        entry: &Entry,
        subject: Subject,
        has_duration: bool,
        conduct: &mut Conduct,
    ) {
        let span = entry.key.span;
        match entry.name() {
            Some("needs") => self.report(catalog::needs_in_defaults(span)),
            Some("retries") => {
                let removal = take_out_entry(self.text, entry.span());
                let (name, service) = (subject.name(), subject.kind == Kind::Services);
                self.report(catalog::retries_of_others(span, name, service, removal));
            }
            key => {
                let (key, own) = (key.unwrap_or_default(), subject.duration_key());
                let rename = !has_duration;
                self.report(catalog::time_key(span, key, own, subject.name(), rename));
                if rename {
                    conduct.duration = self.time(Some(entry));
                }
            }
        }
    }

    fn needs(&mut self, node: &Node) -> Vec<Spanned<String>> {
        let expected = "a list of references such as `[services.db]`, or `[]` for none";
        let items = self.list(node, "`needs`", expected);
        items
            .iter()
            .filter_map(|item| self.text(item, "A need"))
            .collect()
    }

    fn fails(&mut self, node: &Node) -> Option<Fails> {
        match &node.value {
            Value::Null => return None,
            Value::Sequence(_) => {
                self.report(catalog::fails_as_a_list(
                    node.span,
                    node.span.slice(self.text),
                ));
                let attempts = self.attempts(node);
                return Some(Fails {
                    attempts,
                    ..Fails::default()
                });
            }
            _ if self.has_form(node, "`fails`", "{ attempts: [1, 2], at: 50% }") => {}
            _ => return None,
        }
        let keys = self.place(node, &FAILS);
        Some(Fails {
            attempts: keys
                .get("attempts")
                .map_or_else(Vec::new, |entry| self.attempts(&entry.value)),
            chance: Chance::NEVER,
            at: keys.get("at").and_then(|entry| self.fails_at(entry)),
        })
    }

    /// Ascending, each once.
    pub(super) fn attempts(&mut self, node: &Node) -> Vec<u32> {
        const EXPECTED: &str = "a list of numbers such as `[1, 2]`";
        if node.scalar().is_some() && node.as_u64().is_none() {
            self.wrong_type(node, "`attempts`", EXPECTED);
            return Vec::new();
        }
        let items = self.list(node, "`attempts`", EXPECTED);
        let mut attempts = Vec::new();
        for item in &items {
            if item.as_u64() == Some(0) {
                self.report(catalog::attempt_zero(item.span));
            } else {
                let attempt = self.whole(item, "An attempt", 1, u64::from(MOST_ATTEMPTS));
                attempts.extend(attempt.and_then(|attempt| u32::try_from(attempt).ok()));
            }
        }
        attempts.sort_unstable();
        attempts.dedup();
        attempts
    }

    /// A share of the attempt's duration, or a time.
    pub(super) fn fails_at(&mut self, entry: &Entry) -> Option<FailsAt> {
        let scalar = entry.value.scalar();
        if scalar.is_some_and(|scalar| scalar.text.ends_with('%')) {
            return self.share(entry).map(FailsAt::Share);
        }
        self.time(Some(entry)).map(FailsAt::After)
    }

    fn retries(&mut self, node: &Node) -> Option<u32> {
        let retries = self.whole(node, "`retries`", 0, u64::from(MOST_ATTEMPTS))?;
        u32::try_from(retries).ok()
    }
}
