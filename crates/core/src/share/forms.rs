//! The forms in which a link is passed on. The command line and the page write the same.

use super::Shared;
use serde::Serialize;

/// How high an embedded timeline is, in pixels, before whoever embeds it says otherwise.
const EMBED_HEIGHT: u32 = 420;

/// A link in every form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forms {
    /// The address alone.
    pub link: String,
    /// With a title, for a page in Markdown.
    pub markdown: String,
    /// An `<iframe>` with the timeline, for a page in HTML.
    pub embed: String,
    /// A command for a shell that opens it.
    pub command: String,
}

impl Forms {
    /// The forms of the link to `fragment`, at the address of a playground; without an address, of the part
    /// from the `#` on. `stage` is the one that is looked at, if it is not the default.
    pub fn new(site: &str, fragment: &str, stage: Option<&str>) -> Self {
        Self::titled(site, fragment, &title(stage))
    }

    /// The forms of the link to `fragment`, which holds `shared`.
    pub fn of(site: &str, fragment: &str, shared: &Shared) -> Self {
        match shared.lesson {
            Some(_) => Self::titled(site, fragment, "A lesson in Laneway"),
            None => Self::new(site, fragment, shared.stage.as_deref()),
        }
    }

    fn titled(site: &str, fragment: &str, title: &str) -> Self {
        let site = quotable(site);
        let link = format!("{site}#{fragment}");
        Self {
            markdown: format!("[{}]({link})", title.replace(['[', ']'], "")),
            embed: format!(
                "<iframe src=\"{}embed.html#{fragment}\" title=\"{}\" width=\"100%\" \
                 height=\"{EMBED_HEIGHT}\" loading=\"lazy\" style=\"border:0\"></iframe>",
                escaped(folder(&site)),
                escaped(title),
            ),
            command: format!("laneway open '{link}'"),
            link,
        }
    }
}

fn title(stage: Option<&str>) -> String {
    let shown = |stage: &str| stage.replace(|it: char| it.is_control(), " ");
    stage.map_or_else(
        || "A workflow in Laneway".to_owned(),
        |stage| format!("{} in Laneway", shown(stage)),
    )
}

/// An address up to its `#`, without what a quote or a bracket around it would end.
fn quotable(site: &str) -> String {
    let site = site.split('#').next().unwrap_or_default();
    let mut safe = String::with_capacity(site.len());
    for character in site.chars() {
        match character {
            '\'' | '"' | '(' | ')' | '<' | '>' | '`' | ' ' => {
                safe.push_str(&format!("%{:02x}", u32::from(character)));
            }
            it if it.is_control() => {}
            it => safe.push(it),
        }
    }
    safe
}

/// The folder that a page is in: its address up to the last `/` of its path.
fn folder(site: &str) -> &str {
    let path = site.split('?').next().unwrap_or_default();
    let host = path.find("://").map_or(0, |at| at + 3);
    match path[host..].rfind('/') {
        Some(last) => &path[..=host + last],
        None => path,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_in_every_form() {
        let forms = Forms::new("https://x.example/play/index.html?a=1#old", "1.AB", None);
        assert_eq!(forms.link, "https://x.example/play/index.html?a=1#1.AB");
        assert_eq!(
            forms.markdown,
            "[A workflow in Laneway](https://x.example/play/index.html?a=1#1.AB)"
        );
        assert_eq!(
            forms.embed,
            "<iframe src=\"https://x.example/play/embed.html#1.AB\" title=\"A workflow in Laneway\" \
             width=\"100%\" height=\"420\" loading=\"lazy\" style=\"border:0\"></iframe>"
        );
        assert_eq!(
            forms.command,
            "laneway open 'https://x.example/play/index.html?a=1#1.AB'"
        );
        assert_eq!(Forms::new("", "1.AB", None).link, "#1.AB");
        let lesson = Shared {
            stage: Some("teardown".to_owned()),
            lesson: Some(String::new()),
            ..Shared::default()
        };
        let forms = Forms::of("", "1.AB", &lesson);
        assert_eq!(forms.markdown, "[A lesson in Laneway](#1.AB)");
    }

    #[test]
    fn no_name_and_no_address_gets_out_of_its_quotes() {
        let forms = Forms::new("https://x.example/a'(b)/", "1.AB", Some("a[\"><script>]\n"));
        assert!(
            forms
                .embed
                .contains("title=\"a[&quot;&gt;&lt;script&gt;]  in Laneway\"")
        );
        assert!(
            forms
                .markdown
                .starts_with("[a\"><script>  in Laneway](https://x.example/a%27%28b%29/#")
        );
        assert_eq!(
            forms.command,
            "laneway open 'https://x.example/a%27%28b%29/#1.AB'"
        );
    }
}
