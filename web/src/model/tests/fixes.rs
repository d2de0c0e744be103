use super::*;
use crate::protocol::{Change, Fix};

fn problem(start: usize, end: usize, safe: bool) -> Located {
    let range = TextRange { start, end };
    Located {
        code: "unknown-key".to_owned(),
        severity: Severity::Error,
        message: "It is misspelled.".to_owned(),
        place: Place {
            range,
            line: 1,
            column: 1,
        },
        related: vec![],
        fixes: vec![Fix {
            title: "Rename".to_owned(),
            safe,
            changes: vec![Change {
                range,
                text: "key".to_owned(),
            }],
        }],
    }
}

fn with_problems(template: Vec<Located>, scenario: Vec<Located>) -> Model {
    let mut model = answered(&[]);
    model.template_problems = Rc::new(template);
    model.scenario_problems = Rc::new(scenario);
    model
}

fn changed(effects: &[Effect]) -> Vec<(Pane, Vec<(usize, usize)>)> {
    let changed = effects.iter().filter_map(|effect| match effect {
        Effect::Refactor { pane, changes, .. } => {
            let ranges = changes.iter().map(|it| (it.range.start, it.range.end));
            Some((*pane, ranges.collect()))
        }
        _ => None,
    });
    changed.collect()
}

#[test]
fn all_sure_repairs_are_made_at_once_in_each_text() {
    let template = vec![
        problem(9, 12, true),
        problem(0, 3, true),
        problem(5, 7, false),
    ];
    let mut model = with_problems(template, vec![problem(1, 2, true)]);
    let effects = model.update(Msg::AllFixesChosen);
    let expected = [
        (Pane::Scenario, vec![(1, 2)]),
        (Pane::Template, vec![(0, 3), (9, 12)]),
    ];
    assert_eq!(changed(&effects), expected);
}

#[test]
fn of_repairs_in_each_others_way_the_first_is_made() {
    let template = vec![
        problem(0, 3, true),
        problem(3, 5, true),
        problem(2, 9, true),
    ];
    let mut model = with_problems(template, vec![]);
    let effects = model.update(Msg::AllFixesChosen);
    assert_eq!(changed(&effects), [(Pane::Template, vec![(0, 3)])]);
}

#[test]
fn nothing_is_repaired_in_a_text_that_has_changed_since() {
    let mut model = with_problems(vec![problem(0, 3, true)], vec![]);
    type_text(&mut model, "other");
    assert_eq!(model.update(Msg::AllFixesChosen), []);
    let mut model = with_problems(vec![problem(0, 3, false)], vec![]);
    assert_eq!(model.update(Msg::AllFixesChosen), []);
}
