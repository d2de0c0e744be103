//! Until the engine has loaded, texts are only simulated.

use super::*;

/// The answer of the program that only simulates.
fn glance(generation: u32, run: Option<RunView>) -> Msg {
    let Msg::Answered(mut answer) = answer(generation, run) else {
        unreachable!("it is an answer");
    };
    answer.is_checked = false;
    Msg::Answered(answer)
}

fn problem() -> Located {
    Located {
        code: "some-rule".to_owned(),
        severity: Severity::Hint,
        message: "Something.".to_owned(),
        place: Place {
            range: TextRange::default(),
            line: 1,
            column: 1,
        },
        related: vec![],
        fixes: vec![],
    }
}

fn is_sent(effects: &[Effect], generation: u32) -> bool {
    let is_it = |effect: &Effect| matches!(effect, Effect::Send(request) if request.generation == Generation(generation));
    effects.iter().any(is_it)
}

#[test]
fn the_engine_is_loaded_once_there_is_something_to_see() {
    let mut model = model();
    assert!(is_sent(&model.update(Msg::Started), 0));
    let effects = model.update(glance(0, Some(run(&[("jobs.a", 0, 1)]))));
    assert_eq!(effects.last(), Some(&Effect::StartEngine));
    assert!(model.run.is_some() && !model.is_checked && model.is_answered());
    type_text(&mut model, "x");
    let effects = model.update(glance(1, None));
    assert!(!effects.contains(&Effect::StartEngine), "{effects:?}");
}

#[test]
fn what_was_seen_is_then_checked_and_nothing_else_of_it_changes() {
    let mut model = model();
    model.update(Msg::Started);
    model.update(glance(0, Some(run(&[("jobs.a", 0, 1)]))));
    model.update(Msg::TaskSelected(Some(0)));
    let seen = model.run.clone().expect("a run");
    assert!(is_sent(&model.update(Msg::EngineReady), 0));
    let Msg::Answered(mut checked) = answer(0, Some(run(&[("jobs.a", 0, 1)]))) else {
        unreachable!("it is an answer");
    };
    checked.template = vec![problem()];
    let effects = model.update(Msg::Answered(checked));
    assert!(
        matches!(
            effects[..],
            [Effect::ShowProblems(..), Effect::ShowProblems(..)]
        ),
        "{effects:?}"
    );
    assert!(model.is_checked && model.template_problems.len() == 1);
    assert!(Rc::ptr_eq(&seen, model.run.as_ref().expect("a run")));
    assert_eq!(model.selected_index(), Some(0));
}

#[test]
fn what_is_typed_meanwhile_is_asked_of_the_engine_as_soon_as_it_is_there() {
    let mut model = model();
    model.update(Msg::Started);
    model.update(glance(0, None));
    assert!(is_sent(&type_text(&mut model, "x"), 1));
    assert!(!is_sent(&type_text(&mut model, "xy"), 2), "one at a time");
    assert!(is_sent(&model.update(Msg::EngineReady), 2));
    assert!(model.update(answer(2, None)).len() > 2);
    assert!(model.is_checked);
    // A fresh engine is told by whoever wanted it.
    assert_eq!(model.update(Msg::EngineReady), vec![]);
}

#[test]
fn without_the_engine_texts_are_simulated_and_the_page_says_so() {
    let mut model = model();
    model.update(Msg::Started);
    model.update(glance(0, None));
    model.update(Msg::EngineFailed(EngineTrouble::NotLoaded));
    type_text(&mut model, "x");
    model.update(glance(1, Some(run(&[("jobs.a", 0, 1)]))));
    assert_eq!(model.trouble, Some(EngineTrouble::NotLoaded));
    assert!(model.run.is_some());
    let effects = model.update(Msg::Retried);
    assert!(effects.contains(&Effect::RestartEngine) && is_sent(&effects, 2));
    model.update(answer(2, None));
    assert_eq!(model.trouble, None);
}
