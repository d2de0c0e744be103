//! What is predicted, what is killed and what goes wrong, on a real control plane. `cargo xtask test --only cluster`
//! starts it; all scenarios are run by `cargo xtask conformance`.

use laneway_conformance::case::Case;
use laneway_conformance::play::{Played, play_all};
use laneway_conformance::{faults, kills, table};
use std::sync::{PoisonError, RwLock};

/// Times are measured while nobody else is busy here.
static BUSY: RwLock<()> = RwLock::new(());

#[test]
fn short_scenarios_go_as_they_are_predicted() {
    let _alone = BUSY.write().unwrap_or_else(PoisonError::into_inner);
    let cases = Case::short();
    assert!(cases.len() >= 30, "{} are short", cases.len());
    let all = play_all(cases, |_| {});
    let table = table::table(&all);
    println!("{table}");
    assert!(all.iter().all(Played::is_within), "{table}");
}

#[test]
fn a_run_that_is_killed_anywhere_goes_on_to_the_same_end() {
    let _busy = BUSY.read().unwrap_or_else(PoisonError::into_inner);
    let all = kills::all(|_| true, |_| {}).expect("a run that nobody kills");
    let table = kills::table(&all);
    println!("{table}");
    assert!(all.len() > 20, "{table}");
    assert!(all.iter().all(|killed| killed.outcome.is_ok()), "{table}");
}

#[test]
fn whatever_goes_wrong_on_the_cluster_is_met() {
    let _busy = BUSY.read().unwrap_or_else(PoisonError::into_inner);
    let all = faults::all(|_| true, |_| {});
    let table = faults::table(&all);
    println!("{table}");
    assert_eq!(all.len(), faults::ALL.len());
    assert!(
        all.iter().all(|happened| happened.outcome.is_ok()),
        "{table}"
    );
}
