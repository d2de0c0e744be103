//! `laneway share`: a template, its scenario and what is looked at, as a link.

use crate::input::Refusal;
use crate::link::{Guard, Printing};
use crate::output::{Exit, Output};
use crate::subject::{Asked, Subject};
use crate::text::clean;
use laneway_core::analysis;
use laneway_core::secrets::{redact, secrets};
use laneway_core::share::{Shared, SharedView};

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

    #[command(flatten)]
    guard: Guard,

    #[command(flatten)]
    printing: Printing,
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
        let passes = (self.guard).passes(texts.into_iter().flatten(), (secrets, redact), output);
        if !passes {
            return Exit::Errors;
        }
        let request = subject.request();
        let shared = Shared {
            template: request.template.to_owned(),
            scenario: request.scenario.to_owned(),
            stage: request.stage.map(str::to_owned),
            seed: request.seed,
            view: SharedView {
                task: self.task.clone(),
                ..SharedView::default()
            },
            lesson: None,
        };
        self.printing.print(&shared, output);
        Exit::Clean
    }
}
