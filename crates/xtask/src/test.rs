//! `cargo xtask test`: every check and test of the project, and what came of each.

mod engines;
mod in_cluster;
mod summary;

use std::path::PathBuf;
use std::time::Instant;

use crate::browser::{CHROMIUM, FIREFOX};
use crate::error::{Context, Failure, Result};
use crate::process::Job;
use crate::progress::{Progress, spoken};
use crate::project::Project;
use crate::style::Style;
use crate::{build, cluster, options, setup};
use summary::{Counts, Verdict};

pub(crate) const HELP: &str = "\
Run every check and test, report what failed, and exit with 1 if anything did.

Usage: cargo xtask test [--only PART]...

Parts, in the order they run:
  format    rustfmt
  lint      clippy on the whole workspace, and on the page's crate for WebAssembly
  rust      all cargo tests
  cluster   a real Kubernetes control plane and the test kubelet
  engines   what is exported for Argo and Tekton, by the schemas in their modules
  lsp       the language server, asked by the client library of an editor
  page      the page builds
  browser   the page in Chromium, and what matters most of it in Firefox

Options:
  --only PART   Run this part alone; may be given several times

Examples:
  cargo xtask test
  cargo xtask test --only format --only lint
  LANEWAY_CHROMIUM=/opt/chrome/chrome cargo xtask test --only browser

Chromium is taken from LANEWAY_CHROMIUM or PATH, Firefox from LANEWAY_FIREFOX or PATH. What is missing is
installed by apt-get if the command runs as root on a Debian-like system; elsewhere the command says how to
install it, and goes on without Firefox. The control plane is built with Go, and other engines' modules are fetched by it; without it
the parts `cluster` and `engines` say what is not tested, and fail if CI is set.
";

/// Tells tests where the command line is.
const COMMAND_LINE: &str = "LANEWAY";
/// Tells that a machine is there for nothing but testing.
const CI: &str = "CI";

/// A part of the test run.
struct Part {
    name: &'static str,
    usually: &'static str,
    /// Counts the tests it runs, whatever comes of them.
    run: fn(&Run, &mut Counts) -> Result<()>,
}

const PARTS: [Part; 8] = [
    Part {
        name: "format",
        usually: "a second",
        run: format,
    },
    Part {
        name: "lint",
        usually: "2 min at first, later seconds",
        run: lint,
    },
    Part {
        name: "rust",
        usually: "3 min at first, later seconds",
        run: rust,
    },
    Part {
        name: "cluster",
        usually: "8 min at first, later 3 min",
        run: in_cluster::run,
    },
    Part {
        name: "engines",
        usually: "1 min at first, later seconds",
        run: engines::run,
    },
    Part {
        name: "lsp",
        usually: "1 min at first, later seconds",
        run: language_server,
    },
    Part {
        name: "page",
        usually: "1 to 8 min at first, later seconds",
        run: page,
    },
    Part {
        name: "browser",
        usually: "2 to 3 min",
        run: in_browser,
    },
];

/// What the parts share.
struct Run {
    project: Project,
    progress: Progress,
    chromium: Option<PathBuf>,
    firefox: Option<PathBuf>,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let parts = selected(&options::values(arguments, Some("--only"))?)?;
    let (project, progress) = (Project::find(), Progress::new());
    // Asked first: nobody should learn after ten minutes that a browser is missing.
    let needs_browser = parts.iter().any(|part| part.name == "browser");
    let chromium = needs_browser
        .then(|| CHROMIUM.ensure(&project, &progress))
        .transpose()?;
    let firefox = needs_browser
        .then(|| firefox(&project, &progress))
        .flatten();
    let run = Run {
        project,
        progress,
        chromium,
        firefox,
    };
    let verdicts: Vec<Verdict> = parts.iter().map(|part| part.judge(&run)).collect();
    summary::report(&verdicts)
}

/// Firefox, where there is one or one can be installed. Its tests are skipped without, and each says so.
fn firefox(project: &Project, progress: &Progress) -> Option<PathBuf> {
    match FIREFOX.ensure(project, progress) {
        Ok(found) => Some(found),
        Err(failure) => {
            failure.print(Style::of_stderr());
            None
        }
    }
}

fn selected(names: &[String]) -> Result<Vec<&'static Part>> {
    let unknown = names
        .iter()
        .find(|name| PARTS.iter().all(|part| part.name != name.as_str()));
    if let Some(name) = unknown {
        let known: Vec<_> = PARTS.iter().map(|part| part.name).collect();
        return Err(Failure::usage(format!("there is no part `{name}`"))
            .with_help(format!("the parts are {}", known.join(", "))));
    }
    let wanted = |part: &&Part| names.is_empty() || names.iter().any(|name| name == part.name);
    Ok(PARTS.iter().filter(wanted).collect())
}

impl Part {
    fn judge(&self, run: &Run) -> Verdict {
        let style = Style::of_stdout();
        println!(
            "\n{} {}",
            style.strong(&format!("── {}", self.name)),
            style.dim(&format!("({})", self.usually))
        );
        let started = Instant::now();
        let mut counts = Counts::default();
        let outcome = (self.run)(run, &mut counts);
        let took = started.elapsed();
        match &outcome {
            Ok(()) => println!(
                "{} {} {}",
                style.good("✓"),
                self.name,
                style.dim(&spoken(took))
            ),
            Err(failure) => failure.print(Style::of_stderr()),
        }
        Verdict {
            name: self.name,
            took,
            counts,
            outcome,
        }
    }
}

fn format(run: &Run, _: &mut Counts) -> Result<()> {
    setup::lint_components(&run.project, &run.progress)?;
    Job::cargo(&["fmt", "--all", "--check"], run.project.root())
        .help("run `cargo fmt --all`")
        .run_shown(|_| {})
}

fn lint(run: &Run, _: &mut Counts) -> Result<()> {
    setup::lint_components(&run.project, &run.progress)?;
    setup::wasm_target(&run.project, &run.progress)?;
    let everything: &[&str] = &[
        "--workspace",
        "--all-targets",
        "--features",
        "laneway-kube/native,laneway-kubelet/cluster,laneway-conformance/cluster",
    ];
    let server: &[&str] = &[
        "--package",
        "laneway",
        "--all-targets",
        "--features",
        "native,serve,engine-schemas",
    ];
    let page: &[&str] = &["--package", "laneway-web", "--target", setup::WASM_TARGET];
    for scope in [everything, server, page] {
        let arguments = [&["clippy", "--locked"], scope, &["--", "-D", "warnings"]].concat();
        Job::cargo(&arguments, run.project.root()).run_shown(|_| {})?;
    }
    Ok(())
}

fn rust(run: &Run, counts: &mut Counts) -> Result<()> {
    // With the server of `laneway serve`; the page that it can carry is built by a later part.
    let test = ["test", "--locked", "--workspace", "--no-fail-fast"];
    let test = [&test[..], &["--features", "laneway/serve"]].concat();
    Job::cargo(&test, run.project.root()).run_shown(|line| counts.read_cargo(line))
}

/// Whether there is Go. Where there is none, it is said that this part tests nothing.
///
/// # Errors
/// If a machine that is there for testing has none.
fn has_go(project: &Project, counts: &mut Counts) -> Result<bool> {
    if cluster::can_build(project) {
        return Ok(true);
    }
    let failure = cluster::go_is_missing();
    if std::env::var_os(CI).is_some_and(|value| !value.is_empty()) {
        return Err(failure);
    }
    failure.print(Style::of_stderr());
    counts.say_untested("there is no Go");
    Ok(false)
}

fn language_server(run: &Run, counts: &mut Counts) -> Result<()> {
    let project = &run.project;
    setup::for_language_server_tests(project, &run.progress)?;
    Job::npm(&["test", "--silent"], &project.language_server_tests())
        .env(COMMAND_LINE, command_line(project, "serve")?)
        .run_shown(|line| counts.read_node(line))
}

/// Builds the command line with a feature.
fn command_line(project: &Project, feature: &str) -> Result<PathBuf> {
    let build = [
        "build",
        "--locked",
        "--package",
        "laneway",
        "--features",
        feature,
    ];
    Job::cargo(&build, project.root()).run_shown(|_| {})?;
    built("laneway")
}

/// The program of the tests that says what native code says.
fn native(project: &Project) -> Result<PathBuf> {
    // As the part `rust` builds it, so that nothing is built twice: with a test beside it, for all packages.
    let build = [
        "test",
        "--locked",
        "--workspace",
        "--features",
        "laneway/serve",
        "--no-run",
        "--test",
        "plans",
    ];
    Job::cargo(&build, project.root()).run_shown(|_| {})?;
    built("native")
}

/// A program of the workspace that has been built.
pub(crate) fn built(name: &str) -> Result<PathBuf> {
    // Cargo builds it beside the program that runs here, wherever that is.
    let here = std::env::current_exe().context(|| "find the built programs".to_owned())?;
    Ok(here.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

fn page(run: &Run, _: &mut Counts) -> Result<()> {
    build::page(&run.project, &run.progress)
}

fn in_browser(run: &Run, counts: &mut Counts) -> Result<()> {
    let (project, progress) = (&run.project, &run.progress);
    // Nothing to do after the part `page`; by itself this part tests the sources as they are.
    build::page(project, progress)?;
    setup::for_browser_tests(project, progress)?;
    let native = native(project)?;
    let chromium = run.chromium.as_deref().unwrap_or("chromium".as_ref());
    Job::npm(&["test", "--silent"], &project.browser_tests())
        .env(CHROMIUM.variable, chromium)
        .env(
            FIREFOX.variable,
            run.firefox.as_deref().unwrap_or("".as_ref()),
        )
        .env("LANEWAY_NATIVE", native)
        .env(COMMAND_LINE, command_line(project, "playground")?)
        .run_shown(|line| counts.read_node(line))
}
