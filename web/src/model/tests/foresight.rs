use super::*;
use crate::protocol::{Change, Pane, TextRange};

/// The generation that effects hand to the panel.
fn foreseen(effects: &[Effect]) -> Option<u32> {
    effects.iter().find_map(|effect| match effect {
        Effect::Foresee(wanted) => Some(wanted.generation.0),
        _ => None,
    })
}

#[test]
fn nothing_is_foreseen_until_somebody_looks() {
    let mut model = model();
    model.update(Msg::Started);
    assert_eq!(foreseen(&model.update(answer(0, Some(run(&[]))))), None);
    let effects = model.update(Msg::ViewChosen(View::Forecast));
    assert_eq!(foreseen(&effects), Some(0));
    let effects = model.update(Msg::ViewChosen(View::Timeline));
    assert_eq!(effects, []);
}

#[test]
fn every_state_that_can_be_simulated_is_foreseen_while_somebody_looks() {
    let mut model = answered(&[]);
    model.update(Msg::ViewChosen(View::Forecast));
    type_text(&mut model, "a");
    assert_eq!(foreseen(&model.update(answer(1, Some(run(&[]))))), Some(1));
    type_text(&mut model, "[");
    assert_eq!(foreseen(&model.update(answer(2, None))), None);
}

/// Until the engine has answered, nobody knows whether there is anything to foresee.
#[test]
fn looking_while_the_engine_is_busy_waits_for_its_answer() {
    let mut model = answered(&[]);
    type_text(&mut model, "a");
    assert_eq!(
        foreseen(&model.update(Msg::ViewChosen(View::Forecast))),
        None
    );
    let effects = model.update(answer(1, Some(run(&[]))));
    assert_eq!(foreseen(&effects), Some(1));
}

#[test]
fn changes_are_made_in_the_text_that_they_were_offered_for() {
    let changes = vec![Change {
        range: TextRange { start: 0, end: 1 },
        text: "b".to_owned(),
    }];
    for pane in [Pane::Template, Pane::Scenario] {
        let wanted = Msg::ChangesChosen(pane, "a".to_owned(), changes.clone());
        let expected = Effect::Refactor {
            pane,
            text: "a".to_owned(),
            changes: changes.clone(),
        };
        assert_eq!(model().update(wanted), [expected]);
    }
}
