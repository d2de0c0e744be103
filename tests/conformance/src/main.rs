//! `cargo xtask conformance` starts a cluster and runs this on it: a part, and what names have to contain.

use laneway_conformance::case::Case;
use laneway_conformance::play::{Played, play_all};
use laneway_conformance::{faults, kills, table};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((part, only)) = arguments.split_first() else {
        eprintln!("which part: scenarios, kills or faults?");
        return ExitCode::from(2);
    };
    let wanted =
        |name: &str| only.is_empty() || only.iter().any(|part| name.contains(part.as_str()));
    let is_good = match part.as_str() {
        "kills" => kills(wanted),
        "faults" => faults(wanted),
        _ => scenarios(wanted),
    };
    if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn scenarios(wanted: impl Fn(&str) -> bool) -> bool {
    let mut cases = Case::all();
    cases.retain(|case| wanted(&case.name));
    println!("\n{} scenarios, simulated and run:", cases.len());
    let all = play_all(cases, |played| println!("{}", table::line(played)));
    println!("\n{}", table::table(&all));
    all.iter().all(Played::is_within)
}

fn kills(wanted: impl Fn(&str) -> bool) -> bool {
    println!("\nRuns that are killed and resumed (a killed run holds its lock for 30 s):");
    match kills::all(wanted, |killed| println!("{}", kills::line(killed))) {
        Ok(all) => {
            println!("\n{}", kills::table(&all));
            all.iter().all(|killed| killed.outcome.is_ok())
        }
        Err(why) => {
            println!("✗ {why}");
            false
        }
    }
}

fn faults(wanted: impl Fn(&str) -> bool) -> bool {
    println!("\nWhat goes wrong on the cluster:");
    let all = faults::all(wanted, |happened| println!("{}", faults::line(happened)));
    println!("\n{}", faults::table(&all));
    all.iter().all(|happened| happened.outcome.is_ok())
}
