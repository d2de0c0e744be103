//! `laneway open`: what a link holds.

use crate::input::{self, Refusal};
use crate::output::{Exit, Output};
use crate::text::clean;
use laneway_core::share::{LinkError, LinkTrouble, Shared, decode};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  laneway open 'https://laneway.example/#1.…' --to shared
  laneway open '#1.…' > application.yaml
  laneway open --format json - < link.txt | jq -r .scenario

Exit codes:
  0  opened
  1  the link is damaged; --rest gives what can still be read
  2  wrong usage, no link at all, or files that cannot be written";

/// Show what a link of the playground or of `laneway share` holds, or write it into files.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Open {
    /// The link, or its part behind the #; `-` reads it from standard input
    #[arg(value_name = "LINK")]
    link: String,

    /// Write template.yaml, scenario.yaml and lesson.md into this folder, as far as they are there
    #[arg(long, value_name = "FOLDER", conflicts_with = "format")]
    to: Option<PathBuf>,

    /// Let --to replace files that are there
    #[arg(long, requires = "to")]
    force: bool,

    /// Of a damaged link, take what can still be read
    #[arg(long)]
    rest: bool,

    /// How to print what it holds
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// The template; what else there is, is told on standard error
    #[default]
    Template,
    /// All of it as one JSON document, described in docs/links.md
    Json,
}

impl Open {
    /// Reads the link.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        let text = match self.text() {
            Ok(text) => text,
            Err(why) => return output.refuse(&why),
        };
        match decode(&text) {
            Ok(shared) => self.hand_out(&shared, output),
            Err(error) => self.rescue(error, output),
        }
    }

    fn text(&self) -> Result<String, Refusal> {
        match self.link.as_str() {
            "-" => input::read(Path::new("-")).map(|it| it.text),
            link => Ok(link.to_owned()),
        }
    }

    fn rescue(&self, error: LinkError, output: &mut Output) -> Exit {
        output.explain(&format!("laneway: {error}\n"));
        match (error.rest, error.trouble) {
            (Some(rest), _) if self.rest => match self.hand_out(&rest, output) {
                Exit::Clean => Exit::Errors,
                exit => exit,
            },
            (Some(_), _) => {
                output.explain("laneway: --rest gives what can still be read of it\n");
                Exit::Errors
            }
            (None, LinkTrouble::Truncated | LinkTrouble::Damaged) => Exit::Errors,
            (None, _) => Exit::Unusable,
        }
    }

    fn hand_out(&self, shared: &Shared, output: &mut Output) -> Exit {
        match &self.to {
            Some(folder) => match self.write(folder, shared, output) {
                Ok(()) => Exit::Clean,
                Err(why) => output.refuse(&why),
            },
            None if self.format == Format::Json => {
                let json = serde_json::to_string_pretty(shared).unwrap_or_default();
                output.print(&format!("{json}\n"));
                Exit::Clean
            }
            None => {
                output.print_source(&shared.template);
                output.explain(&others(shared));
                Exit::Clean
            }
        }
    }

    fn write(&self, folder: &Path, shared: &Shared, output: &mut Output) -> Result<(), Refusal> {
        fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
        let lesson = shared.lesson.clone().unwrap_or_default();
        let files = [
            ("template.yaml", &shared.template),
            ("scenario.yaml", &shared.scenario),
            ("lesson.md", &lesson),
        ];
        let files = files.map(|(name, text)| (folder.join(name), text));
        let written = files.iter().filter(|(_, text)| !text.is_empty());
        if !self.force
            && let Some((path, _)) = written.clone().find(|(path, _)| path.exists())
        {
            return Err(cannot_write(path, &ErrorKind::AlreadyExists.into()));
        }
        for (path, text) in written {
            self.create(path, text)
                .map_err(|error| cannot_write(path, &error))?;
        }
        let [template, scenario, lesson] =
            files.map(|(path, _)| clean(&path.display().to_string()));
        let mut command = format!("laneway simulate {template}");
        if !shared.scenario.is_empty() {
            command.push_str(&format!(" --scenario {scenario}"));
        }
        output.explain(&format!("{command}{}\n", options(shared)));
        if shared.lesson.is_some() {
            output.explain(&format!("laneway lesson check {lesson}\n"));
        }
        Ok(())
    }

    fn create(&self, path: &Path, text: &str) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).truncate(true);
        match self.force {
            true => options.create(true),
            false => options.create_new(true),
        };
        options.open(path)?.write_all(text.as_bytes())
    }
}

/// What a link holds beside the template.
fn others(shared: &Shared) -> String {
    let mut told = String::new();
    if !shared.scenario.is_empty() {
        told.push_str("laneway: there is a scenario, too; --to FOLDER writes both\n");
    }
    if shared.lesson.is_some() {
        told.push_str("laneway: it is of a lesson; --to FOLDER writes that, too\n");
    }
    let options = options(shared);
    if !options.is_empty() {
        told.push_str(&format!("laneway: simulated with{options}\n"));
    }
    told
}

/// The options of `laneway simulate` that a link asks for.
fn options(shared: &Shared) -> String {
    let stage = shared.stage.as_deref();
    let stage = stage.map(|it| format!(" --stage {}", clean(it)));
    let seed = shared.seed.map(|it| format!(" --seed {it}"));
    stage.unwrap_or_default() + &seed.unwrap_or_default()
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Refusal {
    let why = match error.kind() {
        ErrorKind::AlreadyExists => "it is there already (--force replaces it)".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    let name = clean(&path.display().to_string());
    Refusal(format!("cannot write {name}: {why}"))
}
