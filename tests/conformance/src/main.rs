//! `cargo xtask conformance` starts a cluster and runs this on it: parts, `--`, and what names have to contain.

use laneway_conformance::case::Case;
use laneway_conformance::play::{Played, play_all};
use laneway_conformance::{faults, kills, table};
use std::process::ExitCode;
use std::thread::scope;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut halves = arguments.split(|argument| argument == "--");
    let (parts, only) = (halves.next(), halves.next().unwrap_or_default());
    let parts = parts.unwrap_or_default();
    if parts.is_empty() {
        eprintln!("which parts: scenarios, kills, faults?");
        return ExitCode::from(2);
    }
    let wanted =
        |name: &str| only.is_empty() || only.iter().any(|part| name.contains(part.as_str()));
    let mut cases = match parts.iter().any(|part| part == "scenarios") {
        true => Case::all(),
        false => Vec::new(),
    };
    cases.retain(|case| wanted(&case.name));
    let (long, cases): (Vec<_>, Vec<_>) = cases.into_iter().partition(Case::is_long);
    let is_good = scope(|scope| {
        // They wait for most of the time, so that everything else is done beside them.
        let long = scope.spawn(|| play_all(long, |_| {}));
        let mut is_good = true;
        let mut cases = Some(cases);
        for part in parts {
            is_good &= match part.as_str() {
                "kills" => kills(wanted),
                "faults" => faults(wanted),
                _ => scenarios(cases.take().unwrap_or_default()),
            };
        }
        is_good
            & long
                .join()
                .is_ok_and(|long| all_within("Long scenarios, played beside the rest:", &long))
    });
    match is_good {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn scenarios(cases: Vec<Case>) -> bool {
    println!("\n{} scenarios, simulated and run:", cases.len());
    let all = play_all(cases, |played| println!("{}", table::line(played)));
    all_within("", &all)
}

fn all_within(title: &str, all: &[Played]) -> bool {
    if !all.is_empty() {
        println!("\n{title}\n{}", table::table(all));
    }
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
