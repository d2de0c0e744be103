//! The Rust tools that the project is built and tested with: which, at which version, and how to get
//! them.

use std::path::PathBuf;

use crate::error::{Context, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;

/// A command-line tool that is built from crates.io into `.tools/`.
pub(crate) struct Tool {
    /// Name of the program.
    program: &'static str,
    /// Name of the crate that holds it.
    package: &'static str,
    version: &'static str,
    /// Further arguments of `cargo install`.
    features: &'static [&'static str],
    /// What a user should expect of its first build.
    usually: &'static str,
}

/// What the page is built with.
pub(crate) const FOR_PAGE: [Tool; 2] = [
    Tool {
        program: "trunk",
        package: "trunk",
        version: "0.21.14",
        features: &["--no-default-features", "--features", "rustls"],
        usually: "about 4 min on two cores, first time only",
    },
    // The page's own `wasm-bindgen` dependency is pinned to the same version; the two must agree.
    Tool {
        program: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: "0.2.129",
        features: &["--bin", "wasm-bindgen"],
        usually: "about 2 min on two cores, first time only",
    },
];

/// What fuzzing is done with.
pub(crate) const FOR_FUZZING: [Tool; 1] = [Tool {
    program: "cargo-fuzz",
    package: "cargo-fuzz",
    version: "0.13.2",
    features: &[],
    usually: "about 1 min on two cores, first time only",
}];

/// Installs every tool that is absent or has another version.
pub(crate) fn ensure(tools: &[Tool], project: &Project, progress: &Progress) -> Result<()> {
    for tool in tools {
        let title = format!("{} {}", tool.program, tool.version);
        if tool.is_installed(project) {
            progress.ready(&title);
        } else {
            progress.run(
                &format!("Building {title}"),
                tool.usually,
                tool.install(project),
            )?;
        }
    }
    remove_build_folder(project)
}

impl Tool {
    fn is_installed(&self, project: &Project) -> bool {
        let program = project.tools_bin().join(self.program);
        let answer = Job::new(program, &["--version"], project.root()).answer();
        answer.is_some_and(|text| text.split_whitespace().nth(1) == Some(self.version))
    }

    fn install(&self, project: &Project) -> Job {
        let exact = format!("{}@={}", self.package, self.version);
        let mut arguments = vec!["install", "--locked", "--debug", "--force", &exact];
        arguments.extend(self.features);
        Job::cargo(&arguments, project.root())
            .env("CARGO_INSTALL_ROOT", project.tools())
            .env("CARGO_TARGET_DIR", build_folder(project))
            // Nobody debugs these; without the symbols they build faster and are a fraction of the size.
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_INCREMENTAL", "0")
            .help(
                "it needs a network connection and a C linker; run the same command again to go on",
            )
    }
}

/// Shared by the tools (they have crates in common) and kept until both stand, so that an interrupted
/// first start goes on where it stopped.
fn build_folder(project: &Project) -> PathBuf {
    project.tools().join("build")
}

fn remove_build_folder(project: &Project) -> Result<()> {
    let folder = build_folder(project);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).context(|| format!("remove {}", folder.display()))?;
    }
    Ok(())
}
