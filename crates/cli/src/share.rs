//! `laneway share`: a template, its scenario and what is looked at, as a link.

use crate::input::{Input, Refusal};
use crate::output::{Exit, Output};
use crate::subject::{Asked, Subject};
use crate::text::clean;
use laneway_core::analysis;
use laneway_core::secrets::{Secret, redact, secrets};
use laneway_core::share::{Forms, Shared, SharedView, encode};
use laneway_core::source::LineIndex;

/// Programs that people chat and mail with cut longer links.
const LONG: usize = 4_000;

const EXAMPLES: &str = "\
Examples:
  laneway share application.yaml --site https://laneway.example/
  laneway share application.yaml --scenario slow-frontend.yaml --stage setup --task services.frontend
  laneway share application.yaml --redact --format markdown
  laneway share application.yaml --site https://laneway.example/ --format embed
  laneway share - < application.yaml

Exit codes:
  0  the link is printed
  1  something looks like a secret, and nothing is printed
  2  wrong usage, or a file that cannot be read

The link holds both texts; whoever has it can read them. What stands behind its # is not sent to the
server of the playground.";

/// Print a link that holds a template and a scenario, for the playground and for `laneway open`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Share {
    #[command(flatten)]
    asked: Asked,

    /// The task that is selected in the picture
    #[arg(long, value_name = "NAME")]
    task: Option<String>,

    /// The address of a playground; without it only the part behind the address is printed
    #[arg(long, value_name = "URL", env = "LANEWAY_SITE")]
    site: Option<String>,

    /// Put placeholders in the place of what looks like a secret
    #[arg(long, conflicts_with = "with_secrets")]
    redact: bool,

    /// Print the link whatever looks like a secret
    #[arg(long)]
    with_secrets: bool,

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

impl Share {
    /// Prints the link, unless it would give secrets away.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let shared = self.asked.read().and_then(|subject| {
            self.check_names(&subject)?;
            Ok(self.share(subject, output))
        });
        shared.unwrap_or_else(|why| output.refuse(&why))
    }

    /// A link to a stage that does not exist would help nobody.
    fn check_names(&self, subject: &Subject) -> Result<(), Refusal> {
        let request = subject.request();
        if request.stage.is_none() && self.task.is_none() {
            return Ok(());
        }
        let analysis = analysis::analyze(&request);
        let Some(run) = &analysis.run else {
            return Err(subject.why_nothing(&analysis));
        };
        let Some(name) = &self.task else {
            return Ok(());
        };
        let mut names = run.report.tasks.iter().map(|it| it.task.as_str());
        if names.any(|it| it == name) {
            return Ok(());
        }
        let (stage, name) = (clean(&run.report.stage), clean(name));
        Err(Refusal(format!("the stage {stage} has no task {name}")))
    }

    fn share(&self, mut subject: Subject, output: &mut Output) -> Exit {
        let texts = [Some(&mut subject.template), subject.scenario.as_mut()];
        let mut gives_away = false;
        for input in texts.into_iter().flatten() {
            if self.redact {
                input.text = redact(&input.text);
            }
            let found = secrets(&input.text);
            gives_away |= !found.is_empty();
            output.explain(&tell(input, &found));
        }
        if gives_away && !self.with_secrets {
            output.explain(if self.redact {
                "laneway: no link is made; take these out by hand, or use --with-secrets\n"
            } else {
                "laneway: no link is made; --redact puts placeholders there, --with-secrets shares them\n"
            });
            return Exit::Errors;
        }
        let request = subject.request();
        let fragment = encode(&Shared {
            template: request.template.to_owned(),
            scenario: request.scenario.to_owned(),
            stage: request.stage.map(str::to_owned),
            seed: request.seed,
            view: SharedView {
                task: self.task.clone(),
                ..SharedView::default()
            },
        });
        let site = self.site.as_deref().unwrap_or_default();
        let forms = Forms::new(site, &fragment, request.stage);
        self.explain(&forms.link, output);
        let form = match self.format {
            Format::Link => forms.link,
            Format::Markdown => forms.markdown,
            Format::Embed => forms.embed,
            Format::Command => forms.command,
        };
        output.print(&format!("{form}\n"));
        Exit::Clean
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
