//! The command `laneway`: checks, simulates and runs deployment workflows.

#![warn(clippy::print_stdout, clippy::print_stderr)]

mod advise;
mod calibrate;
mod change;
mod chart;
mod check;
mod compare;
mod config;
mod deploy;
mod excerpt;
mod explain;
mod export;
mod forecast;
mod import;
mod input;
mod lesson;
mod link;
mod lsp;
mod moments;
mod open;
mod output;
mod problems;
mod refactor;
mod schema;
mod serve;
mod share;
mod simulate;
mod subject;
mod sweep;
mod terminal;
mod text;
mod traces;

use clap::Parser as _;
use output::Output;
use std::process::ExitCode;

/// Is a deployment workflow right, what will happen when it runs, and does it?
#[derive(Debug, clap::Parser)]
#[command(name = "laneway", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours; NO_COLOR and CLICOLOR_FORCE are respected
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(check::Check),
    Simulate(simulate::Simulate),
    Run(deploy::run::Run),
    Status(deploy::status::Status),
    Cleanup(deploy::cleanup::Cleanup),
    Manifests(deploy::manifests::Manifests),
    Rbac(deploy::rbac::Rbac),
    Compare(compare::Compare),
    Calibrate(calibrate::Calibrate),
    Sweep(sweep::Sweep),
    Advise(advise::Advise),
    Share(share::Share),
    Open(open::Open),
    Export(export::Export),
    Import(import::Import),
    Explain(explain::Explain),
    Schema(schema::Schema),
    Serve(serve::Serve),
    Lsp(lsp::Lsp),
    Refactor(refactor::Refactor),
    Lesson(lesson::Lesson),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Color {
    /// In a terminal that knows them
    #[default]
    Auto,
    /// Also into a file or a pipe
    Always,
    /// Not at all
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    anstream::ColorChoice::from(arguments.color).write_global();
    let mut output = Output::default();
    let exit = match arguments.command {
        Command::Check(check) => check.run(&mut output),
        Command::Simulate(simulate) => simulate.run(&mut output),
        Command::Run(run) => run.run(&mut output),
        Command::Status(status) => status.run(&mut output),
        Command::Cleanup(cleanup) => cleanup.run(&mut output),
        Command::Manifests(manifests) => manifests.run(&mut output),
        Command::Rbac(rbac) => rbac.run(&mut output),
        Command::Compare(compare) => compare.run(&mut output),
        Command::Calibrate(calibrate) => calibrate.run(&mut output),
        Command::Sweep(sweep) => sweep.run(&mut output),
        Command::Advise(advise) => advise.run(&mut output),
        Command::Share(share) => share.run(&mut output),
        Command::Open(open) => open.run(&mut output),
        Command::Export(export) => export.run(&mut output),
        Command::Import(import) => import.run(&mut output),
        Command::Explain(explain) => explain.run(&mut output),
        Command::Schema(schema) => schema.run(&mut output),
        Command::Serve(serve) => serve.run(&mut output),
        Command::Lsp(lsp) => lsp.run(&mut output),
        Command::Refactor(refactor) => refactor.run(&mut output),
        Command::Lesson(lesson) => lesson.run(&mut output),
    };
    output.finish(exit)
}
