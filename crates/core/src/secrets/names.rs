//! Secrets that can be told by what they are called.

/// A name that ends with one of these is that of a secret.
const LAST: [&str; 11] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "secretkey",
    "accesskey",
    "privatekey",
    "credentials",
];

/// A name that ends with `key` is, behind one of these words.
const BEFORE_KEY: [&str; 8] = [
    "api",
    "access",
    "secret",
    "private",
    "signing",
    "encryption",
    "auth",
    "master",
];

/// Parts of values that nobody would use.
const DUMMIES: [&str; 18] = [
    "example",
    "changeme",
    "change-me",
    "change_me",
    "placeholder",
    "dummy",
    "xxx",
    "redacted",
    "your-",
    "your_",
    "***",
    "todo",
    "fake",
    "sample",
    "<",
    "${",
    "{{",
    "$(",
];

/// Whole values that nobody would use, except on the own machine.
const COMMON: [&str; 9] = [
    "password", "passwd", "secret", "postgres", "root", "admin", "guest", "test", "pass",
];

/// Beginnings of references to a store of secrets.
const REFERENCES: [&str; 7] = ["vault:", "ssm:", "arn:", "ref:", "file:", "env:", "$"];

/// The last word decides, so that `TOKEN_URL` and `PASSWORD_MIN_LENGTH` are no secrets.
pub(super) fn is_secret(name: &str) -> bool {
    let words = words(name);
    let mut words = words.iter().rev().map(String::as_str);
    let last = words.next().unwrap_or_default();
    let is_key = last == "key" && words.next().is_some_and(|it| BEFORE_KEY.contains(&it));
    is_key || LAST.iter().any(|it| last.ends_with(it))
}

/// The words of `DB_PASSWORD`, `dbPassword` or `db-password2` in lower case, without numbers.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for character in name.chars() {
        let starts = !character.is_alphabetic() || was_lower && character.is_uppercase();
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphabetic()) {
            word.extend(character.to_lowercase());
        }
        was_lower = character.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// How a placeholder for the value of this name would be called.
pub(super) fn placeholder(name: &str) -> String {
    words(name).join("_").to_uppercase()
}

/// Whether somebody seems to have used a dummy instead of a secret, or refers to one.
pub(super) fn is_dummy(value: &str) -> bool {
    let value = value.to_lowercase();
    DUMMIES.iter().any(|it| value.contains(it))
        || COMMON.contains(&value.as_str())
        || REFERENCES.iter().any(|it| value.starts_with(it))
}

/// Whether a value was not made by a human who wanted to be understood: words with a number at the end
/// change between letters and digits, or small and capital letters, less often.
pub(super) fn looks_random(value: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 8..=512;
    const LEAST_CHANGES: usize = 3;
    const LEAST_DISTINCT: usize = 6;
    if !LENGTHS.contains(&value.len()) || value.contains(char::is_whitespace) {
        return false;
    }
    let mut distinct: Vec<char> = value.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    changes(value) >= LEAST_CHANGES
        && distinct.len() >= LEAST_DISTINCT
        && !value.contains("://")
        && !value.starts_with(['/', '.', '~'])
        && !is_dummy(value)
}

/// How often characters of one kind stand beside such of another. What separates words counts as
/// neither; a capital letter and small ones behind it are a word.
fn changes(value: &str) -> usize {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Small,
        Capital,
        Digit,
        Other,
    }
    let kind = |it: char| match it {
        _ if it.is_lowercase() => Some(Kind::Small),
        _ if it.is_uppercase() => Some(Kind::Capital),
        _ if it.is_numeric() => Some(Kind::Digit),
        '-' | '_' | '.' | ':' | '/' => None,
        _ => Some(Kind::Other),
    };
    let kinds: Vec<_> = value.chars().map(kind).collect();
    let pairs = kinds.windows(2).filter_map(|pair| pair[0].zip(pair[1]));
    let counts = |(a, b): &(Kind, Kind)| a != b && (*a, *b) != (Kind::Capital, Kind::Small);
    pairs.filter(counts).count()
}
