use super::*;
use crate::protocol::{Change, Pane, TextRange};

/// An edit that puts a word in at the start of the scenario.
fn edit(model: &Model) -> Box<Adjustment> {
    let text = model.texts.scenario.clone();
    Box::new(Adjustment {
        pane: Pane::Scenario,
        changes: vec![Change {
            range: TextRange { start: 0, end: 0 },
            text: "# ".to_owned(),
        }],
        after: format!("# {text}"),
        text,
        done: "`a` takes 1m".to_owned(),
        words: "30s later, because `a` takes 1m instead of 30s".to_owned(),
    })
}

/// A model whose scenario has been edited in the picture, and answered.
fn edited() -> Model {
    let mut model = answered(&[("a", 0, 1)]);
    let edit = edit(&model);
    assert_eq!(
        model.update(Msg::Adjusted(edit.clone())),
        [Effect::Adjust(edit.clone())]
    );
    model.update(Msg::Edited(Pane::Scenario, edit.after));
    model.update(answer(1, Some(run(&[("a", 0, 1), ("b", 2, 3)]))));
    model
}

#[test]
fn the_run_before_an_edit_stays_behind_the_new_one() {
    let model = edited();
    let ghost = model.ghost.as_ref().expect("a ghost");
    assert_eq!(ghost.run.report.tasks.len(), 1);
    assert!(ghost.words.starts_with("30s later"));
    assert_eq!(
        model.run.as_ref().map(|run| run.report.tasks.len()),
        Some(2)
    );
}

#[test]
fn it_goes_when_the_texts_change_again() {
    let mut typed = edited();
    type_text(&mut typed, "another");
    assert_eq!(typed.ghost, None);
    // Also when the editor undoes the edit.
    let mut undone = edited();
    let before = undone.texts.scenario[2..].to_owned();
    undone.update(Msg::Edited(Pane::Scenario, before));
    assert_eq!(undone.ghost, None);
    let mut other = edited();
    other.update(Msg::StageChosen("teardown".to_owned()));
    assert_eq!(other.ghost, None);
    let mut dismissed = edited();
    assert_eq!(dismissed.update(Msg::GhostDismissed), []);
    assert_eq!(dismissed.ghost, None);
}

#[test]
fn the_next_edit_has_a_ghost_of_its_own() {
    let mut model = edited();
    model.update(Msg::Adjusted(edit(&model)));
    let ghost = model.ghost.as_ref().expect("a ghost");
    assert_eq!(ghost.run.report.tasks.len(), 2);
}

#[test]
fn it_is_taken_back_in_the_text_that_it_made() {
    let mut model = edited();
    let after = model.texts.scenario.clone();
    let effects = model.update(Msg::AdjustmentUndone);
    assert_eq!(effects, [Effect::Undo(Pane::Scenario, after)]);
    assert_eq!(model.update(Msg::AdjustmentUndone), []);
}

#[test]
fn a_text_that_has_changed_meanwhile_is_left_as_it_is() {
    let mut model = answered(&[("a", 0, 1)]);
    let edit = edit(&model);
    model.update(Msg::Edited(Pane::Scenario, "changed".to_owned()));
    assert_eq!(model.update(Msg::Adjusted(edit)), []);
    assert_eq!(model.ghost, None);
}
