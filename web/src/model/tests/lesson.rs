use super::*;
use laneway_core::share::{Shared, SharedView};

fn shown(template: &str, cursor: Option<u64>) -> Box<Shared> {
    Box::new(Shared {
        template: template.to_owned(),
        stage: Some("teardown".to_owned()),
        view: SharedView {
            cursor: cursor.map(Millis),
            ..SharedView::default()
        },
        ..Shared::default()
    })
}

fn mine() -> Texts {
    Texts {
        template: "mine".to_owned(),
        scenario: String::new(),
    }
}

/// A page with a draft, in a lesson.
fn in_lesson() -> Model {
    let mut model = Model::new(Some(mine()), Theme::System);
    model.update(Msg::Started);
    model.update(answer(0, Some(run(&[("jobs.mine", 0, 9)]))));
    model.update(Msg::LessonShown(shown("theirs", None)));
    model
}

/// What is put into the editors, as they tell it.
fn settle(model: &mut Model, effects: &[Effect]) -> Vec<Effect> {
    let mut after = vec![];
    for effect in effects {
        if let Effect::Replace(pane, text) = effect {
            model.update(Msg::Edited(*pane, text.clone()));
            after.extend(model.update(Msg::TypingPaused(model.generation)));
        }
    }
    after
}

fn replaced(effects: &[Effect]) -> Vec<&str> {
    let text = |effect: &'_ Effect| matches!(effect, Effect::Replace(..));
    let replaced = effects.iter().filter(|it| text(it));
    replaced
        .map(|effect| match effect {
            Effect::Replace(_, text) => text.as_str(),
            _ => "",
        })
        .collect()
}

fn saves(effects: &[Effect]) -> bool {
    effects.iter().any(|it| matches!(it, Effect::SaveDraft(_)))
}

/// Whether nothing else than the draft as it was is kept.
fn keeps_mine(effects: &[Effect]) -> bool {
    let is_mine = |it: &Effect| !matches!(it, Effect::SaveDraft(texts) if *texts != mine());
    effects.iter().all(is_mine)
}

#[test]
fn the_draft_is_not_touched() {
    let mut model = in_lesson();
    assert_eq!(model.texts.template, "theirs");
    assert_eq!(model.stage.as_deref(), Some("teardown"));
    assert_eq!(model.source(), Some(Source::Lesson));
    let effects = type_text(&mut model, "tried");
    assert!(!saves(&effects));
    assert!(!saves(&model.update(Msg::TypingPaused(model.generation))));
    let effects = model.update(Msg::VisitChosen(Choice::Back));
    assert_eq!(replaced(&effects), ["mine", ""]);
    assert!(keeps_mine(&settle(&mut model, &effects)));
    assert_eq!(
        (model.visit.clone(), model.texts.clone()),
        (Visit::Own, mine())
    );
    assert_eq!(model.update(Msg::VisitChosen(Choice::Back)), []);
}

#[test]
fn a_change_of_the_draft_is_kept_before() {
    let mut model = Model::new(Some(mine()), Theme::System);
    model.update(Msg::Started);
    type_text(&mut model, "mine, changed");
    let effects = model.update(Msg::LessonShown(shown("theirs", None)));
    assert!(saves(&effects));
    let effects = model.update(Msg::VisitChosen(Choice::Back));
    assert_eq!(replaced(&effects)[0], "mine, changed");
}

#[test]
fn a_variation_changes_what_differs() {
    let mut model = in_lesson();
    let effects = model.update(Msg::LessonShown(shown("varied", None)));
    assert_eq!(replaced(&effects), ["varied"]);
    settle(&mut model, &effects);
    let effects = model.update(Msg::VisitChosen(Choice::Back));
    assert_eq!(replaced(&effects), ["mine", ""]);
}

#[test]
fn a_part_can_be_played_from_its_beginning() {
    let mut model = in_lesson();
    model.update(answer(model.generation.0, Some(run(&[("jobs.a", 0, 6)]))));
    let effects = model.update(Msg::LessonShown(shown("theirs", Some(0))));
    assert!(
        matches!(effects[..], [Effect::Play(_), Effect::Mark(_)]),
        "{effects:?}"
    );
    let effects = model.update(Msg::LessonShown(shown("theirs", None)));
    assert_eq!(model.playhead, None);
    assert!(matches!(effects[..], [Effect::Mark(_)]));
    let other = Shared {
        stage: None,
        ..*shown("theirs", None)
    };
    let effects = model.update(Msg::LessonShown(Box::new(other)));
    assert!(sent(&effects).is_some(), "another stage is another run");
}

#[test]
fn a_link_takes_the_place_of_a_lesson_and_not_of_the_draft() {
    let mut model = in_lesson();
    model.update(Msg::LinkFollowed(crate::links::Followed {
        shared: Some(shown("linked", None)),
        trouble: None,
    }));
    assert_eq!(model.texts.template, "linked");
    let effects = model.update(Msg::VisitChosen(Choice::Back));
    assert_eq!(replaced(&effects), ["mine", ""]);
}
