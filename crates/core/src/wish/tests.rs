use super::{Ground, Subject, Wish};
use crate::analysis::Request;
use crate::template::readings;

/// The text that is edited, afterwards, or the refusal.
fn after(template: &str, scenario: &str, wish: &Wish) -> Result<String, String> {
    let request = Request {
        template,
        scenario,
        ..Request::default()
    };
    let ground = Ground::read(&request).map_err(|refusal| refusal.to_string())?;
    let granted = ground.grant(wish).map_err(|refusal| refusal.to_string())?;
    let text = match granted.text {
        super::Text::Template => template,
        super::Text::Scenario => scenario,
    };
    assert_eq!(
        crate::diagnostic::apply(&granted.edits, text),
        granted.after
    );
    Ok(granted.after)
}

const TEMPLATE: &str = "\
services: [{ name: a }, { name: b, depends_on: [a] }]
jobs: [{ name: j }]
workflows:
  - name: setup
    parallelize:
      - step: one # first
        tasks:
          # it all begins here
          - services.a
      - step: two
        tasks: [jobs.j, services.b]
        wait_for_finish: false # on purpose
";

#[test]
fn a_wish_is_written_where_it_belongs() {
    let duration = |task: &str, millis| Wish::Duration {
        task: task.to_owned(),
        millis,
    };
    assert_eq!(
        after(TEMPLATE, "", &duration("services.a", 90_000)).as_deref(),
        Ok("tasks:\n  services.a: { ready_after: 1m30s }\n")
    );
    assert_eq!(
        after(TEMPLATE, "", &duration("jobs.x", 1)),
        Err("Stage `setup` has no task `jobs.x`.".to_owned())
    );
    let waits = after(TEMPLATE, "", &Wish::Wait { step: 1, on: true }).expect("an edit");
    assert!(
        waits.ends_with("wait_for_finish: true # on purpose\n"),
        "{waits}"
    );
    let halts = after(TEMPLATE, "", &Wish::Halt { step: 0, on: true }).expect("an edit");
    assert!(
        halts.contains("- services.a\n        halt_on_error: true\n"),
        "{halts}"
    );
}

#[test]
fn a_task_takes_its_comment_along_in_both_directions() {
    let to = |task: &str, step| Wish::MoveTo {
        task: task.to_owned(),
        step,
    };
    let moved = after(TEMPLATE, "", &to("services.b", 0)).expect("an edit");
    assert!(
        moved.contains("          - services.a\n          - services.b\n      - step: two\n        tasks: [jobs.j]\n"),
        "{moved}"
    );
    let moved = after(TEMPLATE, "", &to("services.a", 1)).expect("an edit");
    assert!(
        moved.contains("tasks: [jobs.j, services.b, services.a]"),
        "{moved}"
    );
    assert!(
        moved.contains("# it all begins here") && !moved.contains("step: one"),
        "{moved}"
    );
}

/// Of a text with an error of syntax each reading looks for the repair again, which takes long.
#[test]
fn whatever_is_wished_for_a_broken_template_is_read_twice() {
    let template = TEMPLATE.replace("services.b]", "services[.b]");
    let request = Request {
        template: &template,
        scenario: "tasks: { services.a: { ready_after: 3s } }",
        ..Request::default()
    };
    let before = readings();
    let ground = Ground::read(&request).expect("it is read as what is meant");
    for subject in [Subject::Task("services.a".to_owned()), Subject::Step(1)] {
        let about = ground.about(&subject).expect("there is such a place");
        for entry in &about.entries {
            let _ = ground.grant(&entry.wish);
        }
    }
    // Once to simulate it, and once to say what is wrong with it.
    assert_eq!(readings() - before, 2);
}
