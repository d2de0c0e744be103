//! Times that may be drawn: one duration, or a distribution.

use super::percentile;
use super::values::Place;
use crate::diagnostic::catalog::distribution::{self as catalog, DISTRIBUTIONS};
use crate::diagnostic::catalog::shape;
use crate::diagnostic::{Edit, Fix};
use crate::order::sort_by_key;
use crate::simulate::draws::{Distribution, Percentile, Time};
use crate::time::Millis;
use crate::yaml::{Entry, Node, Sink, Value};

const DISTRIBUTION: Place = Place {
    name: "A distribution",
    keys: &DISTRIBUTIONS,
};

const NORMAL: Place = Place {
    name: "`normal`",
    keys: &["mean", "sd"],
};

const EXPONENTIAL: Place = Place {
    name: "`exponential`",
    keys: &["mean"],
};

impl Sink<'_> {
    /// A time that may be drawn; nothing at all is none.
    pub(super) fn time(&mut self, entry: Option<&Entry>) -> Option<Time> {
        let entry = entry?;
        let node = &entry.value;
        let what = format!("`{}`", entry.name().unwrap_or_default());
        match &node.value {
            Value::Mapping(entries) if entries.is_empty() => {
                self.report_absence(node.span, catalog::no_distribution(node.span, &what));
                None
            }
            Value::Mapping(_) => self.distribution(node).map(Time::new),
            Value::Sequence(items) => {
                let found = format!("a list of {}", items.len());
                let fix = named_list(node, items.len(), self.text);
                let problem = catalog::list_as_time(node.span, &what, &found, fix);
                self.report(problem);
                None
            }
            _ => self.duration(Some(entry)).map(Time::from),
        }
    }

    fn distribution(&mut self, node: &Node) -> Option<Distribution> {
        if self.reports_nameless(node) {
            return None;
        }
        let keys = self.place(node, &DISTRIBUTION);
        if keys.len() > 1 {
            let words: Vec<&str> = keys.keys().copied().collect();
            self.report(catalog::several_distributions(node.span, &words));
            return None;
        }
        let (word, entry) = keys.into_iter().next()?;
        match word {
            "uniform" => {
                let [min, max] = self.ascending(word, entry, ["shortest", "longest"])?;
                Some(Distribution::Uniform { min, max })
            }
            "triangular" => {
                let [min, mode, max] = self.ascending(word, entry, THREE)?;
                Some(Distribution::Triangular { min, mode, max })
            }
            "pert" => {
                let [min, mode, max] = self.ascending(word, entry, THREE)?;
                Some(Distribution::Pert { min, mode, max })
            }
            "normal" => {
                let [mean, sd] = self.named(word, &entry.value, &NORMAL)?;
                Some(Distribution::Normal { mean, sd })
            }
            "lognormal" => self.lognormal(&entry.value),
            "exponential" => {
                let [mean] = self.named(word, &entry.value, &EXPONENTIAL)?;
                Some(Distribution::Exponential { mean })
            }
            _ => self.samples(word, &entry.value).map(Distribution::Samples),
        }
    }

    /// `{ mean: 30s, sd: 5s }`: says so if all keys belong to one distribution whose name is missing.
    fn reports_nameless(&mut self, node: &Node) -> bool {
        let names: Option<Vec<&str>> = node
            .entries()
            .into_iter()
            .flatten()
            .map(Entry::name)
            .collect();
        let names = names.unwrap_or_default();
        let word = match names.as_slice() {
            ["mean"] => "exponential",
            ["mean", "sd"] | ["sd", "mean"] => "normal",
            _ if names.iter().all(|name| percentile::parse(name).is_some()) => "lognormal",
            _ => return false,
        };
        let written = node.span.slice(self.text);
        let problem = catalog::distribution_without_name(node.span, &names, word, written);
        self.report(problem);
        true
    }

    /// A list of times, none of them before the one in front of it.
    fn ascending<const N: usize>(
        &mut self,
        word: &str,
        entry: &Entry,
        names: [&str; N],
    ) -> Option<[Millis; N]> {
        let node = &entry.value;
        let items = match &node.value {
            Value::Sequence(items) if items.len() == N => items,
            Value::Sequence(items) => {
                let found = format!("a list of {}", items.len());
                let fix = other_name(word, items.len(), entry);
                self.report_absence(node.span, catalog::wrong_form(node.span, word, &found, fix));
                return None;
            }
            _ => {
                self.wrong_form(word, node, in_order(node, N));
                return None;
            }
        };
        let times: Vec<Option<Millis>> = items
            .iter()
            .zip(names)
            .map(|(item, name)| self.duration_of(item, &format!("The {name} of `{word}`")))
            .collect();
        let times: Vec<Millis> = times.into_iter().collect::<Option<_>>()?;
        let times: [Millis; N] = times.try_into().ok()?;
        if let Some(at) = (1..N).find(|&at| times[at - 1] > times[at]) {
            let mut sorted = times;
            sorted.sort_unstable();
            let sorted = format!("[{}]", sorted.map(|it| it.to_string()).join(", "));
            let (before, after) = ((names[at - 1], times[at - 1]), (names[at], times[at]));
            let problem = catalog::wrong_order(node.span, word, before, after, Some(&sorted));
            self.report(problem);
            return None;
        }
        Some(times)
    }

    /// Times by their names, all of which have to be there.
    fn named<const N: usize>(
        &mut self,
        word: &str,
        node: &Node,
        place: &Place,
    ) -> Option<[Millis; N]> {
        if node.entries().is_none() {
            let fix = by_name(node, place.keys, self.text);
            self.wrong_form(word, node, fix);
            return None;
        }
        let keys = self.place(node, place);
        let mut times = Vec::new();
        for key in place.keys {
            match keys.get(key) {
                Some(entry) => {
                    let what = format!("`{key}`");
                    times.extend(self.duration_of(&entry.value, &what));
                }
                None => {
                    let problem = shape::missing_key(self.text, node.span, place.name, key, None);
                    self.report_absence(node.span, problem);
                }
            }
        }
        times.try_into().ok()
    }

    fn lognormal(&mut self, node: &Node) -> Option<Distribution> {
        let Some(entries) = node.entries() else {
            self.wrong_form("lognormal", node, None);
            return None;
        };
        let mut found: Vec<(Percentile, &str)> = Vec::new();
        let mut is_clear = true;
        for entry in entries {
            let Some(name) = entry.name() else { continue };
            let percentile = self.percentile(entry, name);
            is_clear &= percentile.is_some();
            found.extend(percentile.map(|it| (it, name)));
        }
        if !is_clear {
            return None;
        }
        sort_by_key(&mut found, |(percentile, _)| percentile.millionths);
        let [(low, low_name), (high, high_name)] = found[..] else {
            let count = found.len();
            let found = match count {
                1 => "only one".to_owned(),
                _ => format!("a mapping of {count}"),
            };
            let problem = catalog::wrong_form(node.span, "lognormal", &found, None);
            self.report_absence(node.span, problem);
            return None;
        };
        if low.millionths == high.millionths {
            self.report(catalog::wrong_form(
                node.span,
                "lognormal",
                "the same one twice",
                None,
            ));
            return None;
        }
        if low.at >= high.at {
            let swapped = format!("{{ {low_name}: {}, {high_name}: {} }}", high.at, low.at);
            let (low, high) = ((low_name, low.at), (high_name, high.at));
            let problem = catalog::percentile_order(node.span, low, high, &swapped);
            self.report(problem);
            return None;
        }
        Some(Distribution::Lognormal { low, high })
    }

    fn percentile(&mut self, entry: &Entry, name: &str) -> Option<Percentile> {
        let Some(millionths) = percentile::parse(name) else {
            let meant = percentile::guess(name);
            let problem = catalog::no_percentile(entry.key.span, name, meant.as_deref());
            self.report(problem);
            return None;
        };
        let at = self.duration_of(&entry.value, &format!("`{name}`"))?;
        if at == Millis::ZERO {
            self.report(catalog::percentile_of_zero(entry.value.span, name));
            return None;
        }
        Some(Percentile { millionths, at })
    }

    fn samples(&mut self, word: &str, node: &Node) -> Option<Vec<Millis>> {
        let items = match &node.value {
            Value::Sequence(items) if !items.is_empty() => items,
            Value::Sequence(_) => {
                let problem = catalog::wrong_form(node.span, word, "an empty list", None);
                self.report_absence(node.span, problem);
                return None;
            }
            _ => {
                self.wrong_form(word, node, None);
                return None;
            }
        };
        let times = items.iter().map(|item| self.duration_of(item, "A sample"));
        let times: Vec<Option<Millis>> = times.collect();
        times.into_iter().collect()
    }

    fn wrong_form(&mut self, word: &str, node: &Node, fix: Option<String>) {
        let fix = fix.map(|text| {
            Fix::unsure(
                format!("Write `{text}`"),
                vec![Edit::replace(node.span, text)],
            )
        });
        let problem = catalog::wrong_form(node.span, word, node.kind(), fix);
        self.report_absence(node.span, problem);
    }
}

const THREE: [&str; 3] = ["shortest", "likeliest", "longest"];

/// A list without a name as the distribution that takes so many times.
fn named_list(node: &Node, count: usize, text: &str) -> Option<Fix> {
    let word = match count {
        2 => "uniform",
        3 => "triangular",
        _ => "samples",
    };
    let list = node.span.slice(text);
    // A list over several lines does not fit into braces as it stands.
    (list.starts_with('[') && count > 1).then(|| {
        let named = format!("{{ {word}: {list} }}");
        Fix::unsure(
            format!("Write `{named}`"),
            vec![Edit::replace(node.span, named)],
        )
    })
}

/// The distribution that takes so many times, in place of the one that does not.
fn other_name(word: &str, count: usize, entry: &Entry) -> Option<Fix> {
    let other = match (word, count) {
        ("uniform", 3) => "triangular",
        ("triangular" | "pert", 2) => "uniform",
        _ => return None,
    };
    let edit = Edit::replace(entry.key.span, other);
    Some(Fix::unsure(format!("Write `{other}`"), vec![edit]))
}

/// A mapping such as `{ min: 10s, max: 20s }` as the list of its values.
fn in_order(node: &Node, count: usize) -> Option<String> {
    let words = ["min", "mode", "max"];
    let words = words
        .into_iter()
        .filter(|word| count == 3 || *word != "mode");
    let entries = node.entries()?;
    if entries.len() != count {
        return None;
    }
    let value = |word| {
        let entry = entries.iter().find(|entry| entry.name() == Some(word))?;
        Some(entry.value.scalar()?.text.as_str())
    };
    let values: Option<Vec<&str>> = words.map(value).collect();
    Some(format!("[{}]", values?.join(", ")))
}

/// A list, or a single value, as a mapping with these keys.
fn by_name(node: &Node, keys: &[&str], text: &str) -> Option<String> {
    let alone = std::slice::from_ref(node);
    let values = match &node.value {
        Value::Sequence(items) => items.as_slice(),
        Value::Scalar(_) => alone,
        _ => return None,
    };
    let are_scalars = values.iter().all(|value| value.scalar().is_some());
    (values.len() == keys.len() && are_scalars).then(|| {
        let entries = keys.iter().zip(values);
        let entries = entries.map(|(key, value)| format!("{key}: {}", value.span.slice(text)));
        format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
    })
}
