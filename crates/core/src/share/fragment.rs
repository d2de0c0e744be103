//! The text of a link: its version, and bytes in base64url without padding (RFC 4648, section 5).

use super::LinkTrouble;
use base64ct::{Base64UrlUnpadded, Encoding as _};

/// Base64 writes groups of so many characters.
const GROUP: usize = 4;

/// What a link's text says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    pub(super) version: u32,
    /// The bytes up to the first character that cannot belong to them.
    pub(super) bytes: Vec<u8>,
    /// Whether there was such a character.
    pub(super) is_broken: bool,
}

pub(super) fn write(version: u32, bytes: &[u8]) -> String {
    format!("{version}.{}", Base64UrlUnpadded::encode_string(bytes))
}

/// Finds the link in what was copied: an address, perhaps in brackets, at the end of a sentence, or broken into
/// lines by a mail program.
pub(super) fn read(link: &str) -> Result<Fragment, LinkTrouble> {
    let fragment = link.split_once('#').map_or(link, |(_, behind)| behind);
    let fragment: String = fragment.split_whitespace().collect();
    let fragment = fragment.trim_matches(|it| !is_base64(it));
    let (version, text) = fragment.split_once('.').ok_or(LinkTrouble::Foreign)?;
    let version = match version.starts_with('0') {
        true => return Err(LinkTrouble::Foreign),
        false => version.parse().map_err(|_| LinkTrouble::Foreign)?,
    };
    let end = text.find(|it| !is_base64(it));
    Ok(Fragment {
        version,
        bytes: bytes_of(&text[..end.unwrap_or(text.len())]),
        is_broken: end.is_some(),
    })
}

fn is_base64(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

/// The bytes of whole groups always; those of a last part of one if nothing is missing of it.
fn bytes_of(text: &str) -> Vec<u8> {
    let (groups, rest) = text.split_at(text.len() / GROUP * GROUP);
    let parts = [groups, rest].map(|it| Base64UrlUnpadded::decode_vec(it).unwrap_or_default());
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::{Fragment, read, write};
    use crate::share::LinkTrouble;

    #[test]
    fn links_are_found_in_what_was_copied() {
        let expected = Fragment {
            version: 1,
            bytes: b"hello".to_vec(),
            is_broken: false,
        };
        assert_eq!(write(1, b"hello"), "1.aGVsbG8");
        for text in [
            "1.aGVsbG8",
            "#1.aGVsbG8",
            " https://laneway.example/play/#1.aGVsbG8\n",
            "<https://laneway.example/#1.aGVsbG8>.",
            "(see #1.aGVs\r\n bG8)",
        ] {
            assert_eq!(read(text).as_ref(), Ok(&expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_link_is_foreign() {
        for text in [
            "",
            "#",
            "hello",
            "https://laneway.example/",
            "#section",
            "0.aGVsbG8",
            "01.aGVsbG8",
            "-1.aGVsbG8",
            "99999999999.aGVsbG8",
            "1.",
            "v1.aGVsbG8",
        ] {
            assert_eq!(read(text), Err(LinkTrouble::Foreign), "{text}");
        }
    }

    #[test]
    fn bytes_before_a_foreign_character_are_kept() {
        for (text, bytes, is_broken) in [
            ("1.aGVs*bG8", &b"hel"[..], true),
            ("1.aGVsb", b"hel", false),
            ("1.aGVsbG", b"hel", false),
            ("1.aGVsbA", b"hell", false),
        ] {
            let found = read(text).expect("a link");
            assert_eq!(
                (&found.bytes[..], found.is_broken),
                (bytes, is_broken),
                "{text}"
            );
        }
    }
}
