//! `laneway import`: a template made of another tool's file.

use crate::change;
use crate::input::{self, Input};
use crate::output::{Exit, Output};
use crate::problems;
use crate::terminal;
use crate::text::clean;
use laneway_core::diagnostic::Diagnostic;
use laneway_core::foreign::{self, NOT_A_TEMPLATE};
use laneway_core::template;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway import compose.yaml
  laneway import compose.yaml --output application.yaml
  docker compose config | laneway import - | laneway simulate -

Exit codes:
  0  the template is printed or written
  1  no template can be made of the file; why is told on standard error
  2  wrong usage, or a file that cannot be read or written";

/// Make a template of a docker-compose file, in the order of `depends_on`. The file stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Import {
    /// A docker-compose file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Write the template into this new file instead of printing it
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Import {
    /// Prints or writes the template.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let source = match input::read(&self.file) {
            Ok(source) => source,
            Err(why) => return output.refuse(&why),
        };
        let problems = template::read(&source.text).1;
        let own = problems.iter().filter(|it| it.code == NOT_A_TEMPLATE);
        let fix = own.flat_map(|it| &it.fixes).next();
        let Some(template) = fix.map(|fix| fix.apply(&source.text)) else {
            output.explain(&why_not(&source, &problems));
            return Exit::Errors;
        };
        let Some(path) = &self.output else {
            output.print_source(&template);
            return Exit::Clean;
        };
        match change::create(path, &template) {
            Ok(()) => Exit::Clean,
            Err(why) => output.refuse(&why),
        }
    }
}

/// What is told of a file of which no template can be made.
fn why_not(source: &Input, problems: &[Diagnostic]) -> String {
    let path = clean(&source.path);
    let Some(format) = foreign::format_of(&source.text) else {
        return format!("laneway: {path} is no docker-compose file\n");
    };
    let columns = terminal::columns(None);
    let shown = problems::render(problems, &source.path, &source.text, columns);
    format!(
        "{shown}laneway: {path} is {}, of which no template can be made\n",
        format.name()
    )
}
