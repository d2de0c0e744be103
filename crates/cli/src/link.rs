//! What the commands that print a link have in common: how it is printed, and what may be in it.

use crate::input::Input;
use crate::output::Output;
use crate::text::clean;
use laneway_core::secrets::Secret;
use laneway_core::share::{Forms, Shared, encode};
use laneway_core::source::LineIndex;

/// Programs that people chat and mail with cut longer links.
const LONG: usize = 4_000;

/// How a link is printed.
#[derive(Debug, clap::Args)]
pub(crate) struct Printing {
    /// The address of a playground; without it only the part behind the address is printed
    #[arg(long, value_name = "URL", env = "LANEWAY_SITE")]
    site: Option<String>,

    /// How to print the link
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// The link alone
    #[default]
    Link,
    /// With a title, for a page in Markdown
    Markdown,
    /// An <iframe> with the timeline, for a page in HTML; described in docs/embed.md
    Embed,
    /// A command that opens it
    Command,
}

impl Printing {
    /// Prints the link to `shared`.
    pub(crate) fn print(&self, shared: &Shared, output: &mut Output) {
        let site = self.site.as_deref().unwrap_or_default();
        let forms = Forms::of(site, &encode(shared), shared);
        self.explain(&forms.link, output);
        let form = match self.format {
            Format::Link => forms.link,
            Format::Markdown => forms.markdown,
            Format::Embed => forms.embed,
            Format::Command => forms.command,
        };
        output.print(&format!("{form}\n"));
    }

    fn explain(&self, link: &str, output: &mut Output) {
        if self.site.is_none() {
            output.explain(
                "laneway: this goes behind the address of a playground (--site URL); `laneway open` reads it as it is\n",
            );
        }
        if link.len() > LONG {
            let length = link.len();
            output.explain(&format!(
                "laneway: the link has {length} characters; some programs cut links that long\n"
            ));
        }
    }
}

/// What finds secrets in texts of a kind, and what puts placeholders there.
type Eyes = (fn(&str) -> Vec<Secret>, fn(&str) -> String);

/// What happens to what looks like a secret.
#[derive(Debug, clap::Args)]
pub(crate) struct Guard {
    /// Put placeholders in the place of what looks like a secret
    #[arg(long, conflicts_with = "with_secrets")]
    redact: bool,

    /// Print the link whatever looks like a secret
    #[arg(long)]
    with_secrets: bool,
}

impl Guard {
    /// Whether the texts may be passed on, and if not, where secrets are in them; with placeholders, if they are wanted.
    pub(crate) fn passes<'a>(
        &self,
        texts: impl IntoIterator<Item = &'a mut Input>,
        (secrets, redact): Eyes,
        output: &mut Output,
    ) -> bool {
        let mut gives_away = false;
        for input in texts {
            if self.redact {
                input.text = redact(&input.text);
            }
            let found = secrets(&input.text);
            gives_away |= !found.is_empty();
            output.explain(&tell(input, &found));
        }
        let passes = !gives_away || self.with_secrets;
        if !passes {
            output.explain(if self.redact {
                "laneway: no link is made; take these out by hand, or use --with-secrets\n"
            } else {
                "laneway: no link is made; --redact puts placeholders there, --with-secrets shares them\n"
            });
        }
        passes
    }
}

/// Where something looks like a secret. The secret itself is not printed.
fn tell(input: &Input, found: &[Secret]) -> String {
    let index = LineIndex::new(&input.text);
    let path = clean(&input.path);
    let lines = found.iter().map(|secret| {
        let place = index.position(secret.span.start);
        let (what, placeholder) = (&secret.what, &secret.placeholder);
        format!(
            "{path}:{}:{}: {what} would be shared; {placeholder} could stand there\n",
            place.line, place.column
        )
    });
    lines.collect()
}
