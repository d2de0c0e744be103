//! What is exported for other engines is what they accept, by the schemas in their own modules. `cargo xtask test
//! --only engines` fetches those.

mod support;

use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use support::{run, simulated_cases};

/// Tells where a module of an engine has been put.
const MODULES: [(&str, &str); 2] = [
    ("argo", "LANEWAY_ARGO_MODULE"),
    ("tekton", "LANEWAY_TEKTON_MODULE"),
];

fn module(engine: &str) -> PathBuf {
    let (_, variable) = MODULES.iter().find(|it| it.0 == engine).expect("an engine");
    let folder = std::env::var_os(variable);
    folder
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("{variable} names no folder"))
}

/// Of each engine: the schema in its module, and its name for what is exported.
const SCHEMAS: [(&str, &str, &str); 2] = [
    (
        "argo",
        "api/jsonschema/schema.json",
        "io.argoproj.workflow.v1alpha1.Workflow",
    ),
    (
        "tekton",
        "pkg/apis/pipeline/v1/swagger.json",
        "v1.PipelineRun",
    ),
];

fn definitions(engine: &str) -> (Value, &'static str) {
    let (_, file, name) = SCHEMAS.iter().find(|it| it.0 == engine).expect("an engine");
    let text = fs::read_to_string(module(engine).join(file)).expect("a schema");
    let mut schema: Value = serde_json::from_str(&text).expect("JSON");
    (schema["definitions"].take(), name)
}

/// Types of Kubernetes that the module does not define itself may be anything.
fn complete(definitions: &mut Value) {
    let text = definitions.to_string();
    let missing = text
        .split("\"#/definitions/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let definitions = definitions.as_object_mut().expect("definitions");
    for name in missing {
        definitions.entry(name).or_insert(json!({}));
    }
}

/// Engines drop or refuse keys that they do not know; their schemas do not say so.
fn close(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        let keeps_all = object.contains_key("x-kubernetes-preserve-unknown-fields");
        let is_open = object.contains_key("additionalProperties");
        if object.get("properties").is_some_and(Value::is_object) && !keeps_all && !is_open {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        object.values_mut().for_each(close);
    } else if let Some(list) = schema.as_array_mut() {
        list.iter_mut().for_each(close);
    }
}

fn schema(engine: &str) -> jsonschema::Validator {
    let (mut definitions, name) = definitions(engine);
    complete(&mut definitions);
    close(&mut definitions);
    let reference = format!("#/definitions/{name}");
    let schema = json!({ "$ref": reference, "definitions": definitions });
    jsonschema::validator_for(&schema).expect("a schema")
}

fn exported(arguments: &[String], engine: &str) -> Option<Value> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ran = run(&[&["export"], &arguments[..], &["--to", engine]].concat());
    let has_tasks = !ran.err.contains("has no task to export");
    assert_eq!(ran.exit, if has_tasks { 0 } else { 2 }, "{}", ran.err);
    has_tasks.then(|| serde_yaml::from_str(&ran.out).expect("YAML"))
}

#[test]
fn engines_accept_every_case_of_the_corpus() {
    for (engine, _) in MODULES {
        let schema = schema(engine);
        let mut checked = 0;
        for case in simulated_cases() {
            let Some(manifest) = exported(&case.arguments, engine) else {
                continue;
            };
            let problems: Vec<String> = schema
                .iter_errors(&manifest)
                .map(|it| format!("{it} at {}", it.instance_path()))
                .collect();
            assert!(
                problems.is_empty(),
                "{engine}, {}: {problems:#?}",
                case.folder.display()
            );
            checked += 1;
        }
        assert!(checked > 10, "{engine}: {checked} cases");
    }
}

/// The schemas do tell: of one key that is written wrongly, anywhere.
#[test]
fn engines_do_not_accept_what_they_do_not_know() {
    let halting = ["halting.yaml".to_owned()];
    for (engine, from, to) in [
        ("argo", "continueOn", "continueOnError"),
        ("argo", "dependencies", "runAfter"),
        ("tekton", "runAfter", "dependencies"),
        ("tekton", "onError", "onFailure"),
    ] {
        let manifest = exported(&halting, engine).expect("a manifest").to_string();
        assert!(manifest.contains(from), "{engine}: {from}");
        let wrong = manifest.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        let wrong: Value = serde_json::from_str(&wrong).expect("JSON");
        assert!(!schema(engine).is_valid(&wrong), "{engine} accepts {to}");
    }
}
