//! Problems in the terminal, as a text file to look at.

mod support;

use std::path::Path;

#[test]
fn problems_are_shown_with_places_and_fixes() {
    let ran = support::run(&["check", "three-problems.yaml", "workflow.yaml"]);
    assert_eq!((ran.exit, ran.err.as_str()), (1, ""));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems/three-problems.txt");
    support::assert_file(&path, &ran.out);
}
