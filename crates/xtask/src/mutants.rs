//! `cargo xtask mutants`: how well mistakes of typing are found, over many spoiled templates.

use crate::error::{Failure, Result};
use crate::options;
use crate::process::Job;
use crate::project::Project;

pub(crate) const HELP: &str = "\
Spoil the good templates of the corpus with one to five mistakes of typing each, check them, and
print for each kind of mistake how many were found and how many errors tell of none. Then the same
for templates in other styles, to which nothing is made to fit.

Usage: cargo xtask mutants [--run FILES,SEED]

Options:
  --run FILES,SEED   How many templates to spoil, and how to draw; 2000,1 if it is not given

Examples:
  cargo xtask mutants
  cargo xtask mutants --run 10000,7
";

/// What is run when nothing is asked for.
const USUAL: &str = "2000,1";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let given = options::values(arguments, Some("--run"))?;
    let given = given.last().map_or(USUAL, String::as_str);
    let numbers: Vec<&str> = given.split(',').map(str::trim).collect();
    let valid = |number: &&str| number.parse::<u64>().is_ok();
    let [files, seed] = numbers.as_slice() else {
        return Err(unreadable(given));
    };
    if ![files, seed].into_iter().all(valid) {
        return Err(unreadable(given));
    }
    let command = ["run", "--locked", "--release", "--package", "laneway-tests"];
    let program = ["--bin", "mutants", "--", files, seed];
    let project = Project::find();
    for of in [&[][..], &["--unseen"]] {
        let all = [&command[..], &program, of].concat();
        Job::cargo(&all, project.root()).run_shown(|_| {})?;
    }
    Ok(())
}

fn unreadable(given: &str) -> Failure {
    Failure::usage(format!("`--run` cannot be `{given}`"))
        .with_help("give two whole numbers, such as `--run 2000,1`")
}
