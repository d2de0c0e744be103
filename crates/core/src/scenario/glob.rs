//! Patterns for references: `services.*`.

/// Whether `text` is what `pattern` describes; `*` stands for any text, also for none.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut rest) = text.strip_prefix(head) else {
        return false;
    };
    // Between two stars the first place is as good as any other; only the end is bound.
    let mut parts = tail.split('*');
    let last = parts.next_back().unwrap_or_default();
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_any_text() {
        let table = [
            ("services.*", "services.web", true),
            ("services.*", "services.", true),
            ("services.*", "jobs.web", false),
            ("*", "jobs.web", true),
            ("*.web", "jobs.web", true),
            ("*.web", "jobs.web2", false),
            ("services.*-*-x", "services.a-b-c-x", true),
            ("services.*-*-x", "services.a-x", false),
            ("services.web", "services.web", true),
            ("services.web", "services.web2", false),
            ("a*a", "a", false),
            ("**", "", true),
            ("services.é*", "services.éa", true),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(matches(pattern, text), expected, "{pattern} on {text}");
        }
    }

    #[test]
    fn many_stars_take_no_longer() {
        let pattern = "*a".repeat(5000);
        assert!(!matches(&(pattern.clone() + "b"), &"a".repeat(50_000)));
        assert!(matches(&pattern, &"a".repeat(50_000)));
    }
}
