//! Names that Kubernetes takes.

use std::collections::BTreeSet;

/// The longest label of a domain name (RFC 1123).
const LONGEST: usize = 63;

/// The names of a graph's nodes, all different.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A label that no other node has: `services-web-2` of `services.web#2`.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let wanted = label(name);
        let mut unique = wanted.clone();
        let mut number = 1_u64;
        while !self.taken.insert(unique.clone()) {
            number += 1;
            unique = numbered(&wanted, number);
        }
        unique
    }
}

/// Small letters, digits and dashes, with a letter or digit at both ends.
pub(super) fn label(name: &str) -> String {
    let mut label = String::new();
    for character in name.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => label.push(character),
            _ if label.is_empty() || label.ends_with('-') => {}
            _ => label.push('-'),
        }
        if label.len() == LONGEST {
            break;
        }
    }
    match label.trim_end_matches('-') {
        "" => "task".to_owned(),
        label => label.to_owned(),
    }
}

fn numbered(label: &str, number: u64) -> String {
    let suffix = format!("-{number}");
    let kept = label.len().min(LONGEST - suffix.len());
    format!("{}{suffix}", label[..kept].trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Names, label};

    #[test]
    fn labels_are_those_of_domain_names() {
        for (name, expected) in [
            ("services.web", "services-web"),
            ("services.web#2", "services-web-2"),
            ("release.remove_environment", "release-remove-environment"),
            ("services.${NAME}", "services-name"),
            ("jobs.Über", "jobs-ber"),
            ("…", "task"),
        ] {
            assert_eq!(label(name), expected);
        }
        assert_eq!(label(&"a.".repeat(90)).len(), LONGEST);
    }

    #[test]
    fn no_two_nodes_have_one_name() {
        let mut names = Names::default();
        let long = "jobs.".to_owned() + &"x".repeat(90);
        let made: Vec<String> = ["jobs.a-b", "jobs.a_b", "jobs.a.b", &long, &long]
            .map(|name| names.unique(name))
            .into();
        assert_eq!(made[..3], ["jobs-a-b", "jobs-a-b-2", "jobs-a-b-3"]);
        assert!(made[3] != made[4] && made.iter().all(|name| name.len() <= LONGEST));
    }
}
