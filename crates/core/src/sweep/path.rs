//! The keys that lead to a place of a scenario.

use crate::scenario::child;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// The keys of a path, in the tree as far as it has them. Dots stand between keys, and may stand in them: those of
/// the tree are known, and so are the references of the template, which are keys of `tasks`.
pub(super) fn keys(root: Option<&Node>, path: &str, references: &BTreeSet<String>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let (mut node, mut rest) = (root, path);
    while !rest.is_empty() {
        let written = node.and_then(Node::entries).unwrap_or_default();
        let written = written.iter().filter_map(|entry| entry.name());
        let under_tasks = keys.len() == 1 && keys[0] == "tasks";
        let known = references
            .iter()
            .map(String::as_str)
            .filter(|_| under_tasks);
        let longest = written
            .chain(known)
            .filter(|key| begins(rest, key))
            .max_by_key(|key| key.len());
        let key = longest.unwrap_or_else(|| first(rest, if under_tasks { 2 } else { 1 }));
        node = node.and_then(|node| child(node, key));
        keys.push(key.to_owned());
        rest = rest[key.len()..].trim_start_matches('.');
    }
    keys
}

/// Whether the path begins with this key, as a whole.
fn begins(path: &str, key: &str) -> bool {
    let rest = path.strip_prefix(key);
    !key.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// So many words of the path.
fn first(path: &str, words: usize) -> &str {
    let mut dots = path
        .match_indices('.')
        .map(|(at, _)| at)
        .filter(|at| *at > 0);
    dots.nth(words - 1).map_or(path, |end| &path[..end])
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::yaml::parse;

    #[test]
    fn dots_in_names_are_told_from_dots_between_keys() {
        let text = "tasks:\n  jobs.a.b: { runs_for: { lognormal: { p50: 1s, p99.9: 2s } } }\nfaults:\n  - chance: 5%\n";
        let root = parse(text).root;
        let references = ["jobs.c", "jobs.c.d"].map(str::to_owned).into();
        for (path, expected) in [
            ("cluster.max_parallel", "cluster max_parallel"),
            ("faults.0.chance", "faults 0 chance"),
            ("tasks.jobs.a.b.retries", "tasks jobs.a.b retries"),
            (
                "tasks.jobs.a.b.runs_for.lognormal.p99.9",
                "tasks jobs.a.b runs_for lognormal p99.9",
            ),
            ("tasks.jobs.c.retries", "tasks jobs.c retries"),
            ("tasks.jobs.c.d.retries", "tasks jobs.c.d retries"),
            ("tasks.jobs.x.retries", "tasks jobs.x retries"),
            ("tasks", "tasks"),
            ("a..b.", "a b"),
        ] {
            assert_eq!(
                keys(root.as_ref(), path, &references).join(" "),
                expected,
                "{path}"
            );
        }
    }
}
