//! What is known of the terminal.

use terminal_size::{Width, terminal_size};

/// Without a terminal: what most people and most log viewers have.
const USUAL: usize = 80;
/// Narrower than this nothing that is worth reading can be drawn.
pub(crate) const NARROWEST: usize = 40;

/// How many columns there are: as asked for, else `COLUMNS`, else the terminal's own, else 80.
pub(crate) fn columns(asked: Option<usize>) -> usize {
    let variable = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
    let own = || terminal_size().map(|(Width(columns), _)| usize::from(columns));
    asked
        .or_else(variable)
        .or_else(own)
        .filter(|it| *it > 0)
        .unwrap_or(USUAL)
        .max(NARROWEST)
}

/// Whether the locale has UTF-8, as far as one is set.
pub(crate) fn has_unicode() -> bool {
    let variables = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
    let mut set = variables.filter_map(|name| std::env::var(name).ok());
    set.find(|value| !value.is_empty())
        .is_none_or(|locale| is_utf8(&locale))
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::is_utf8;

    #[test]
    fn locales_say_their_encoding() {
        for locale in ["en_GB.UTF-8", "C.utf8", "de_DE.utf8@euro"] {
            assert!(is_utf8(locale), "{locale}");
        }
        for locale in ["C", "POSIX", "de_DE.ISO-8859-1", "ja_JP.eucJP"] {
            assert!(!is_utf8(locale), "{locale}");
        }
    }
}
