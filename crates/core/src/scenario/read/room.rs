//! What nodes have, and what pods ask for: `nodes` of `cluster`, `requests` and `replicas` of tasks.

use super::values::{MOST_ATTEMPTS, Place};
use crate::diagnostic::catalog::{room as catalog, scenario, shape};
use crate::kubernetes::{MAX_PODS, NodeSize, Requests, quantity};
use crate::source::Spanned;
use crate::yaml::{Entry, Node, Sink, Value};

const NODES: &str = "a list of nodes such as `[{ count: 3, cpu: 4, memory: 16Gi }]`";

const NODE: Place = Place {
    name: "A node",
    keys: &["count", "cpu", "memory", "pods"],
};

const REQUESTS: Place = Place {
    name: "`requests`",
    keys: &["cpu", "memory"],
};

/// As many nodes are simulated.
const MOST_NODES: usize = 1000;

/// How an amount is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amount {
    Cpu,
    Memory,
}

impl Sink<'_> {
    /// All nodes that are clear, and whether those are all that there are.
    pub(super) fn nodes(&mut self, entry: &Entry) -> (Vec<NodeSize>, bool) {
        let items = match &entry.value.value {
            Value::Sequence(items) if !items.is_empty() => items,
            Value::Null => return (Vec::new(), true),
            Value::Sequence(_) => {
                let problem = shape::wrong_type(entry.value.span, "`nodes`", NODES, "empty");
                self.report_absence(entry.value.span, problem);
                return (Vec::new(), false);
            }
            _ => {
                self.wrong_type(&entry.value, "`nodes`", NODES);
                return (Vec::new(), false);
            }
        };
        let (mut nodes, mut are_clear) = (Vec::new(), true);
        for item in items {
            let (count, size) = self.node(item);
            are_clear &= size.is_some();
            let room = MOST_NODES.saturating_sub(nodes.len());
            if count > room {
                let most = MOST_NODES as u64;
                let span = entry.value.span;
                self.report(scenario::out_of_range(span, "The number of nodes", 1, most));
                are_clear = false;
            }
            nodes.extend(std::iter::repeat_n(size, count.min(room)).flatten());
        }
        (nodes, are_clear)
    }

    /// How many such nodes there are, and what each of them has, if that is clear.
    fn node(&mut self, node: &Node) -> (usize, Option<NodeSize>) {
        if !self.has_form(node, NODE.name, "{ count: 3, cpu: 4, memory: 16Gi }") {
            return (0, None);
        }
        let keys = self.place(node, &NODE);
        for key in ["cpu", "memory"] {
            if !keys.contains_key(key) {
                let problem = shape::missing_key(self.text, node.span, NODE.name, key, None);
                self.report_absence(node.span, problem);
            }
        }
        let most = u64::from(MOST_ATTEMPTS);
        let count = keys.get("count");
        let count = count.and_then(|it| self.whole(&it.value, "`count`", 1, most));
        let pods = keys.get("pods");
        let pods = pods.and_then(|it| self.whole(&it.value, "`pods`", 1, most));
        let pods = pods.and_then(|pods| u32::try_from(pods).ok());
        let cpu = keys.get("cpu").and_then(|it| self.amount(it, Amount::Cpu));
        let memory = keys.get("memory");
        let memory = memory.and_then(|it| self.amount(it, Amount::Memory));
        let size = cpu.zip(memory).map(|(cpu, memory)| NodeSize {
            cpu,
            memory,
            pods: pods.unwrap_or(MAX_PODS),
        });
        (
            usize::try_from(count.unwrap_or(1)).unwrap_or(usize::MAX),
            size,
        )
    }

    pub(super) fn requests(&mut self, entry: &Entry) -> Option<Spanned<Requests>> {
        if entry.value.is_null() {
            return None;
        }
        if !self.has_form(&entry.value, REQUESTS.name, "{ cpu: 500m, memory: 256Mi }") {
            return None;
        }
        let keys = self.place(&entry.value, &REQUESTS);
        let cpu = keys.get("cpu").and_then(|it| self.amount(it, Amount::Cpu));
        let memory = keys.get("memory");
        let memory = memory.and_then(|it| self.amount(it, Amount::Memory));
        Some(Spanned::new(Requests { cpu, memory }, entry.value.span))
    }

    pub(super) fn replicas(&mut self, entry: &Entry) -> Option<u32> {
        let replicas = self.whole(&entry.value, "`replicas`", 0, u64::from(MOST_ATTEMPTS))?;
        u32::try_from(replicas).ok()
    }

    /// A quantity as Kubernetes writes it.
    fn amount(&mut self, entry: &Entry, amount: Amount) -> Option<u64> {
        if entry.value.is_null() {
            return None;
        }
        let what = format!("`{}`", entry.name().unwrap_or_default());
        let span = entry.value.span;
        let (example, read): (_, fn(&str) -> Option<u64>) = match amount {
            Amount::Cpu => ("`500m` or `2`", quantity::cpu),
            Amount::Memory => ("`256Mi` or `1Gi`", quantity::memory),
        };
        let Some(scalar) = entry.value.scalar() else {
            self.wrong_type(
                &entry.value,
                &what,
                &format!("a quantity such as {example}"),
            );
            return None;
        };
        let text = scalar.text.trim();
        let value = read(text);
        if value.is_none() {
            let guess = guess(text).filter(|guess| read(guess).is_some());
            let problem = catalog::quantity(span, &what, text, example, guess.as_deref());
            self.report(problem);
        } else if amount == Amount::Memory && quantity::is_fraction(text) {
            self.report(catalog::fraction_of_a_byte(span, text));
        }
        value
    }
}

/// What a text that is no quantity most likely means: `16GB` is `16G`, `16gib` is `16Gi`, `2 cores` is `2`.
fn guess(text: &str) -> Option<String> {
    let end = text.find(|it: char| !it.is_ascii_digit() && it != '.')?;
    let (number, unit) = text.split_at(end);
    let unit = unit.trim().to_ascii_lowercase();
    let unit = match unit.as_str() {
        "core" | "cores" | "cpu" | "cpus" | "vcpu" | "vcpus" | "b" | "bytes" => String::new(),
        "millicores" | "millicpu" | "mcpu" => "m".to_owned(),
        "kb" => "k".to_owned(),
        _ => {
            let unit = unit.strip_suffix('b').unwrap_or(&unit);
            let (first, rest) = unit.split_at_checked(1)?;
            format!("{}{rest}", first.to_ascii_uppercase())
        }
    };
    Some(format!("{number}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn guesses_what_was_meant() {
        for (text, expected) in [
            ("16GB", Some("16G")),
            ("16GiB", Some("16Gi")),
            ("16gi", Some("16Gi")),
            ("16 Gi", Some("16Gi")),
            ("2 cores", Some("2")),
            ("500 millicores", Some("500m")),
            ("16kb", Some("16k")),
            ("1.5Gib", Some("1.5Gi")),
            ("much", None),
            ("-2", None),
            ("2é", None),
        ] {
            let guess = guess(text).filter(|it| crate::kubernetes::quantity::cpu(it).is_some());
            assert_eq!(guess.as_deref(), expected, "{text}");
        }
    }
}
