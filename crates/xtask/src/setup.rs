//! Making a fresh machine ready: compilation target, crates, build tools and npm packages.

use std::path::Path;

use crate::error::{Context, Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;
use crate::tools;

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// First Node release with a stable test runner and the `fetch` that the tests use.
const OLDEST_NODE: u32 = 20;

/// Everything that building the page needs.
pub(crate) fn for_page(project: &Project, progress: &Progress) -> Result<()> {
    check_node(project)?;
    wasm_target(project, progress)?;
    tools::ensure(&tools::FOR_PAGE, project, progress)?;
    npm_packages(&project.editor(), "Editor packages", progress)
}

/// Packages of the browser tests.
pub(crate) fn for_browser_tests(project: &Project, progress: &Progress) -> Result<()> {
    check_node(project)?;
    npm_packages(&project.browser_tests(), "Browser test packages", progress)
}

/// Packages of the language server's tests.
pub(crate) fn for_language_server_tests(project: &Project, progress: &Progress) -> Result<()> {
    check_node(project)?;
    let folder = project.language_server_tests();
    npm_packages(&folder, "Language server test packages", progress)
}

/// Packages of what is measured in Node.
pub(crate) fn for_benchmarks(project: &Project, progress: &Progress) -> Result<()> {
    check_node(project)?;
    npm_packages(&project.benchmarks(), "Benchmark packages", progress)
}

/// A nightly compiler and the tool that builds fuzz targets with it.
pub(crate) fn for_fuzzing(project: &Project, progress: &Progress) -> Result<()> {
    if cfg!(windows) {
        return Err(Failure::new("Fuzzing is not possible on Windows")
            .with_help("run it on Linux or macOS, or in the Windows Subsystem for Linux"));
    }
    if nightly("rustc", &["--version"], project.root())
        .answer()
        .is_some()
    {
        progress.ready("Nightly compiler");
    } else {
        let install = ["toolchain", "install", "nightly", "--profile", "minimal"];
        let job = Job::new("rustup", &install, project.root()).help(
            "libFuzzer needs a nightly compiler: install rustup (https://rustup.rs), then run \
             `rustup toolchain install nightly`",
        );
        progress.run("Nightly compiler", "about 1 min, first time only", job)?;
    }
    tools::ensure(&tools::FOR_FUZZING, project, progress)
}

/// A program of the nightly toolchain.
pub(crate) fn nightly(program: &str, arguments: &[&str], folder: &Path) -> Job {
    let arguments = [&["run", "nightly", program], arguments].concat();
    Job::new("rustup", &arguments, folder)
}

/// The compiler's WebAssembly standard library.
pub(crate) fn wasm_target(project: &Project, progress: &Progress) -> Result<()> {
    let title = format!("Rust target {WASM_TARGET}");
    let sysroot = Job::new("rustc", &["--print", "sysroot"], project.root()).answer();
    let library = sysroot.map(|root| {
        Path::new(&root)
            .join("lib/rustlib")
            .join(WASM_TARGET)
            .join("lib")
    });
    if library.is_some_and(|folder| folder.exists()) {
        progress.ready(&title);
        return Ok(());
    }
    let job = Job::new("rustup", &["target", "add", WASM_TARGET], project.root()).help(format!(
        "install rustup (https://rustup.rs), or add the target {WASM_TARGET} to your toolchain"
    ));
    progress.run(&title, "about 10 s, first time only", job)
}

/// The toolchain's formatter and linter.
pub(crate) fn lint_components(project: &Project, progress: &Progress) -> Result<()> {
    let present = |command: &str| {
        Job::cargo(&[command, "--version"], project.root())
            .answer()
            .is_some()
    };
    if present("fmt") && present("clippy") {
        return Ok(());
    }
    let job = Job::new(
        "rustup",
        &["component", "add", "rustfmt", "clippy"],
        project.root(),
    )
    .help("install rustfmt and clippy for the toolchain named in rust-toolchain.toml");
    progress.run("rustfmt and clippy", "about 10 s, first time only", job)
}

fn check_node(project: &Project) -> Result<()> {
    let help = format!("install Node {OLDEST_NODE} or newer, with npm: https://nodejs.org");
    let version = Job::new("node", &["--version"], project.root())
        .answer()
        .ok_or_else(|| Failure::new("Node is needed and was not found").with_help(&help))?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        return Err(Failure::new(format!("Node {version} is too old")).with_help(help));
    }
    Ok(())
}

/// `npm ci`, unless what is installed came from the same lock file.
fn npm_packages(folder: &Path, title: &str, progress: &Progress) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let installed_from = folder.join("node_modules/.installed-from");
    let wanted = std::fs::read(&lock).context(|| format!("read {}", lock.display()))?;
    if std::fs::read(&installed_from).is_ok_and(|installed| installed == wanted) {
        progress.ready(title);
        return Ok(());
    }
    let job = Job::npm(&["ci", "--no-audit", "--no-fund"], folder)
        .help("it needs a network connection; run the same command again to retry");
    progress.run(title, "about 10 s, first time only", job)?;
    std::fs::write(&installed_from, wanted)
        .context(|| format!("write {}", installed_from.display()))
}
