use super::{WriteError, append, put, take};
use crate::yaml::parse;

fn written(text: &str, keys: &str, value: &str) -> Result<String, WriteError> {
    let keys: Vec<String> = keys.split_whitespace().map(str::to_owned).collect();
    put(text, parse(text).root.as_ref(), &keys, value).map(|(_, written)| written)
}

#[test]
fn a_value_is_written_where_it_belongs() {
    for (text, keys, value, expected) in [
        (
            "",
            "cluster max_parallel",
            "4",
            "cluster: { max_parallel: 4 }\n",
        ),
        ("# why", "seed", "4", "# why\nseed: 4\n"),
        (
            "seed: 1\n",
            "cluster max_parallel",
            "4",
            "seed: 1\ncluster: { max_parallel: 4 }\n",
        ),
        (
            "cluster:\n",
            "cluster max_parallel",
            "4",
            "cluster: { max_parallel: 4 }\n",
        ),
        (
            "cluster: {}\n",
            "cluster max_parallel",
            "4",
            "cluster: {max_parallel: 4}\n",
        ),
        (
            "cluster: # x\n  max_parallel: 1 # y\n",
            "cluster max_parallel",
            "4",
            "cluster: # x\n  max_parallel: 4 # y\n",
        ),
        (
            "tasks:\n  jobs.a:\n    runs_for:\n      uniform: [1s, 2s]\n    retries: 1\n",
            "tasks jobs.a runs_for",
            "4s",
            "tasks:\n  jobs.a:\n    runs_for:\n      4s\n    retries: 1\n",
        ),
        (
            "tasks: { jobs.a: { runs_for: { uniform: [1s, 2s] } } }",
            "tasks jobs.a runs_for uniform 1",
            "4s",
            "tasks: { jobs.a: { runs_for: { uniform: [1s, 4s] } } }",
        ),
        (
            "faults:\n  - task: jobs.a\n",
            "faults 0 chance",
            "5%",
            "faults:\n  - task: jobs.a\n    chance: 5%\n",
        ),
        (
            "seed: 1 # why\n",
            "tasks jobs.a runs_for",
            "4s",
            "seed: 1 # why\ntasks:\n  jobs.a: { runs_for: 4s }\n",
        ),
        (
            "tasks:\n  # slow\n  jobs.a: { runs_for: 4s } # very\n\nseed: 1\n",
            "tasks jobs.b runs_for",
            "4s",
            "tasks:\n  # slow\n  jobs.a: { runs_for: 4s } # very\n  jobs.b: { runs_for: 4s }\n\nseed: 1\n",
        ),
        (
            "tasks:\n  jobs.a:\n    retries: 1\r\n",
            "tasks jobs.a runs_for",
            "4s",
            "tasks:\n  jobs.a:\n    retries: 1\n    runs_for: 4s\r\n",
        ),
        (
            "tasks:\n  jobs.a: &it { retries: 1 }\n  jobs.b: *it\n",
            "tasks jobs.b runs_for",
            "4s",
            "tasks:\n  jobs.a: &it { retries: 1 }\n  jobs.b: { <<: *it, runs_for: 4s }\n",
        ),
        (
            "tasks:\n  jobs.a: &it { retries: 1 }\n  jobs.b: { <<: *it }\n",
            "tasks jobs.b retries",
            "2",
            "tasks:\n  jobs.a: &it { retries: 1 }\n  jobs.b: { retries: 2, <<: *it }\n",
        ),
        (
            "tasks:\n  jobs.a:\n  jobs.b: ~\n",
            "tasks jobs.b retries",
            "2",
            "tasks:\n  jobs.a:\n  jobs.b: { retries: 2 }\n",
        ),
    ] {
        assert_eq!(
            written(text, keys, value).as_deref(),
            Ok(expected),
            "{text:?}"
        );
    }
}

#[test]
fn what_would_change_something_else_is_not_written() {
    let alias = "tasks:\n  jobs.a: &it { retries: 1 }\n  jobs.b: *it\n";
    assert_eq!(
        written(alias, "tasks jobs.a retries", "2"),
        Err(WriteError::Tangled)
    );
    // The alias itself may go.
    let text = "tasks:\n  jobs.a: &it { retries: 1 }\n  jobs.b: *it\n";
    assert!(written(text, "tasks jobs.b", "{ retries: 2 }").is_ok());
    assert_eq!(
        written("seed: 1\n", "seed", "2\ntasks: {}"),
        Err(WriteError::Tangled)
    );
    assert_eq!(written("seed: 1\n", "seed", ""), Err(WriteError::Tangled));
    assert_eq!(
        written("seed: 1\n", "seed x", "2"),
        Err(WriteError::Scalar("seed".into()))
    );
    let none = WriteError::NoItem {
        list: "faults".into(),
        items: 1,
    };
    assert_eq!(
        written("faults: [{}]\n", "faults 1 chance", "2%"),
        Err(none)
    );
}

#[test]
fn an_item_goes_to_the_end_of_its_list() {
    for (text, keys, item, expected) in [
        ("", "faults", "{ a: 1 }", "faults:\n  - { a: 1 }\n"),
        (
            "seed: 1\n",
            "faults",
            "{ a: 1 }",
            "seed: 1\nfaults:\n  - { a: 1 }\n",
        ),
        ("faults: []\n", "faults", "{ a: 1 }", "faults: [{ a: 1 }]\n"),
        ("faults:\n", "faults", "{ a: 1 }", "faults: [{ a: 1 }]\n"),
        (
            "faults:\n- b: 1 # x\n  c: 2 # y\n# end\n",
            "faults",
            "{ a: 1 }",
            "faults:\n- b: 1 # x\n  c: 2 # y\n- { a: 1 }\n# end\n",
        ),
        (
            "tasks: { jobs.a: { needs: [jobs.b] } }\n",
            "tasks jobs.a needs",
            "jobs.c",
            "tasks: { jobs.a: { needs: [jobs.b, jobs.c] } }\n",
        ),
    ] {
        let keys: Vec<String> = keys.split_whitespace().map(str::to_owned).collect();
        let written = append(text, parse(text).root.as_ref(), &keys, item);
        let written = written.map(|(_, written)| written);
        assert_eq!(written.as_deref(), Ok(expected), "{text:?}");
    }
    let shared = "a: &it [1]\nb: *it\n";
    let written = append(shared, parse(shared).root.as_ref(), &["b".to_owned()], "2");
    assert_eq!(written, Err(WriteError::Tangled));
}

#[test]
fn what_is_taken_out_leaves_nothing_empty() {
    for (text, keys, expected) in [
        (
            "seed: 1\ntasks:\n  jobs.a: { fails: 1 }\n",
            "tasks jobs.a fails",
            "seed: 1\n",
        ),
        (
            "tasks: { jobs.a: { fails: 1, retries: 2 } }\n",
            "tasks jobs.a fails",
            "tasks: { jobs.a: { retries: 2 } }\n",
        ),
        (
            "faults:\n  - { a: 1 } # gone\n  # kept\n  - b: 1\n    c: 2\n",
            "faults 0",
            "faults:\n  # kept\n  - b: 1\n    c: 2\n",
        ),
        ("faults:\n  - { a: 1 }\nseed: 1\n", "faults 0", "seed: 1\n"),
        (
            "faults:\n  - a: 1\n    b: 2\n  - c: 1\n",
            "faults 0",
            "faults:\n  - c: 1\n",
        ),
    ] {
        let keys: Vec<String> = keys.split_whitespace().map(str::to_owned).collect();
        let taken = take(text, parse(text).root.as_ref(), &keys);
        let taken = taken.map(|it| it.map(|(_, written)| written));
        assert_eq!(taken, Some(Ok(expected.to_owned())), "{text:?}");
    }
    assert_eq!(
        take(
            "seed: 1\n",
            parse("seed: 1\n").root.as_ref(),
            &["tasks".to_owned()]
        ),
        None
    );
}
