//! What faults do to single attempts: `hang`, `slowdown`, `latency`, `crash`.

use super::factor;
use super::values::Place;
use crate::diagnostic::catalog::{loss, scenario as catalog, shape};
use crate::diagnostic::edits::take_out_entry;
use crate::simulate::draws::{Chance, Stream};
use crate::simulate::{Harm, Hazard, Strikes};
use crate::yaml::{Entry, Node, Sink};
use std::collections::BTreeMap;
use std::sync::Arc;

const HANG: Place = Place {
    name: "`hang`",
    keys: &["chance", "attempts"],
};

const SLOWDOWN: Place = Place {
    name: "`slowdown`",
    keys: &["factor", "chance", "attempts"],
};

const CRASH: Place = Place {
    name: "`crash`",
    keys: &["at", "after_ready", "chance", "attempts"],
};

type Keys<'n> = BTreeMap<&'static str, &'n Entry>;

impl Sink<'_> {
    /// What a fault with these keys does to attempts. Their streams are still to be told apart.
    pub(super) fn hazards(&mut self, keys: &Keys) -> Vec<Hazard> {
        let read = |(key, entry): (&&str, &&Entry)| match *key {
            "hang" => self.hang(entry),
            "slowdown" => self.slowdown(entry),
            "latency" => self.latency(entry),
            "crash" => self.crash(entry),
            _ => None,
        };
        keys.iter().filter_map(read).collect()
    }

    /// `5%`, or a mapping.
    fn hang(&mut self, entry: &Entry) -> Option<Hazard> {
        if entry.value.entries().is_none() {
            let chance = self.share(entry)?;
            return Some(hazard(Harm::Hang, likely(chance)));
        }
        let keys = self.place(&entry.value, &HANG);
        Some(hazard(Harm::Hang, self.strikes(&keys)))
    }

    /// A factor, or a mapping with one.
    fn slowdown(&mut self, entry: &Entry) -> Option<Hazard> {
        if entry.value.entries().is_none() {
            let factor = self.factor(&entry.value, SLOWDOWN.name)?;
            return Some(hazard(Harm::Slowdown(factor), Strikes::ALWAYS));
        }
        let keys = self.place(&entry.value, &SLOWDOWN);
        let strikes = self.strikes(&keys);
        let factor = self.needed(&entry.value, &keys, &SLOWDOWN, "factor")?;
        let factor = self.factor(&factor.value, "`factor`")?;
        Some(hazard(Harm::Slowdown(factor), strikes))
    }

    /// A time that is drawn for each attempt.
    fn latency(&mut self, entry: &Entry) -> Option<Hazard> {
        let time = self.time(Some(entry))?;
        Some(hazard(Harm::Latency(time), Strikes::ALWAYS))
    }

    fn crash(&mut self, entry: &Entry) -> Option<Hazard> {
        if !self.has_form(&entry.value, CRASH.name, "{ at: 90%, chance: 5% }") {
            return None;
        }
        let keys = self.place(&entry.value, &CRASH);
        let strikes = self.strikes(&keys);
        if let Some(after) = keys.get("after_ready") {
            if let Some(at) = keys.get("at") {
                let removal = take_out_entry(self.text, at.span());
                self.report(loss::crash_at_two_moments(after.key.span, removal));
            }
            let after = self.time(Some(after))?;
            return Some(hazard(Harm::CrashAfterReady(after), strikes));
        }
        let at = self.needed(&entry.value, &keys, &CRASH, "at")?;
        let at = self.fails_at(at)?;
        Some(hazard(Harm::Crash(at), strikes))
    }

    fn strikes(&mut self, keys: &Keys) -> Strikes {
        let chance = keys.get("chance").and_then(|entry| self.share(entry));
        let attempts = keys.get("attempts").map(|it| self.attempts(&it.value));
        Strikes {
            attempts: attempts.map(Arc::from),
            ..chance.map_or(Strikes::ALWAYS, likely)
        }
    }

    pub(super) fn needed<'n>(
        &mut self,
        node: &Node,
        keys: &Keys<'n>,
        place: &Place,
        key: &str,
    ) -> Option<&'n Entry> {
        let entry = keys.get(key).copied();
        if entry.is_none() {
            let problem = shape::missing_key(self.text, node.span, place.name, key, None);
            self.report_absence(node.span, problem);
        }
        entry
    }

    /// How many times as long something takes, in millionths.
    fn factor(&mut self, node: &Node, what: &str) -> Option<u32> {
        let Some(scalar) = node.scalar() else {
            self.wrong_type(node, what, "a factor such as `2` or `1.5`");
            return None;
        };
        let factor = factor::parse(&scalar.text);
        if factor.is_none() {
            let guess = factor::guess(&scalar.text);
            let problem = catalog::factor(node.span, what, &scalar.text, guess.as_deref());
            self.report(problem);
        }
        factor
    }
}

fn likely(millionths: u32) -> Strikes {
    Strikes {
        attempts: None,
        chance: Chance::from_millionths(millionths),
    }
}

fn hazard(harm: Harm, strikes: Strikes) -> Hazard {
    Hazard {
        harm,
        strikes,
        stream: Stream::of_fault("", 0),
    }
}

/// The key of what a hazard does.
pub(crate) fn harm_key(harm: &Harm) -> &'static str {
    match harm {
        Harm::Hang => "hang",
        Harm::Slowdown(_) => "slowdown",
        Harm::Latency(_) => "latency",
        Harm::Crash(_) | Harm::CrashAfterReady(_) => "crash",
    }
}

/// What a hazard does, apart from all others: it draws under that name.
pub(super) fn harm_name(harm: &Harm) -> &'static str {
    match harm {
        Harm::CrashAfterReady(_) => "crash after_ready",
        other => harm_key(other),
    }
}
