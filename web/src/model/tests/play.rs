use super::*;
use crate::links::Followed;
use laneway_core::share::{Shared, SharedView};

fn plays(effects: &[Effect]) -> Vec<u64> {
    let at = |effect: &Effect| match effect {
        Effect::Play(play) => Some(play.at.0),
        _ => None,
    };
    effects.iter().filter_map(at).collect()
}

fn marks(effects: &[Effect]) -> Vec<Vec<TextRange>> {
    let marked = |effect: &Effect| match effect {
        Effect::Mark(ranges) => Some(ranges.clone()),
        _ => None,
    };
    effects.iter().filter_map(marked).collect()
}

fn playhead(at: u64, lines: &[(usize, usize)]) -> Playhead {
    let range = |&(start, end): &(usize, usize)| TextRange { start, end };
    Playhead {
        at: Millis(at),
        since: Millis(at),
        tasks: vec![0],
        lines: lines.iter().map(range).collect(),
    }
}

/// A run that is played, and stands at 4 s.
fn playing() -> Model {
    let mut model = answered(&[("jobs.a", 10, 16), ("jobs.b", 20, 26)]);
    assert_eq!(plays(&model.update(Msg::PlayWanted)), [0]);
    model.update(Msg::Played(playhead(4_000, &[(10, 16)])));
    model
}

#[test]
fn what_happens_is_marked_in_the_place_of_what_is_selected() {
    let mut model = playing();
    let here = TextRange { start: 10, end: 16 };
    assert_eq!(marks(&model.update(Msg::TaskSelected(Some(1)))), [[here]]);
    let next = model.update(Msg::Played(playhead(5_000, &[(10, 16)])));
    assert_eq!(next, [], "the same lines need not be marked again");
    let next = model.update(Msg::Played(playhead(6_000, &[(1, 2), (8, 9)])));
    assert_eq!(marks(&next)[0].len(), 2);
    let selected = TextRange { start: 20, end: 26 };
    assert_eq!(marks(&model.update(Msg::PlayClosed)), [[selected]]);
    assert_eq!(model.playhead, None);
    assert_eq!(model.update(Msg::Played(playhead(7_000, &[]))), []);
    assert_eq!(model.playhead, None, "what comes too late opens nothing");
}

#[test]
fn another_text_is_played_from_the_same_moment() {
    let mut model = playing();
    type_text(&mut model, "other");
    let effects = model.update(Msg::TypingPaused(Generation(1)));
    assert_eq!(
        plays(&effects),
        [] as [u64; 0],
        "not before it is known that it runs"
    );
    let effects = model.update(answer(1, Some(run(&[("jobs.c", 0, 6)]))));
    assert_eq!(plays(&effects), [4_000]);
    assert_eq!(
        marks(&effects),
        [[]],
        "places of the older run are of no use"
    );
    let effects = model.update(answer(1, None));
    assert_eq!(plays(&effects), [] as [u64; 0]);
}

#[test]
fn an_example_is_played_from_its_beginning() {
    let mut model = playing();
    model.update(Msg::ExampleChosen(2));
    assert_eq!(model.playhead.as_ref().map(|it| it.at), Some(Millis::ZERO));
}

#[test]
fn nobody_plays_what_nobody_sees() {
    let mut model = playing();
    assert_eq!(
        plays(&model.update(Msg::ViewChosen(View::Advice))),
        [] as [u64; 0]
    );
    assert_eq!(
        plays(&model.update(Msg::ViewChosen(View::Timeline))),
        [4_000]
    );
}

#[test]
fn a_link_holds_the_moment() {
    let mut model = playing();
    let shared = model.update(Msg::ShareWanted);
    assert!(matches!(
        shared[..],
        [Effect::Share(
            _,
            SharedView {
                cursor: Some(Millis(4_000)),
                ..
            }
        )]
    ));
    let followed = |cursor| Followed {
        shared: Some(Box::new(Shared {
            template: "theirs".to_owned(),
            view: SharedView {
                cursor,
                ..SharedView::default()
            },
            ..Shared::default()
        })),
        trouble: None,
    };
    let model = |cursor| {
        Model::new(None, Theme::System).arriving(None, Some(Arrived::Link(followed(cursor))))
    };
    let mut at_nine = model(Some(Millis(9_000)));
    at_nine.update(Msg::Started);
    let effects = at_nine.update(answer(1, Some(run(&[("jobs.a", 0, 6)]))));
    assert_eq!(plays(&effects), [9_000]);
    assert_eq!(model(None).playhead, None);
}
