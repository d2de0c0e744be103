use super::*;
use crate::protocol::{Change, Offer, Offers};

/// An offer that writes `text` at the beginning.
fn offer(text: &str) -> Offer {
    Offer {
        title: format!("Write {text}"),
        line: 1,
        is_here: false,
        finish: "finish 1m → 45s".to_owned(),
        effect: "15s earlier".to_owned(),
        saved_ms: 15_000,
        changes: vec![Change {
            range: TextRange::default(),
            text: text.to_owned(),
        }],
    }
}

fn offered(generation: u32, texts: &[&str]) -> Msg {
    Msg::Offered(Box::new(Offers {
        generation: Generation(generation),
        line: None,
        offers: texts.iter().map(|text| offer(text)).collect(),
        has_errors: false,
    }))
}

/// The generation and the cursor that effects ask about.
fn asked(effects: &[Effect]) -> Option<(u32, Option<usize>)> {
    effects.iter().find_map(|effect| match effect {
        Effect::AskOffers(wanted) => Some((wanted.generation.0, wanted.cursor)),
        _ => None,
    })
}

/// What the dialog shows after effects: whether it is renewed, whether it has failed, and how much it
/// offers; `None` if they leave it alone, or close it.
fn shown(effects: &[Effect]) -> Option<(bool, bool, Option<usize>)> {
    effects.iter().find_map(|effect| match effect {
        Effect::ShowRefactoring(Some(dialog)) => Some((
            dialog.is_renewed,
            dialog.has_failed,
            dialog.found.as_ref().map(|found| found.offers.len()),
        )),
        _ => None,
    })
}

fn opened() -> Model {
    let mut model = answered(&[]);
    model.update(Msg::RefactoringWanted(Some(7)));
    model
}

#[test]
fn the_engine_is_asked_about_the_place_and_its_answer_shown() {
    let mut model = answered(&[]);
    let effects = model.update(Msg::RefactoringWanted(Some(7)));
    assert_eq!(asked(&effects), Some((0, Some(7))));
    assert_eq!(shown(&effects), Some((false, false, None)));
    let effects = model.update(offered(0, &["a", "b"]));
    assert_eq!(shown(&effects), Some((false, false, Some(2))));
}

#[test]
fn the_chosen_change_is_made_in_the_text_it_was_offered_for() {
    let mut model = opened();
    model.update(offered(0, &["a", "b"]));
    let effects = model.update(Msg::OfferChosen(Generation(0), 1));
    let change = Effect::Refactor {
        pane: Pane::Template,
        text: model.texts.template.clone(),
        changes: offer("b").changes,
    };
    assert_eq!(effects, [Effect::ShowRefactoring(None), change]);
    assert_eq!(model.refactoring, None);
}

#[test]
fn a_change_for_an_older_text_is_worked_out_anew_and_not_made() {
    let mut model = opened();
    model.update(offered(0, &["a"]));
    type_text(&mut model, "meanwhile");
    let effects = model.update(Msg::OfferChosen(Generation(0), 0));
    assert_eq!(asked(&effects), Some((1, None)), "the place is no more");
    assert_eq!(shown(&effects), Some((true, false, None)));
    assert_eq!(effects.len(), 2);
    let paused = model.update(Msg::TypingPaused(Generation(1)));
    assert_eq!(asked(&paused), None, "it is asked already");
    let effects = model.update(offered(1, &["b"]));
    assert_eq!(shown(&effects), Some((true, false, Some(1))));
}

#[test]
fn an_open_dialog_follows_the_text() {
    let mut model = opened();
    model.update(offered(0, &["a"]));
    type_text(&mut model, "meanwhile");
    let paused = model.update(Msg::TypingPaused(Generation(1)));
    assert_eq!(asked(&paused), Some((1, None)));
}

#[test]
fn an_answer_about_an_older_text_is_dropped() {
    let mut model = opened();
    type_text(&mut model, "meanwhile");
    let effects = model.update(offered(0, &["a"]));
    assert_eq!(asked(&effects), Some((1, None)));
    assert_eq!(
        shown(&effects),
        Some((false, false, None)),
        "nothing was shown that could be renewed"
    );
    assert_eq!(model.update(offered(0, &["a"])), []);
    let effects = model.update(offered(1, &["b"]));
    assert_eq!(shown(&effects), Some((false, false, Some(1))));
}

#[test]
fn a_closed_dialog_stays_closed() {
    let mut model = opened();
    assert_eq!(model.update(Msg::RefactoringClosed), []);
    assert_eq!(model.update(offered(0, &["a"])), []);
    assert_eq!(model.update(Msg::OfferChosen(Generation(0), 0)), []);
    type_text(&mut model, "later");
    let paused = model.update(Msg::TypingPaused(Generation(1)));
    assert_eq!(asked(&paused), None);
}

#[test]
fn an_engine_that_stops_is_said_only_while_it_is_waited_for() {
    let mut model = opened();
    let late = Msg::OffersTookTooLong(Generation(0));
    let effects = model.update(late.clone());
    assert_eq!(effects[0], Effect::RestartEngine);
    assert_eq!(shown(&effects), Some((false, true, None)));
    assert_eq!(model.update(late.clone()), [], "it is given up already");

    let mut model = opened();
    model.update(offered(0, &["a"]));
    assert_eq!(model.update(late), []);
    let effects = model.update(Msg::EngineFailed(EngineTrouble::Crashed));
    assert_eq!(effects, [Effect::RestartEngine]);
}
