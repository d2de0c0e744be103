//! `cargo xtask gallery`: runs that are hard to draw, in every form, on one page.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Context, Failure, Result};
use crate::options;
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;

pub(crate) const HELP: &str = "\
Draw twenty runs in every form on one page: pictures in both themes and for a phone, the terminal, and the files for other
programs.

Usage: cargo xtask gallery

The page is target/gallery/index.html; it needs nothing else, and can be printed.
";

/// Cases of `tests/corpus/sim`, and what their pictures have to make clear.
const RUNS: [(&str, &str); 20] = [
    (
        "all-in-order",
        "One after another: each waits for the one before.",
    ),
    (
        "all-in-parallel",
        "Everything at once: only the longest counts.",
    ),
    (
        "b-before-a",
        "The wrong order heals: crashes and growing back-off until the need is met.",
    ),
    (
        "barrier-over-a-background",
        "What is not waited for runs on over a barrier.",
    ),
    (
        "degraded-and-healed",
        "Not ready in time, and ready later: the wait is over before the service is there.",
    ),
    (
        "slow-frontend",
        "A slow background decides the end, and nothing else waits for it.",
    ),
    (
        "failing-migration",
        "A halt: what fails, what runs on, and what never ran, where it was planned.",
    ),
    (
        "asynchronous-halt",
        "A halt by a task that nobody waited for.",
    ),
    (
        "hang-halts",
        "A task runs into its limit and halts the stage.",
    ),
    (
        "back-off-is-capped",
        "Many attempts: back-off doubles until it is capped.",
    ),
    (
        "crash-after-ready-resets",
        "A service that was ready is lost, and comes back.",
    ),
    ("node-loss", "A node is lost, and takes what ran on it."),
    (
        "node-loss-takes-its-room",
        "What lost its node finds no room.",
    ),
    (
        "slots",
        "Few slots: tasks wait for each other without needing each other.",
    ),
    (
        "slots-of-the-background",
        "The background takes slots, too.",
    ),
    (
        "image-comes-late",
        "The wait for an image, with its own back-off.",
    ),
    (
        "bank-with-twelve-slots",
        "A large run: what decides its end?",
    ),
    (
        "observability-with-a-slow-loki",
        "Many services, and one that is slow.",
    ),
    (
        "monolith-without-a-licence",
        "A chain, and a link of it that fails while another is away.",
    ),
    ("retries-used-up", "Retries, and none left."),
];

/// The forms that are text.
const FILES: [(&str, &str); 3] = [
    ("mermaid", "Mermaid"),
    ("csv", "CSV"),
    ("chrome-trace", "Chrome trace"),
];

const STYLE: &str = "\
body{font:15px/1.5 system-ui,sans-serif;max-width:1180px;margin:2rem auto;padding:0 1rem;color:#1b2029}\
h2{margin:3rem 0 0}p{margin:.25rem 0 1rem;color:#59616e}svg{max-width:100%;height:auto;display:block;margin:0 0 1rem}\
pre{overflow:auto;max-height:28rem;padding:.75rem;background:#f4f5f7;font:12.5px/1.25 ui-monospace,monospace}\
nav{columns:3}@media print{section{break-before:page}pre{max-height:none;white-space:pre-wrap}nav,details{display:none}\
svg{break-inside:avoid}@page{size:A4 landscape;margin:12mm}}";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    options::values(arguments, None)?;
    let project = Project::find();
    let progress = Progress::new();
    let job = Job::cargo(&["build", "--locked", "-p", "laneway"], project.root());
    progress.run("Laneway", "about 1 min at first", job)?;
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Gallery of timelines</title>\n<style>{STYLE}</style>\n\
         <h1>Twenty timelines</h1>\n<nav>"
    );
    for (name, _) in RUNS {
        write_to(
            &mut page,
            format_args!("<a href=\"#{name}\">{name}</a><br>\n"),
        );
    }
    page.push_str("</nav>\n");
    for (name, why) in RUNS {
        page.push_str(&section(&project, name, why)?);
    }
    let folder = project.root().join("target/gallery");
    let file = folder.join("index.html");
    fs::create_dir_all(&folder).context(|| format!("make {}", folder.display()))?;
    fs::write(&file, page).context(|| format!("write {}", file.display()))?;
    println!("{}", file.display());
    Ok(())
}

/// One run in all forms.
fn section(project: &Project, name: &str, why: &str) -> Result<String> {
    let case = project.root().join("tests/corpus/sim").join(name);
    let draw = |theme: &str, width: &str| {
        let picture = ["export", "--to", "svg", "--theme", theme, "--width", width];
        ask(project, &case, &picture)
    };
    let (light, dark, phone) = (
        draw("light", "1100")?,
        draw("dark", "1100")?,
        draw("light", "360")?,
    );
    let terminal = ask(project, &case, &["simulate", "--width", "110"])?;
    let mut section = format!(
        "<section id=\"{name}\">\n<h2>{name}</h2>\n<p>{why}</p>\n{light}\n{dark}\n<details><summary>On a phone</summary>\n{phone}\n\
         </details>\n<pre>{}</pre>\n",
        escaped(&terminal)
    );
    for (form, title) in FILES {
        let text = escaped(&ask(project, &case, &["export", "--to", form])?);
        let details =
            format_args!("<details><summary>{title}</summary><pre>{text}</pre></details>\n");
        write_to(&mut section, details);
    }
    section.push_str("</section>\n");
    Ok(section)
}

/// The template of a case: its own, or one of the corpus that a file names.
fn template_of(project: &Project, case: &Path) -> PathBuf {
    match fs::read_to_string(case.join("template")) {
        Ok(elsewhere) => project.root().join("tests/corpus").join(elsewhere.trim()),
        Err(_) => case.join("template.yaml"),
    }
}

/// What the command line says of a case. A run that halts, and a template with problems, have something to show, too.
fn ask(project: &Project, case: &Path, arguments: &[&str]) -> Result<String> {
    let program = project.root().join("target/debug/laneway");
    let (template, scenario) = (template_of(project, case), case.join("scenario.yaml"));
    let mut given = vec![template.as_os_str()];
    if scenario.exists() {
        given.extend(["--scenario".as_ref(), scenario.as_os_str()]);
    }
    let job = Job::new(program, arguments, project.root()).with(&given);
    let text = job.env("NO_COLOR", "1").output();
    text.filter(|text| !text.is_empty())
        .ok_or_else(|| Failure::new(format!("{} could not be drawn", case.display())))
}

fn write_to(text: &mut String, more: std::fmt::Arguments<'_>) {
    // A text takes everything.
    let _ = text.write_fmt(more);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
