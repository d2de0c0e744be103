//! The JSON forms against their schemas, over every template of the test data and the corpora.

mod support;

use jsonschema::Validator;
use serde_json::{Value, json};
use support::{Case, Ran, root, run};

fn schema(name: &str) -> Validator {
    let path = root().join("docs/schema").join(name);
    let text = std::fs::read_to_string(path).expect("the schema is there");
    let schema = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

/// All templates below a folder, in order of their paths.
fn templates() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("tests/corpus"), support::data()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "yaml") {
                found.push(path.to_str().expect("a path in UTF-8").to_owned());
            }
        }
    }
    found.sort();
    assert!(found.len() > 10, "the corpora are there");
    found
}

#[track_caller]
fn assert_valid(schema: &Validator, document: &Value, what: &str) {
    let errors: Vec<String> = schema
        .iter_errors(document)
        .map(|it| format!("{}: {it}", it.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in:\n{text}"))
}

#[test]
fn check_keeps_its_schema() {
    let schema = schema("check.json");
    for path in templates() {
        let ran = run(&["check", &path, "--format", "json"]);
        if ran.exit == 2 {
            continue; // Not a text.
        }
        let document = parse(&ran.out);
        assert_valid(&schema, &document, &path);
        let diagnostics = document["files"][0]["diagnostics"]
            .as_array()
            .expect("a list");
        let has_errors = diagnostics.iter().any(|it| it["severity"] == "error");
        assert_eq!(ran.exit, i32::from(has_errors), "{path}");
    }
}

/// Whatever can be simulated, in its default stage and when it is taken down.
#[test]
fn simulate_and_trace_keep_their_schemas() {
    let schemas = Schemas::new();
    let mut simulated = 0;
    for path in templates() {
        for stage in [&[][..], &["--stage", "teardown"]] {
            simulated += usize::from(schemas.assert_hold(&[&[path.as_str()], stage].concat()));
        }
    }
    assert!(simulated > 10, "only {simulated} could be simulated");
}

/// What the command prints for each simulated case is its `expected.json`, byte for byte.
#[test]
fn simulated_cases_are_printed_as_expected() {
    let schemas = Schemas::new();
    for Case { folder, arguments } in support::simulated_cases() {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        assert!(schemas.assert_hold(&arguments), "{folder:?}");
        let printed = simulate(&arguments, "json").out;
        let expected = std::fs::read_to_string(folder.join("expected.json")).expect("it is there");
        assert_eq!(printed, expected, "{folder:?}");
    }
}

/// Both forms of a simulation.
struct Schemas {
    simulate: Validator,
    trace: Validator,
}

impl Schemas {
    fn new() -> Self {
        Self {
            simulate: schema("simulate.json"),
            trace: schema("trace.json"),
        }
    }

    /// Whether it can be simulated; what cannot be prints nothing.
    #[track_caller]
    fn assert_hold(&self, arguments: &[&str]) -> bool {
        let ran = simulate(arguments, "json");
        if ran.exit != 0 {
            assert_eq!((ran.exit, ran.out.as_str()), (2, ""), "{arguments:?}");
            return false;
        }
        assert_valid(&self.simulate, &parse(&ran.out), arguments[0]);
        for line in simulate(arguments, "trace").out.lines() {
            assert_valid(&self.trace, &parse(line), arguments[0]);
        }
        true
    }
}

fn simulate(arguments: &[&str], format: &str) -> Ran {
    run(&[&["simulate", "--format", format], arguments].concat())
}

/// A schema that accepts everything would prove nothing.
#[test]
fn a_changed_document_is_rejected() {
    let scenario = ["--scenario", "failing-migration.yaml"];
    let simulated = run(&[
        &["simulate", "workflow.yaml", "--format", "json"],
        &scenario[..],
    ]
    .concat());
    let checked = run(&[
        "check",
        "../../../../tests/corpus/err/misspelled-keys.yaml",
        "--format",
        "json",
    ]);
    let changes: [(&str, &str, &str, Value); 12] = [
        ("check.json", &checked.out, "/version", json!(2)),
        (
            "check.json",
            &checked.out,
            "/files/0/diagnostics/0/severity",
            json!("fatal"),
        ),
        (
            "check.json",
            &checked.out,
            "/files/0/diagnostics/0/line",
            json!(0),
        ),
        (
            "check.json",
            &checked.out,
            "/files/0/diagnostics/0/fixes/0/edits",
            json!([]),
        ),
        (
            "check.json",
            &checked.out,
            "/files/0/diagnostics/0",
            json!({}),
        ),
        (
            "simulate.json",
            &simulated.out,
            "/outcome",
            json!("succeeded"),
        ),
        (
            "simulate.json",
            &simulated.out,
            "/last_step_done_ms",
            json!(30000),
        ),
        (
            "simulate.json",
            &simulated.out,
            "/tasks/0/outcome",
            json!("ready"),
        ),
        (
            "simulate.json",
            &simulated.out,
            "/tasks/0/attempts/0/start_ms",
            json!(0.5),
        ),
        (
            "simulate.json",
            &simulated.out,
            "/tasks/3/start_ms",
            json!(0),
        ),
        ("simulate.json", &simulated.out, "/halt", json!(null)),
        (
            "simulate.json",
            &simulated.out,
            "/tasks/3/waits/0/cause",
            json!("boredom"),
        ),
    ];
    for (name, text, place, value) in changes {
        let mut document = parse(text);
        assert_valid(&schema(name), &document, name);
        let old = document.pointer_mut(place).expect(place);
        assert_ne!(*old, value, "{place}");
        *old = value;
        assert!(
            !schema(name).is_valid(&document),
            "{name} accepts a change of {place}"
        );
    }
}
