//! `laneway import`, and what `laneway check` does with files of other tools.

mod support;

use std::fs;
use support::{run_in, run_with_input};
use tempfile::TempDir;

const COMPOSE: &str = "\
services:
  api: { build: ., depends_on: [db] }
  db: { image: postgres }
";

const TEMPLATE: &str = "\
# Made of a docker-compose file: each step waits until the one before it is done.
services:
  - name: api
    depends_on: [db]
  - name: db
    image: postgres
workflows:
  - name: setup
    parallelize:
      - step: db
        tasks: [services.db]
      - step: api
        tasks: [services.api]
";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("compose.yaml"), COMPOSE).unwrap();
    folder
}

#[test]
fn a_compose_file_comes_out_as_a_template() {
    let folder = folder();
    let ran = run_in(folder.path(), &["import", "compose.yaml"]);
    assert_eq!(
        (ran.exit, ran.out.as_str(), ran.err.as_str()),
        (0, TEMPLATE, "")
    );
    let ran = run_with_input(&["import", "-"], COMPOSE.as_bytes());
    assert_eq!((ran.exit, ran.out.as_str()), (0, TEMPLATE));
}

#[test]
fn a_new_file_is_written_and_none_is_overwritten() {
    let folder = folder();
    let arguments = ["import", "compose.yaml", "--output", "app.yaml"];
    let ran = run_in(folder.path(), &arguments);
    assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let app = folder.path().join("app.yaml");
    assert_eq!(fs::read_to_string(&app).unwrap(), TEMPLATE);
    fs::write(&app, "mine").unwrap();
    let ran = run_in(folder.path(), &arguments);
    let why = "laneway: cannot write app.yaml: it is there already\n";
    assert_eq!((ran.exit, ran.err.as_str()), (2, why));
    assert_eq!(fs::read_to_string(&app).unwrap(), "mine");
}

#[test]
fn says_why_no_template_can_be_made() {
    let cases = [
        ("workflows: []\n", "<stdin> is no docker-compose file"),
        (
            "kind: Pod\napiVersion: v1\n",
            "is a Kubernetes manifest, of which no template can be made",
        ),
        ("services: {a: {image: a, depends_on: [a]}}\n", "`a` → `a`"),
    ];
    for (text, why) in cases {
        let ran = run_with_input(&["import", "-"], text.as_bytes());
        assert_eq!((ran.exit, ran.out.as_str()), (1, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn repairing_leaves_a_compose_file_as_it_is() {
    let folder = folder();
    let ran = run_in(
        folder.path(),
        &["check", "compose.yaml", "--fix", "--unsafe"],
    );
    assert_eq!(ran.exit, 1);
    let note = "left compose.yaml as it is: `laneway import compose.yaml` prints a template\n";
    assert!(ran.out.starts_with(note), "{}", ran.out);
    let kept = fs::read_to_string(folder.path().join("compose.yaml")).unwrap();
    assert_eq!(kept, COMPOSE);
    let ran = run_in(
        folder.path(),
        &["check", "compose.yaml", "--diff", "--unsafe"],
    );
    assert!(
        ran.out.contains("+        tasks: [services.db]"),
        "{}",
        ran.out
    );
    let ran = run_with_input(&["check", "-", "--fix", "--unsafe"], COMPOSE.as_bytes());
    assert_eq!((ran.exit, ran.out.as_str()), (0, TEMPLATE));
}
