mod drafts;
mod fixes;
mod foresight;
mod ghost;
mod lesson;
mod play;
mod refactoring;
mod visit;

use super::*;
use crate::protocol::{Pane, Place, TextRange};
use laneway_core::diagnostic::Severity;
use laneway_core::report::{Outcome, Report, TaskOutcome, TaskRow};
use laneway_core::time::Millis;

fn model() -> Model {
    Model::new(None, Theme::System)
}

/// A model that opens with something of which nothing is known yet.
fn with_draft() -> Model {
    let draft = Texts {
        template: "x".to_owned(),
        ..Texts::default()
    };
    Model::new(Some(draft), Theme::System)
}

/// A model whose first texts have been sent and answered with a run of `tasks`, each named with its
/// place in the template.
fn answered(tasks: &[(&str, usize, usize)]) -> Model {
    let mut model = model();
    model.update(Msg::Started);
    model.update(answer(0, Some(run(tasks))));
    model
}

fn answer(generation: u32, run: Option<RunView>) -> Msg {
    Msg::Answered(Box::new(Answer {
        generation: Generation(generation),
        template: vec![],
        scenario: vec![],
        stages: vec!["setup".to_owned(), "teardown".to_owned()],
        run: run.map(Packed::new),
    }))
}

fn run(tasks: &[(&str, usize, usize)]) -> RunView {
    let row = |name: &str| TaskRow {
        task: name.to_owned(),
        step: "all".to_owned(),
        outcome: TaskOutcome::Ready,
        start_ms: Some(Millis::ZERO),
        settled_ms: Some(Millis::from_secs(30)),
        healed_ms: None,
        attempts: vec![],
        waits: vec![],
        slack_ms: None,
    };
    RunView {
        report: Report {
            version: 1,
            stage: "setup".to_owned(),
            seed: 0,
            repaired: false,
            outcome: Outcome::Succeeded,
            last_step_done_ms: None,
            all_settled_ms: None,
            serial_ms: Millis::ZERO,
            halt: None,
            left_over: vec![],
            steps: vec![],
            tasks: tasks.iter().map(|(name, ..)| row(name)).collect(),
            critical_path: vec![],
            forecast: None,
        },
        summary: vec![],
        step_spans: vec![],
        task_spans: tasks
            .iter()
            .map(|&(_, start, end)| TextRange { start, end })
            .collect(),
    }
}

#[test]
fn a_first_visit_has_its_picture_before_the_engine_has_loaded() {
    let mut model = model();
    let effects = model.update(Msg::Started);
    assert_eq!(effects.first(), Some(&Effect::StartEngine));
    assert!(!effects.iter().any(|it| matches!(it, Effect::Send(_))));
    assert!(model.is_answered() && model.run.is_some());
    assert_eq!(model.template_problems.len(), 1);
    let sent = type_text(&mut model, "x");
    assert!(sent.iter().any(|it| matches!(it, Effect::Send(_))));

    let mut model = with_draft();
    let effects = model.update(Msg::Started);
    assert!(
        matches!(effects[..], [Effect::StartEngine, Effect::Send(_)]),
        "{effects:?}"
    );
    assert!(!model.is_answered());
}

fn type_text(model: &mut Model, text: &str) -> Vec<Effect> {
    model.update(Msg::Edited(Pane::Template, text.to_owned()))
}

/// The generation that effects send.
fn sent(effects: &[Effect]) -> Option<u32> {
    let generation = |effect: &Effect| match effect {
        Effect::Send(request) => Some(request.generation.0),
        _ => None,
    };
    effects.iter().find_map(generation)
}

#[test]
fn starts_with_the_first_example_or_the_draft() {
    assert_eq!(model().example(), examples::all().first());
    let draft = Texts {
        template: "mine".to_owned(),
        scenario: String::new(),
    };
    let model = Model::new(Some(draft.clone()), Theme::Dark);
    assert_eq!(model.texts, draft);
    assert_eq!(model.example(), None);
}

#[test]
fn sends_every_change_at_once_and_nothing_twice() {
    let mut model = answered(&[]);
    assert_eq!(sent(&type_text(&mut model, "a")), Some(1));
    assert_eq!(sent(&model.update(Msg::TypingPaused(Generation(1)))), None);
    model.update(answer(1, None));
    assert_eq!(sent(&type_text(&mut model, "ab")), Some(2));
}

#[test]
fn keeps_the_texts_as_the_draft_even_while_the_engine_is_busy() {
    let mut model = model();
    model.update(Msg::Started);
    type_text(&mut model, "mine");
    let effects = model.update(Msg::TypingPaused(Generation(1)));
    let draft = Texts {
        template: "mine".to_owned(),
        scenario: model.texts.scenario.clone(),
    };
    assert!(effects.contains(&Effect::SaveDraft(draft)));
}

#[test]
fn skips_states_that_came_and_went_while_the_engine_was_busy() {
    let mut model = with_draft();
    assert_eq!(sent(&model.update(Msg::Started)), Some(0));
    for text in ["a", "ab"] {
        assert_eq!(sent(&type_text(&mut model, text)), None);
    }
    let effects = model.update(answer(0, Some(run(&[]))));
    assert_eq!(sent(&effects), Some(2));
    assert_eq!(model.run, None, "the stale answer was dropped");
}

#[test]
fn the_picture_is_awaited_from_a_change_until_its_answer_or_trouble() {
    let mut model = with_draft();
    assert!(model.is_awaited(), "nothing has been answered");
    model.update(Msg::Started);
    type_text(&mut model, "a");
    model.update(answer(0, Some(run(&[]))));
    assert!(model.is_awaited(), "the answer was to the text before");
    model.update(answer(1, Some(run(&[]))));
    assert!(!model.is_awaited());
    type_text(&mut model, "ab");
    assert!(model.is_awaited());
    model.update(Msg::TookTooLong(Generation(2)));
    assert!(!model.is_awaited(), "nobody is at work");
}

#[test]
fn an_answer_to_an_older_state_is_dropped_while_the_user_types() {
    let mut model = with_draft();
    model.update(Msg::Started);
    type_text(&mut model, "a");
    model.update(answer(0, Some(run(&[("services.old", 0, 1)]))));
    assert_eq!(model.run, None);
}

#[test]
fn broken_text_keeps_the_last_picture() {
    let mut model = answered(&[("services.a", 0, 5)]);
    type_text(&mut model, "[");
    model.update(answer(1, None));
    assert!(model.outdated);
    assert_eq!(model.run.as_ref().unwrap().report.tasks.len(), 1);

    type_text(&mut model, "ok");
    model.update(answer(2, Some(run(&[]))));
    assert!(!model.outdated);
}

#[test]
fn shows_the_problems_of_an_answer_in_their_editor() {
    let mut model = model();
    model.update(Msg::Started);
    let problem = Located {
        code: "syntax".to_owned(),
        severity: Severity::Error,
        message: "Not YAML.".to_owned(),
        place: Place {
            range: TextRange::default(),
            line: 1,
            column: 1,
        },
        related: vec![],
        fixes: vec![],
    };
    let effects = model.update(Msg::Answered(Box::new(Answer {
        generation: Generation(0),
        template: vec![],
        scenario: vec![problem.clone()],
        stages: vec![],
        run: None,
    })));
    let shown = Effect::ShowProblems(Pane::Scenario, Rc::new(vec![problem]));
    assert!(effects.contains(&shown));
}

#[test]
fn a_dead_engine_is_replaced_and_not_fed_the_same_text() {
    let mut model = answered(&[("services.a", 0, 5)]);
    type_text(&mut model, "poison");
    let effects = model.update(Msg::EngineFailed(EngineTrouble::Crashed));
    assert_eq!(effects, [Effect::RestartEngine]);
    assert_eq!(model.trouble, Some(EngineTrouble::Crashed));
    assert_eq!(model.texts.template, "poison");

    assert_eq!(sent(&type_text(&mut model, "cure")), Some(2));
    model.update(answer(2, Some(run(&[]))));
    assert_eq!(model.trouble, None);
}

#[test]
fn patience_ends_for_the_state_in_flight_only() {
    let mut model = answered(&[]);
    assert_eq!(model.update(Msg::TookTooLong(Generation(0))), []);
    type_text(&mut model, "slow");
    assert_eq!(
        model.update(Msg::TookTooLong(Generation(1))),
        [Effect::RestartEngine]
    );
    assert_eq!(model.trouble, Some(EngineTrouble::TooSlow));
}

#[test]
fn an_engine_that_does_not_load_is_tried_again_when_the_user_asks() {
    let mut model = model();
    model.update(Msg::Started);
    assert_eq!(
        model.update(Msg::EngineFailed(EngineTrouble::NotLoaded)),
        []
    );
    let effects = model.update(Msg::Retried);
    assert_eq!(effects.first(), Some(&Effect::RestartEngine));
    assert_eq!(sent(&effects), Some(1));
    assert_eq!(model.trouble, None);
}

#[test]
fn an_example_replaces_both_texts_through_the_editors() {
    let mut model = answered(&[]);
    let example = &examples::all()[1];
    let effects = model.update(Msg::ExampleChosen(1));
    assert_eq!(
        effects,
        [
            Effect::Replace(Pane::Template, example.template.to_owned()),
            Effect::Replace(Pane::Scenario, example.scenario.to_owned()),
        ]
    );
    for effect in effects {
        if let Effect::Replace(pane, text) = effect {
            model.update(Msg::Edited(pane, text));
        }
    }
    assert_eq!(model.example(), Some(example));
    assert_eq!(model.update(Msg::ExampleChosen(99)), []);
}

#[test]
fn a_stage_that_is_gone_gives_way_to_the_default_one() {
    let mut model = answered(&[]);
    assert_eq!(
        sent(&model.update(Msg::StageChosen("patch".to_owned()))),
        Some(1)
    );
    assert_eq!(sent(&model.update(answer(1, None))), Some(2));
    assert_eq!(model.stage, None);
}

#[test]
fn selecting_a_bar_marks_and_shows_its_place_without_taking_the_focus() {
    let mut model = answered(&[("services.a", 10, 20), ("services.b", 22, 32)]);
    let range = TextRange { start: 22, end: 32 };
    assert_eq!(
        model.update(Msg::TaskSelected(Some(1))),
        [
            Effect::Mark(vec![range]),
            Effect::Reveal {
                pane: Pane::Template,
                range,
                focus: false
            }
        ]
    );
    assert_eq!(model.selected_index(), Some(1));
    assert_eq!(
        model.update(Msg::TaskSelected(None)),
        [Effect::Mark(vec![])]
    );
}

#[test]
fn the_cursor_selects_the_task_under_it() {
    let mut model = answered(&[("services.a", 10, 20), ("services.b", 22, 32)]);
    model.update(Msg::CursorMoved(25));
    assert_eq!(model.selected.as_deref(), Some("services.b"));
    assert_eq!(model.update(Msg::CursorMoved(26)), []);
    assert_eq!(model.update(Msg::CursorMoved(0)), [Effect::Mark(vec![])]);
}

#[test]
fn the_selected_one_of_several_tasks_of_a_reference_stays() {
    let mut model = answered(&[("services.a", 10, 22), ("services.b", 10, 22)]);
    model.update(Msg::TaskSelected(Some(1)));
    assert_eq!(model.update(Msg::CursorMoved(12)), []);
    assert_eq!(model.selected.as_deref(), Some("services.b"));
}

#[test]
fn a_cursor_that_moves_while_typing_waits_for_the_new_places() {
    let mut model = answered(&[("services.a", 10, 20)]);
    type_text(&mut model, "longer");
    assert_eq!(model.update(Msg::CursorMoved(35)), []);
    model.update(answer(1, Some(run(&[("services.a", 30, 40)]))));
    assert_eq!(model.selected.as_deref(), Some("services.a"));
}

#[test]
fn a_selected_task_keeps_its_row_when_others_come_before_it() {
    let mut model = answered(&[("services.b", 0, 10)]);
    model.update(Msg::TaskSelected(Some(0)));
    type_text(&mut model, "more");
    model.update(answer(
        1,
        Some(run(&[("services.a", 0, 10), ("services.b", 12, 22)])),
    ));
    assert_eq!(model.selected_index(), Some(1));
}

#[test]
fn the_theme_goes_round() {
    let mut model = model();
    for theme in [Theme::Light, Theme::Dark, Theme::System] {
        assert_eq!(model.update(Msg::ThemeToggled), [Effect::ApplyTheme(theme)]);
        assert_eq!(Theme::from_name(theme.name()), theme);
    }
}

#[test]
fn an_example_of_a_rule_page_keeps_the_scenario_unless_it_brings_one() {
    let text = || "workflows: []\n".to_owned();
    let focus = Effect::Reveal {
        pane: Pane::Template,
        range: TextRange::default(),
        focus: true,
    };
    let template = Effect::Replace(Pane::Template, text());
    let scenario = Effect::Replace(Pane::Scenario, "seed: 1\n".to_owned());
    assert_eq!(
        model().update(Msg::TextsBrought(Some(text()), None)),
        [template.clone(), focus.clone()]
    );
    assert_eq!(
        model().update(Msg::TextsBrought(
            Some(text()),
            Some("seed: 1\n".to_owned())
        )),
        [template, scenario, focus]
    );
}
