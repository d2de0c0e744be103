use super::*;
use crate::links::Followed;
use laneway_core::share::{Shared, SharedView};
use laneway_core::time::Millis;

fn texts(template: &str) -> Texts {
    Texts {
        template: template.to_owned(),
        scenario: String::new(),
    }
}

fn holds(template: &str) -> Box<Shared> {
    Box::new(Shared {
        template: template.to_owned(),
        stage: Some("teardown".to_owned()),
        seed: Some(7),
        view: SharedView {
            task: Some("jobs.b".to_owned()),
            ..SharedView::default()
        },
        ..Shared::default()
    })
}

fn whole(template: &str) -> Followed {
    Followed {
        shared: Some(holds(template)),
        trouble: None,
    }
}

fn broken(rest: Option<&str>) -> Followed {
    Followed {
        shared: rest.map(holds),
        trouble: Some("Its end is missing.".to_owned()),
    }
}

/// A page that was opened at a link, with a draft of the user's.
fn visiting() -> Model {
    let model = Model::new(Some(texts("mine")), Theme::System);
    model.arriving(None, Some(Arrived::Link(whole("theirs"))))
}

/// What the editors do when their texts are replaced, until a pause in typing.
fn settle(model: &mut Model, effects: &[Effect]) -> Vec<Effect> {
    let mut after = vec![];
    for effect in effects {
        if let Effect::Replace(pane, text) = effect {
            model.update(Msg::Edited(*pane, text.clone()));
            after = model.update(Msg::TypingPaused(model.generation));
        }
    }
    after
}

fn saves(effects: &[Effect]) -> Vec<&Texts> {
    let saved = effects.iter().filter_map(|effect| match effect {
        Effect::SaveDraft(texts) => Some(texts),
        _ => None,
    });
    saved.collect()
}

#[test]
fn opens_with_what_the_link_holds() {
    let mut model = visiting();
    assert_eq!(model.texts, texts("theirs"));
    let effects = model.update(Msg::Started);
    let [
        Effect::StartEngine,
        Effect::Send(request),
        Effect::ShowVisit(Visit::Shared { .. }),
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(request.inputs.stage.as_deref(), Some("teardown"));
    assert_eq!(request.inputs.seed, Some(7));
    model.update(answer(1, Some(run(&[("jobs.a", 0, 1), ("jobs.b", 2, 3)]))));
    assert_eq!(model.selected.as_deref(), Some("jobs.b"));
}

#[test]
fn keeps_nothing_of_what_is_changed_in_a_shared_workflow() {
    let mut model = visiting();
    model.update(Msg::Started);
    type_text(&mut model, "theirs, changed");
    let effects = model.update(Msg::TypingPaused(model.generation));
    assert!(saves(&effects).is_empty());
    let effects = model.update(Msg::ExampleChosen(1));
    assert!(saves(&settle(&mut model, &effects)).is_empty());
    let effects = model.update(Msg::VisitChosen(Choice::Back));
    assert!(effects.contains(&Effect::LeaveLink));
    settle(&mut model, &effects);
    assert_eq!(
        (&model.texts, model.visit, model.seed),
        (&texts("mine"), Visit::Own, None)
    );
}

#[test]
fn a_copy_becomes_the_draft_and_the_one_before_it_is_kept() {
    let mut model = visiting();
    model.update(Msg::Started);
    type_text(&mut model, "theirs, changed");
    let effects = model.update(Msg::VisitChosen(Choice::Copy));
    assert_eq!(saves(&effects), [&texts("theirs, changed")]);
    assert!(effects.contains(&Effect::KeepEarlier(Some(texts("mine")))));
    let effects = model.update(Msg::VisitChosen(Choice::Back));
    assert!(effects.contains(&Effect::KeepEarlier(None)));
    assert_eq!(saves(&settle(&mut model, &effects)), [&texts("mine")]);
}

#[test]
fn a_copy_in_place_of_an_example_leaves_nothing_to_keep() {
    let mut model = model().arriving(None, Some(Arrived::Link(whole("theirs"))));
    let effects = model.update(Msg::VisitChosen(Choice::Copy));
    assert_eq!(saves(&effects), [&texts("theirs")]);
    assert_eq!(effects.last(), Some(&Effect::ShowVisit(Visit::Own)));
}

#[test]
fn the_draft_before_a_copy_is_offered_at_later_visits() {
    let model = Model::new(Some(texts("copy")), Theme::System);
    let mut model = model.arriving(Some(texts("mine")), None);
    assert_eq!(model.update(Msg::Started).len(), 3);
    model.update(Msg::VisitChosen(Choice::Close));
    assert_eq!((&model.texts, &model.visit), (&texts("copy"), &Visit::Own));
}

#[test]
fn a_change_that_came_just_before_a_link_is_kept() {
    let mut model = answered(&[]);
    type_text(&mut model, "mine");
    let mine = model.texts.clone();
    let effects = model.update(Msg::LinkFollowed(whole("theirs")));
    assert_eq!(saves(&effects), [&mine]);
    assert!(saves(&settle(&mut model, &effects)).is_empty());
    let effects = model.update(Msg::LinkFollowed(whole("others")));
    settle(&mut model, &effects);
    model.update(Msg::VisitChosen(Choice::Back));
    assert_eq!(model.texts, mine);
}

#[test]
fn a_broken_link_leaves_the_draft_and_may_have_a_rest() {
    let draft = Model::new(Some(texts("mine")), Theme::System);
    let mut model = draft.arriving(None, Some(Arrived::Link(broken(Some("thei")))));
    assert_eq!(model.texts, texts("mine"));
    type_text(&mut model, "mine, changed");
    let effects = model.update(Msg::TypingPaused(model.generation));
    assert_eq!(saves(&effects).len(), 1);
    model.update(Msg::VisitChosen(Choice::Rest));
    assert_eq!(model.texts, texts("thei"));
    model.update(Msg::LinkFollowed(broken(None)));
    assert_eq!(model.texts.template, "mine, changed");
    let unchanged = model.visit.clone();
    assert_eq!(model.update(Msg::VisitChosen(Choice::Rest)), []);
    assert_eq!(model.visit, unchanged);
    model.update(Msg::VisitChosen(Choice::Close));
    assert_eq!(model.visit, Visit::Own);
}

#[test]
fn shares_what_is_seen() {
    let mut model = visiting();
    let effects = model.update(Msg::ShareWanted);
    let inputs = Inputs {
        template: "theirs".to_owned(),
        stage: Some("teardown".to_owned()),
        seed: Some(7),
        ..Inputs::default()
    };
    let view = |window| SharedView {
        task: Some("jobs.b".to_owned()),
        window,
        cursor: None,
    };
    assert_eq!(effects, [Effect::Share(inputs.clone(), view(None))]);
    let window = Some([Millis(1_000), Millis(2_000)]);
    assert_eq!(model.update(Msg::WindowChosen(window)), []);
    let effects = model.update(Msg::ShareWanted);
    assert_eq!(effects, [Effect::Share(inputs, view(window))]);
    model.update(Msg::ExampleChosen(1));
    assert_eq!(model.window, None, "it was a part of another run");
}

#[test]
fn a_file_is_looked_at_and_never_kept() {
    let model = Model::new(Some(texts("mine")), Theme::System);
    let mut model = model.arriving(None, Some(Arrived::File(texts("on disk"))));
    assert_eq!(
        (&model.texts, model.source()),
        (&texts("on disk"), Some(Source::File))
    );
    model.update(Msg::Started);
    type_text(&mut model, "on disk, changed");
    let effects = model.update(Msg::TypingPaused(model.generation));
    assert!(saves(&effects).is_empty());
    let effects = model.update(Msg::VisitChosen(Choice::Copy));
    assert_eq!(saves(&effects), [&texts("on disk, changed")]);
    assert!(effects.contains(&Effect::KeepEarlier(Some(texts("mine")))));
}
