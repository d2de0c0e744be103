use super::*;

fn texts(template: &str) -> Texts {
    Texts {
        template: template.to_owned(),
        scenario: String::new(),
    }
}

#[test]
fn another_draft_is_opened_with_nothing_of_what_was_chosen_before() {
    let mut model = answered(&[("services.a", 0, 1)]);
    model.update(Msg::StageChosen("patch".to_owned()));
    model.update(Msg::TaskSelected(Some(0)));
    let effects = model.update(Msg::DraftOpened(texts("other")));
    assert_eq!(effects, [Effect::OpenDraft(texts("other"))]);
    assert_eq!(
        (model.stage.as_ref(), model.selected.as_ref()),
        (None, None)
    );
    type_text(&mut model, "other");
    let effects = model.update(Msg::TypingPaused(model.generation));
    assert!(matches!(effects.first(), Some(Effect::SaveDraft(_))));
}

#[test]
fn opening_a_draft_leaves_what_is_shared() {
    let mut model = model();
    model.visit = Visit::Shared {
        mine: texts("mine"),
        source: Source::Link,
    };
    let effects = model.update(Msg::DraftOpened(texts("other")));
    let expected = [
        Effect::OpenDraft(texts("other")),
        Effect::LeaveLink,
        Effect::ShowVisit(Visit::Own),
    ];
    assert_eq!(effects, expected);
    assert_eq!(model.source(), None);
}

#[test]
fn the_dialog_comes_after_what_was_typed_is_kept() {
    let mut model = answered(&[]);
    type_text(&mut model, "typed");
    let effects = model.update(Msg::DraftsWanted);
    let typed = model.texts.clone();
    let expected = [
        Effect::SaveDraft(typed.clone()),
        Effect::ShowDrafts(typed.clone(), false),
    ];
    assert_eq!(effects, expected);
    let effects = model.update(Msg::DraftsWanted);
    assert_eq!(effects, [Effect::ShowDrafts(typed, false)]);
}

#[test]
fn a_scenario_alone_leaves_the_template() {
    let effects = model().update(Msg::TextsBrought(None, Some("seed: 1\n".to_owned())));
    let expected = [
        Effect::Replace(Pane::Scenario, "seed: 1\n".to_owned()),
        Effect::Reveal {
            pane: Pane::Scenario,
            range: TextRange::default(),
            focus: true,
        },
    ];
    assert_eq!(effects, expected);
}
