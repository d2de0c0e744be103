//! `laneway serve`: the playground on this machine, with a file that it follows.

#[cfg(feature = "serve")]
mod address;
#[cfg(feature = "serve")]
mod document;
#[cfg(feature = "serve")]
mod follow;
#[cfg(feature = "serve")]
mod guard;
#[cfg(feature = "serve")]
mod media;
#[cfg(feature = "serve")]
mod page;
#[cfg(feature = "serve")]
mod routes;
#[cfg(feature = "serve")]
mod run;

use crate::input::Refusal;
use crate::output::{Exit, Output};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway serve
  laneway serve application.yaml --open
  laneway serve application.yaml --scenario slow-frontend.yaml --write
  laneway serve application.yaml --scenario times.yaml --trace run.jsonl --follow
  laneway serve application.yaml --port 8080

The page shows the files as they are on disk, and follows them when an editor saves them. What is changed in the
browser is not saved, unless --write allows it; and then only over what the browser has seen.

Exit codes:
  0  ended by Ctrl-C
  2  wrong usage, a file that cannot be read, a port that is taken, or a laneway without the page";

/// Serve the playground on this machine until Ctrl-C, and show a file that changes on disk.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {
    /// An application template that the page shows, and follows as it changes on disk
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// How the tasks behave; followed, too
    #[arg(long, value_name = "FILE", requires = "file")]
    scenario: Option<PathBuf>,

    /// A recorded run that the page shows over what is predicted for it: of `laneway run --trace`
    #[arg(long, value_name = "FILE", requires = "file")]
    trace: Option<PathBuf>,

    /// Follow the recorded run, too: it is shown while it happens, and may begin later
    #[arg(long, requires = "trace")]
    follow: bool,

    /// Let the browser save both files
    #[arg(long, requires = "file")]
    write: bool,

    /// The port [default: 5290, or any free one if that is taken]
    #[arg(long, value_name = "NUMBER")]
    port: Option<u16>,

    /// The address or name of this machine that is served [default: what only this machine can reach]
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1",
        hide_default_value = true
    )]
    host: String,

    /// Open the page in the browser
    #[arg(long)]
    open: bool,

    /// A built page, in place of the one that this program carries
    #[arg(long, value_name = "FOLDER")]
    dist: Option<PathBuf>,
}

impl Serve {
    /// Serves until it is stopped.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.serve(output) {
            Ok(()) => Exit::Clean,
            Err(why) => output.refuse(&why),
        }
    }

    #[cfg(feature = "serve")]
    fn serve(&self, output: &mut Output) -> Result<(), Refusal> {
        run::run(self, output)
    }

    #[cfg(not(feature = "serve"))]
    fn serve(&self, _: &mut Output) -> Result<(), Refusal> {
        Err(Refusal(WITHOUT_PAGE.to_owned()))
    }
}

/// What to do about a program that does not carry the page.
#[cfg(not(feature = "playground"))]
const WITHOUT_PAGE: &str = "\
this laneway was built without the playground. In its repository, build one that has it:
  cargo xtask build
  cargo install --path crates/cli --features playground";
