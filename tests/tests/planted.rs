//! Every kind of mistake that the language knows, planted into every good template wherever it fits,
//! is reported where it is, and nothing else is. Every fix that is offered takes it away again.

use laneway_tests::{planted, templates};

#[test]
fn every_planted_mistake_is_found_and_nothing_else() {
    let tally = planted::plant_everywhere(&templates::good());
    println!("{tally}");
    let nowhere: Vec<&str> = tally
        .rows
        .iter()
        .filter(|row| row.places == 0)
        .map(|row| row.name)
        .collect();
    assert!(nowhere.is_empty(), "planted nowhere: {nowhere:?}");
    let complaints = &tally.complaints;
    assert!(
        complaints.is_empty(),
        "{} complaints\n\n{}",
        complaints.len(),
        complaints.join("\n")
    );
    for row in &tally.rows {
        assert_eq!((row.found, row.extras), (row.places, 0), "{}", row.name);
    }
}
