//! On plans at random: an edit means exactly what was wished for, found out by changing what the text means instead of
//! the text.

use laneway_core::analysis::{Request, Run, analyze};
use laneway_core::plan::{self, Plan};
use laneway_core::scenario::{self, Scenario};
use laneway_core::simulate::Setting;
use laneway_core::simulate::draws::Time;
use laneway_core::source::Span;
use laneway_core::template;
use laneway_core::time::Millis;
use laneway_core::wish::{Granted, Ground, Subject, Text, Wish};
use laneway_core::yaml;
use laneway_tests::mutants::Dice;
use laneway_tests::plans;
use std::collections::BTreeMap;
use std::fmt::Debug;

const PLANS: u64 = 60;
/// So many wishes are tried on each plan.
const WISHES: usize = 14;

struct Case {
    template: String,
    scenario: String,
}

impl Case {
    /// Every other one has a comment in each line.
    fn random(number: u64) -> Self {
        let texts = plans::texts(number);
        let commented = |text: String| match number % 2 {
            0 => text,
            _ => {
                let lines = text.lines().enumerate();
                lines.map(|(at, line)| format!("{line} # {at}\n")).collect()
            }
        };
        Self {
            template: commented(texts.template),
            scenario: commented(texts.scenario),
        }
    }

    fn request(&self) -> Request<'_> {
        Request {
            template: &self.template,
            scenario: &self.scenario,
            ..Request::default()
        }
    }

    fn run(&self) -> Run {
        analyze(&self.request()).run.expect("a run")
    }

    fn understood(&self) -> Scenario {
        let (template, _) = template::read(&self.template);
        let stage = plan::default_stage(&template).expect("a stage");
        let plan = plan::expand(&template, stage);
        scenario::read(&self.scenario, &template, plan.as_ref()).scenario
    }

    /// The texts with what was granted.
    fn with(&self, granted: &Granted) -> Self {
        let after = granted.after.clone();
        match granted.text {
            Text::Template => Self {
                template: after,
                scenario: self.scenario.clone(),
            },
            Text::Scenario => Self {
                template: self.template.clone(),
                scenario: after,
            },
        }
    }
}

/// What can be wished for, and durations.
fn wishes(case: &Case, run: &Run, dice: &mut Dice) -> Vec<Wish> {
    let plan = &run.setting.plan;
    let tasks = plan
        .tasks
        .iter()
        .map(|task| Subject::Task(task.name.clone()));
    let subjects = tasks.chain((0..plan.steps.len()).map(Subject::Step));
    let request = case.request();
    let ground = Ground::read(&request).expect("texts that can be simulated");
    let mut wishes: Vec<Wish> = subjects
        .flat_map(|subject| {
            ground
                .about(&subject)
                .expect("there is such a place")
                .entries
        })
        .map(|entry| entry.wish)
        .collect();
    wishes.extend(plan.tasks.iter().map(|task| Wish::Duration {
        task: task.name.clone(),
        millis: dice.below(400_000) as u64,
    }));
    while wishes.len() > WISHES {
        wishes.swap_remove(dice.below(wishes.len()));
    }
    wishes
}

/// The reference of a task.
fn reference<'p>(plan: &'p Plan, name: &str) -> &'p str {
    let mut tasks = plan.tasks.iter();
    &tasks
        .find(|task| task.name == name)
        .expect("a task")
        .reference
}

/// What the steps run, with the names of those that are not new.
fn steps(plan: &Plan) -> Vec<(String, bool, bool, Vec<String>)> {
    let steps = plan.steps.iter().map(|step| {
        let tasks = step
            .tasks
            .iter()
            .map(|task| plan.tasks[task.0].reference.clone());
        (
            step.name.clone(),
            step.waited,
            step.halt_on_error,
            tasks.collect(),
        )
    });
    steps.collect()
}

/// The steps, with the wish granted by hand.
fn wished(
    case: &Case,
    plan: &Plan,
    wish: &Wish,
    after: &Plan,
) -> Vec<(String, bool, bool, Vec<String>)> {
    let mut expected = steps(plan);
    let mut take = |name: &str| {
        let task = plan
            .tasks
            .iter()
            .find(|task| task.name == name)
            .expect("a task");
        let step = task.step.0;
        let ids = &plan.steps[step].tasks;
        let at = ids
            .iter()
            .position(|id| plan.tasks[id.0].name == name)
            .expect("in its step");
        (step, expected[step].3.remove(at))
    };
    match wish {
        Wish::MoveTo { task, step } => {
            let (from, reference) = take(task);
            expected[*step].3.push(reference);
            // What was one of all leaves `all` behind, even if nothing is left of that.
            let is_of_all = plan
                .tasks
                .iter()
                .any(|it| it.name == *task && it.span.slice(&case.template) != it.reference);
            if expected[from].3.is_empty() && !is_of_all {
                expected.remove(from);
            }
        }
        Wish::MoveOut { task, behind } => {
            let (from, reference) = take(task);
            let at = from + usize::from(*behind);
            let (_, waited, halts, _) = expected[from].clone();
            expected.insert(
                at,
                (after.steps[at].name.clone(), waited, halts, vec![reference]),
            );
        }
        Wish::Halt { step, on } => expected[*step].2 = *on,
        Wish::Wait { step, on } => expected[*step].1 = *on,
        _ => {}
    }
    expected
}

/// Without the places, which move with each edit.
fn told(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    let mut parts = text.split("Span { start: ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |told, part| {
        told + part.split_once('}').map_or("", |it| it.1)
    })
}

fn behaviours(setting: &Setting) -> Vec<String> {
    setting.behaviours.iter().map(told).collect()
}

fn comments(text: &str) -> Vec<&str> {
    let spans: Vec<Span> = yaml::parse(text).comments;
    let mut comments: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
    comments.sort_unstable();
    comments
}

/// Holds what the texts mean afterwards to what they meant before.
fn check(case: &Case, before: &Run, wish: &Wish, granted: &Granted) {
    let after_case = case.with(granted);
    let after = after_case.run();
    let (then, now) = (&before.setting, &after.setting);
    let place = || format!("{wish:?}\n{}\n{}", after_case.template, after_case.scenario);
    assert_eq!(
        steps(&now.plan),
        wished(case, &then.plan, wish, &now.plan),
        "{}",
        place()
    );
    let removes = matches!(wish, Wish::NoFault { .. } | Wish::NoFails { .. });
    for (old, new) in [
        (&case.template, &after_case.template),
        (&case.scenario, &after_case.scenario),
    ] {
        assert!(removes || comments(old) == comments(new), "{}", place());
    }
    let mut expected = then.clone();
    let (mut said, said_now) = (case.understood(), after_case.understood());
    match wish {
        Wish::Duration { task, millis } => {
            let reference = reference(&then.plan, task);
            for (task, behaviour) in then.plan.tasks.iter().zip(&mut expected.behaviours) {
                if task.reference == reference {
                    behaviour.duration = Time::Fixed(Millis(*millis));
                }
            }
            assert_eq!(behaviours(now), behaviours(&expected), "{}", place());
        }
        Wish::Need { task, on, needed } => {
            let reference = reference(&then.plan, task);
            for (index, task) in then.plan.tasks.iter().enumerate() {
                let names = |setting: &Setting| -> Vec<String> {
                    let needs = setting.behaviours[index].needs.iter();
                    needs.map(|need| need.reference.clone()).collect()
                };
                let mut wished = names(then);
                if task.reference == reference {
                    wished.retain(|it| it != on);
                    wished.extend(needed.then(|| on.clone()));
                }
                assert_eq!(names(now), wished, "{}", place());
                expected.behaviours[index]
                    .needs
                    .clone_from(&now.behaviours[index].needs);
            }
            assert_eq!(behaviours(now), behaviours(&expected), "{}", place());
        }
        Wish::Fault { task, kind } => {
            let reference = reference(&then.plan, task);
            let mut rest = said_now.clone();
            let is_key = *kind == laneway_core::wish::FaultKind::FirstAttempt;
            if is_key {
                let conduct = said.tasks.entry(reference.to_owned()).or_default();
                let wished = rest.tasks.get(reference).and_then(|it| it.fails.clone());
                assert!(wished.is_some() && wished != conduct.fails, "{}", place());
                conduct.fails = wished;
            } else {
                let fault = rest.faults.pop().expect("a fault");
                assert!(fault.target.value.covers(reference), "{}", place());
            }
            assert_eq!(told(&rest), told(&said), "{}", place());
        }
        Wish::NoFault { number } => {
            // Draws belong to what is counted; what is left of the same target may draw otherwise.
            let gone = said.faults.remove(*number);
            let is_other = |fault: &scenario::Fault| fault.target.value != gone.target.value;
            let rest = |faults: &[scenario::Fault]| {
                told(&faults.iter().filter(|it| is_other(it)).collect::<Vec<_>>())
            };
            assert_eq!(rest(&said_now.faults), rest(&said.faults), "{}", place());
            assert_eq!(said_now.faults.len(), said.faults.len(), "{}", place());
        }
        Wish::NoFails { task } => {
            let reference = reference(&then.plan, task);
            if let Some(conduct) = said.tasks.get_mut(reference) {
                conduct.fails = None;
            }
            said.tasks
                .retain(|_, conduct| *conduct != scenario::Conduct::default());
            let mut rest = said_now;
            rest.tasks
                .retain(|_, conduct| *conduct != scenario::Conduct::default());
            assert_eq!(told(&rest), told(&said), "{}", place());
        }
        Wish::Halt { .. } | Wish::Wait { .. } => {
            assert_eq!(behaviours(now), behaviours(then), "{}", place());
        }
        Wish::MoveTo { .. } | Wish::MoveOut { .. } => {
            assert_eq!(told(&said_now), told(&said), "{}", place());
        }
    }
}

fn kind(wish: &Wish) -> &'static str {
    match wish {
        Wish::Duration { .. } => "duration",
        Wish::Halt { .. } => "halt",
        Wish::Wait { .. } => "wait",
        Wish::MoveTo { .. } => "move to",
        Wish::MoveOut { .. } => "move out",
        Wish::Fault { .. } => "fault",
        Wish::NoFault { .. } => "no fault",
        Wish::NoFails { .. } => "no fails",
        Wish::Need { .. } => "need",
    }
}

#[test]
fn an_edit_means_exactly_what_was_wished_for() {
    let mut tally: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut refused = Vec::new();
    for number in 0..PLANS {
        let case = Case::random(number);
        let run = case.run();
        let mut dice = Dice::new(number);
        for wish in wishes(&case, &run, &mut dice) {
            let counts = tally.entry(kind(&wish)).or_default();
            match Ground::read(&case.request()).and_then(|it| it.grant(&wish)) {
                Ok(granted) => {
                    counts[0] += 1;
                    check(&case, &run, &wish, &granted);
                }
                Err(refusal) => {
                    counts[1] += 1;
                    assert!(refusal.why.ends_with('.'), "{refusal}");
                    refused.push(format!("{wish:?}: {refusal}"));
                }
            }
        }
    }
    assert_eq!(tally.len(), 9, "{tally:?}");
    for (kind, [granted, _]) in &tally {
        assert!(*granted > 3, "{kind}: {tally:?}\n{}", refused.join("\n"));
    }
    let [granted, not] = tally
        .values()
        .fold([0, 0], |sum, it| [sum[0] + it[0], sum[1] + it[1]]);
    assert!(not * 4 < granted, "{tally:?}\n{}", refused.join("\n"));
}
