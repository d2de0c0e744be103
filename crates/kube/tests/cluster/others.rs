//! Somebody else is in the same namespace.

use crate::kit::{Home, PAGE, PATIENCE, Wish};
use k8s_openapi::serde_json::{Value, json};
use laneway_kube::course::End;
use laneway_kube::runner::Failure;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// Until all these lines were heard, in whatever order.
fn wait_for(heard: &Receiver<String>, lines: &[&str]) {
    let mut missing = lines.to_vec();
    while !missing.is_empty() {
        let line = heard.recv_timeout(PATIENCE).expect("it is heard");
        missing.retain(|it| *it != line);
    }
}

fn their_deployment(replicas: u32) -> Value {
    json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": {"laneway.dev/application": "test", "laneway.dev/task": "services.web"}},
            "template": {
                "metadata": {"labels": {"laneway.dev/application": "test", "laneway.dev/task": "services.web"}},
                "spec": {"containers": [{"name": "web", "image": "other"}]},
            },
        },
    })
}

const WEB: &str = "
services: [{ name: web, image: script, args: [serve] }]
workflows: [{name: setup, order_from: [services.web]}]
";

#[test]
fn fields_of_others_are_named_and_only_taken_over_by_force() {
    let home = Home::new();
    home.apply(&their_deployment(2));
    let ran = home.run(WEB);
    assert_eq!((ran.ended.end, ran.ended.went_wrong), (End::Done, true));
    for part in [
        "services.web: deployment/web: ",
        "conflict",
        "somebody",
        ".spec.replicas",
        "--force",
    ] {
        assert!(ran.hears(part), "{part}: {:#?}", ran.lines);
    }
    let forced = home
        .try_run(
            WEB,
            &Wish {
                force: true,
                ..Wish::default()
            },
        )
        .expect("a run");
    forced.assert_done();
}

#[test]
fn a_second_run_finds_the_lock() {
    let home = Home::new();
    let (tell, heard) = channel();
    let wish = Wish {
        tell: Some(tell),
        ..Wish::default()
    };
    thread::scope(|scope| {
        let first = scope.spawn(|| home.try_run(PAGE, &wish).expect("a run"));
        wait_for(&heard, &["attempt jobs.scrub 1"]);
        match home.try_run(PAGE, &Wish::default()) {
            Err(Failure::Locked(why)) => assert!(why.contains("of setup holds the lock"), "{why}"),
            other => panic!("{:?}", other.map(|ran| ran.lines)),
        }
        let first = first.join().expect("no panic");
        first.assert_done();
    });
}

#[test]
fn what_somebody_deletes_is_missed_at_once() {
    let template = PAGE.replace("sleep 10s", "sleep 300s");
    let home = Home::new();
    let (tell, heard) = channel();
    let wish = Wish {
        tell: Some(tell),
        ..Wish::default()
    };
    thread::scope(|scope| {
        let run = scope.spawn(|| home.try_run(&template, &wish).expect("a run"));
        wait_for(
            &heard,
            &["attempt services.frontend 1", "attempt jobs.scrub 1"],
        );
        home.delete("Deployment", "frontend");
        wait_for(&heard, &["settled services.frontend Degraded"]);
        let job = home
            .names("Job")
            .into_iter()
            .find(|name| name.starts_with("scrub-"));
        home.delete("Job", &job.expect("a job"));
        let ran = run.join().expect("no panic");
        assert_eq!(ran.ended.end, End::Halted);
        assert!(ran.hears("services.frontend: deployment/frontend was deleted by somebody else"));
        ran.assert_heard(&["settled jobs.scrub Failed", "halt jobs.scrub"]);
    });
}
