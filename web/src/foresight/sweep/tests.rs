use super::messages::{About, Field};
use super::*;
use crate::foresight::messages::Work;
use crate::protocol::Inputs;
use laneway_core::analysis::analyze;
use laneway_core::forecast::{Budget, Outlook};
use laneway_core::simulate::batch::Engine;
use laneway_core::sweep::{Sweep, Vary, variants};
use std::collections::BTreeMap;

const TEMPLATE: &str = "workflows: [{name: setup, order_from: [jobs.a, jobs.b]}]\n";
const SCENARIO: &str = "seed: 7\ntasks: {jobs.a: {runs_for: {uniform: [10s, 20s]}}, jobs.b: {runs_for: 40s}}\nfaults: [{task: jobs.a, chance: 10%}]\n";
const VARY: (&str, &str) = ("tasks.jobs.b.runs_for", "0s..1m/3");

fn wanted(generation: u32, vary: (&str, &str), runs: u32) -> Wanted {
    Wanted {
        generation,
        inputs: Inputs {
            template: TEMPLATE.to_owned(),
            scenario: SCENARIO.to_owned(),
            ..Inputs::default()
        },
        path: Some(vary.0.to_owned()),
        values: Some(vary.1.to_owned()),
        budgets: "p95<1m".to_owned(),
        runs,
    }
}

fn ask(wanted: Wanted) -> Heard<SweepAsk> {
    Heard::Ask(SweepAsk::Sweep(Box::new(wanted)))
}

/// Helpers that know what they were told, and do at once what they are told to.
#[derive(Default)]
struct Crew {
    known: BTreeMap<usize, Inputs>,
    starts: usize,
    runs: u32,
}

impl Crew {
    fn done(&mut self, helper: usize, work: Work) -> Heard<SweepAsk> {
        self.runs += work.runs.end - work.runs.start;
        if let Some(inputs) = work.inputs {
            self.known.insert(helper, inputs);
        }
        let run = analyze(&self.known[&helper].request()).run;
        let setting = run.expect("a run").setting;
        let tally = Tally::of(&Engine::new(&setting), work.runs);
        let (subject, tally) = (work.subject, Box::new(tally));
        Heard::Part(helper, Part::Done { subject, tally })
    }

    /// Plays until there is nothing to do; returns what the panel was told.
    fn play(&mut self, sweeper: &mut Sweeper, heard: Heard<SweepAsk>) -> Vec<SweepTold> {
        let mut open = sweeper.update(heard, 0.0);
        let mut told = vec![];
        while !open.is_empty() {
            match open.remove(0) {
                Command::Tell(it) => told.push(it),
                Command::Start(_) => self.starts += 1,
                Command::Dismiss => self.known.clear(),
                Command::Work(helper, work) => {
                    let done = self.done(helper, work);
                    open.extend(sweeper.update(done, 0.0));
                }
            }
        }
        told
    }
}

/// What the command line makes of it.
fn by_hand(wanted: &Wanted, runs: u32) -> Sweep {
    let request = wanted.inputs.request();
    let text = format!("{}={}", VARY.0, VARY.1);
    let vary: Vary = text.parse().expect("values");
    let variants = variants(&request, &vary)
        .expect("a stage")
        .expect("variants");
    let outlooks: Vec<Outlook> = variants
        .iter()
        .map(|it| Tally::of(&Engine::new(&it.setting), 0..runs).outlook(&it.setting.plan))
        .collect();
    let setting = analyze(&request).run.expect("a run").setting;
    let budget: Budget = "p95<1m".parse().expect("a budget");
    Sweep::new(&request, &vary, &setting, &outlooks, &[budget])
}

fn file(told: &[SweepTold]) -> &str {
    match told {
        [SweepTold::File { text, .. }] => text,
        other => panic!("{other:?}"),
    }
}

fn done_of(told: &SweepTold) -> Option<u32> {
    let json = serde_json::to_value(told).expect("JSON");
    let (_, content) = json.as_object()?.iter().next()?;
    content.get("done")?.as_u64().map(|it| it as u32)
}

fn pictures(told: &[SweepTold]) -> Vec<u32> {
    let pictures = told.iter().filter(|it| matches!(it, SweepTold::Picture(_)));
    pictures.filter_map(done_of).collect()
}

#[test]
fn pictures_get_finer_up_to_what_the_command_line_prints() {
    for helpers in [1, 3] {
        let (mut sweeper, mut crew) = (Sweeper::new(helpers), Crew::default());
        let wanted = wanted(5, VARY, 10_000);
        let told = crew.play(&mut sweeper, ask(wanted.clone()));
        assert!(
            matches!(&told[0], SweepTold::Subject(about) if about.path == VARY.0 && !about.places.is_empty()),
            "{told:?}"
        );
        let pictures = pictures(&told);
        assert!(pictures[0] >= 3000 && pictures[0] < 30_000, "{pictures:?}");
        assert_eq!((pictures.len(), pictures.last()), (2, Some(&30_000)));
        let expected = by_hand(&wanted, 10_000);
        for (kind, expected) in [
            (FileKind::Json, expected.to_json()),
            (FileKind::Csv, expected.to_csv()),
        ] {
            let told = crew.play(&mut sweeper, Heard::Ask(SweepAsk::Export(kind)));
            assert_eq!(file(&told), expected);
        }
        assert_eq!((crew.starts, crew.runs), (helpers, 30_000));
    }
}

#[test]
fn what_is_known_is_not_simulated_again() {
    let (mut sweeper, mut crew) = (Sweeper::new(2), Crew::default());
    crew.play(&mut sweeper, ask(wanted(1, VARY, 1000)));
    assert_eq!(crew.runs, 3000);
    let told = crew.play(&mut sweeper, ask(wanted(2, VARY, 10_000)));
    assert_eq!((crew.runs, pictures(&told).last()), (30_000, Some(&30_000)));
    // Another budget is another verdict of the same runs.
    let other = Wanted {
        budgets: "halt<1%, p95<2m".to_owned(),
        ..wanted(3, VARY, 10_000)
    };
    let told = crew.play(&mut sweeper, ask(other));
    assert_eq!((crew.runs, pictures(&told)), (30_000, vec![30_000]));
    let told = crew.play(&mut sweeper, Heard::Ask(SweepAsk::Export(FileKind::Csv)));
    assert!(file(&told).starts_with("value,") && file(&told).contains(",halt<1%,p95<2m\r\n"));
    // Fewer runs are others.
    let told = crew.play(&mut sweeper, ask(wanted(4, VARY, 1000)));
    assert_eq!((crew.runs, pictures(&told)), (33_000, vec![3000]));
}

#[test]
fn what_is_not_named_is_proposed() {
    let (mut sweeper, mut crew) = (Sweeper::new(1), Crew::default());
    let open = Wanted {
        path: None,
        values: None,
        ..wanted(1, VARY, 10)
    };
    let told = crew.play(&mut sweeper, ask(open));
    let [SweepTold::Subject(about), ..] = &told[..] else {
        panic!("{told:?}");
    };
    let About { path, values, .. } = &**about;
    assert_eq!(
        (path.as_str(), values.as_str()),
        ("tasks.jobs.b.runs_for", "0s..2m/10"),
        "the longest task that sets the end"
    );
    assert_eq!(pictures(&told), [100]);
}

#[test]
fn what_cannot_be_is_told_with_its_field() {
    let refused = |vary: (&str, &str), budgets: &str| {
        let wanted = Wanted {
            values: Some(vary.1.to_owned()).filter(|it| it != "?"),
            budgets: budgets.to_owned(),
            ..wanted(1, vary, 10)
        };
        let mut told = Crew::default().play(&mut Sweeper::new(1), ask(wanted));
        match told.pop() {
            Some(SweepTold::Refused { field, message, .. }) => (field, message),
            other => panic!("{other:?}"),
        }
    };
    for (vary, budgets, field, part) in [
        ((VARY.0, "1..5m"), "", Field::Values, "did you mean 1s..5m?"),
        ((VARY.0, ""), "", Field::Values, "has no values"),
        (
            (VARY.0, "5%"),
            "",
            Field::Values,
            "tasks.jobs.b.runs_for=5% cannot be",
        ),
        (
            ("tasks.jobs.b.runs_fro", "5s"),
            "",
            Field::Path,
            "Did you mean",
        ),
        (
            ("tasks.jobs.b.runs_fro", "?"),
            "",
            Field::Path,
            "Did you mean tasks.jobs.b.runs_for?",
        ),
        (("", "1..4"), "", Field::Path, "a place of the scenario"),
        (VARY, "p95<often", Field::Budgets, "often"),
    ] {
        let (found, message) = refused(vary, budgets);
        assert_eq!(found, field, "{message}");
        assert!(message.contains(part), "{message}");
    }
    let nothing = Wanted {
        inputs: Inputs::default(),
        ..wanted(4, VARY, 10)
    };
    let told = Crew::default().play(&mut Sweeper::new(1), ask(nothing));
    assert_eq!(told, [SweepTold::Nothing { generation: 4 }]);
}

#[test]
fn stopping_keeps_what_is_known_and_going_on_simulates_the_rest() {
    let (mut sweeper, mut crew) = (Sweeper::new(1), Crew::default());
    let commands = sweeper.update(ask(wanted(1, VARY, 1000)), 0.0);
    let work = commands.into_iter().find_map(|it| match it {
        Command::Work(helper, work) => Some((helper, work)),
        _ => None,
    });
    let (helper, work) = work.expect("work");
    sweeper.update(Heard::Ask(SweepAsk::Stop), 1.0);
    let done = crew.done(helper, work);
    let told = crew.play(&mut sweeper, done);
    assert!(
        matches!(&told[..], [SweepTold::Progress(it)] if it.is_stopped && it.done == 1000),
        "{told:?}"
    );
    let told = crew.play(&mut sweeper, ask(wanted(1, VARY, 1000)));
    assert_eq!((crew.runs, pictures(&told)), (3000, vec![3000]));
}

#[test]
fn answers_for_an_older_text_are_dropped_and_stuck_helpers_replaced() {
    let mut sweeper = Sweeper::new(1);
    let mut crew = Crew::default();
    let old = sweeper.update(ask(wanted(1, VARY, 1000)), 0.0);
    let Some(Command::Work(helper, work)) = old.into_iter().nth(2) else {
        panic!("no work");
    };
    let newer = sweeper.update(ask(wanted(2, (VARY.0, "5s,6s"), 1000)), 1.0);
    assert!(
        !newer.iter().any(|it| matches!(it, Command::Work(..))),
        "it is still busy"
    );
    let done = crew.done(helper, work);
    let told = crew.play(&mut sweeper, done);
    assert_eq!(pictures(&told), [2000]);
    sweeper.update(ask(wanted(3, VARY, 1000)), 2.0);
    let late = sweeper.update(ask(wanted(4, (VARY.0, "7s"), 1000)), 600.0);
    assert!(late.contains(&Command::Start(0)), "{late:?}");
}

#[test]
fn a_death_ends_the_sweep_and_the_next_one_starts_afresh() {
    let (mut sweeper, mut crew) = (Sweeper::new(2), Crew::default());
    sweeper.update(ask(wanted(1, VARY, 1000)), 0.0);
    let told = crew.play(&mut sweeper, Heard::Died { loaded: true });
    let failed = SweepTold::Failed {
        generation: 1,
        loaded: true,
    };
    assert_eq!(told, [failed]);
    let told = crew.play(&mut sweeper, ask(wanted(2, VARY, 1000)));
    assert_eq!((crew.starts, pictures(&told)), (2, vec![3000]));
}

#[test]
fn a_picture_says_where_values_stand_and_how_they_are_written() {
    let picture = |values: &str| {
        let mut wanted = wanted(1, (VARY.0, values), 10);
        wanted.inputs.scenario = format!("# 🚀\n{SCENARIO}");
        let told = Crew::default().play(&mut Sweeper::new(1), ask(wanted));
        serde_json::to_value(told.last()).expect("JSON")["picture"].take()
    };
    let places = |picture: &serde_json::Value| {
        let points = picture["points"].as_array().expect("points");
        let at = points.iter().map(|it| it["at"].as_u64());
        at.collect::<Option<Vec<u64>>>().expect("places")
    };
    let scaled = picture("0s,40s,50s,1m40s");
    assert_eq!(places(&scaled), [0, 400_000, 500_000, 1_000_000]);
    assert_eq!(scaled["nowAt"], 400_000);
    assert_eq!(scaled["points"][1]["isNow"], true);
    let falling = picture("1m,30s,20s");
    assert_eq!(places(&falling), [0, 750_000, 1_000_000]);
    assert_eq!(falling["nowAt"], 500_000, "between two of them");
    let mixed = picture("1s,{ uniform: [1s, 2s] },1m");
    assert_eq!(places(&mixed), [0, 500_000, 1_000_000]);
    assert_eq!(mixed["nowAt"], serde_json::Value::Null);
    let change = &falling["points"][1]["changes"][0];
    let start = format!("# 🚀\n{SCENARIO}");
    let start = start[..start.find("40s").expect("a value")]
        .encode_utf16()
        .count();
    assert_eq!(change["text"], "30s");
    assert_eq!(change["range"]["start"], start);
    assert_eq!(change["range"]["end"], start + 3);
}
