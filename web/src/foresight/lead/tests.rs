use super::*;
use crate::foresight::messages::Work;
use laneway_core::analysis;
use laneway_core::simulate::batch::Engine;
use std::ops::Range;

const TEMPLATE: &str = "workflows: [{name: setup, order_from: [jobs.a]}]\n";
const DRAWN: &str = "seed: 7\ntasks: {jobs.a: {runs_for: {uniform: [10s, 20s]}}}\n";

fn inputs(scenario: &str) -> Inputs {
    Inputs {
        template: TEMPLATE.to_owned(),
        scenario: scenario.to_owned(),
        ..Inputs::default()
    }
}

fn ask(generation: u32, scenario: &str, runs: u32) -> Heard<Ask> {
    Heard::Ask(Ask::Forecast {
        generation,
        inputs: inputs(scenario),
        runs,
    })
}

/// Helpers that do at once what they are told, until there is nothing to do; returns what the panel
/// was told, and how often a helper was started.
fn play(lead: &mut Lead, heard: Heard<Ask>) -> (Vec<Told>, usize) {
    let mut open = lead.update(heard, 0.0);
    let (mut told, mut starts) = (vec![], 0);
    while !open.is_empty() {
        match open.remove(0) {
            Command::Tell(it) => told.push(it),
            Command::Start(_) => starts += 1,
            Command::Dismiss => {}
            Command::Work(helper, work) => open.extend(lead.update(done(helper, &work), 0.0)),
        }
    }
    (told, starts)
}

fn done(helper: usize, work: &Work) -> Heard<Ask> {
    let request = analysis::Request {
        template: TEMPLATE,
        scenario: DRAWN,
        ..analysis::Request::default()
    };
    let setting = analyze(&request).run.expect("a run").setting;
    let tally = Tally::of(&Engine::new(&setting), work.runs.clone());
    let part = Part::Done {
        subject: work.subject,
        tally: Box::new(tally),
    };
    Heard::Part(helper, part)
}

/// The work in commands, with the helper that gets it.
fn work(commands: &[Command<Told>]) -> Vec<(usize, Work)> {
    let work = |command: &Command<Told>| match command {
        Command::Work(helper, work) => Some((*helper, work.clone())),
        _ => None,
    };
    commands.iter().filter_map(work).collect()
}

fn done_of(told: &Told) -> u32 {
    match told {
        Told::Progress(progress) => progress.done,
        Told::Picture(picture) => picture.progress.done,
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_helpers_take_part_and_the_last_picture_is_of_all_runs() {
    for helpers in [1, 3] {
        let mut lead = Lead::new(helpers);
        let (told, starts) = play(&mut lead, ask(5, DRAWN, 10_000));
        assert_eq!(starts, helpers);
        let Some(Told::Picture(picture)) = told.last() else {
            panic!("{told:?}");
        };
        assert_eq!(
            (picture.progress.generation, picture.progress.done),
            (5, 10_000)
        );
        let first = told.iter().find(|it| matches!(it, Told::Picture(_)));
        assert_eq!(first.map(done_of), Some(1000));
    }
}

#[test]
fn the_export_is_what_the_command_line_prints() {
    let mut lead = Lead::new(2);
    play(&mut lead, ask(1, DRAWN, 1500));
    let (told, _) = play(&mut lead, Heard::Ask(Ask::Export));
    let request = analysis::Request {
        template: TEMPLATE,
        scenario: DRAWN,
        ..analysis::Request::default()
    };
    let mut run = analyze(&request).run.expect("a run");
    let tally = Tally::of(&Engine::new(&run.setting), 0..1500);
    run.report.forecast = Some(tally.outlook(&run.setting.plan).forecast);
    assert_eq!(told, [Told::Json(run.report.to_json())]);
}

#[test]
fn what_never_differs_is_said_and_not_simulated() {
    let mut lead = Lead::new(2);
    let (told, starts) = play(&mut lead, ask(3, "", 10_000));
    assert!(
        matches!(&told[..], [Told::Same { generation: 3, .. }]),
        "{told:?}"
    );
    assert_eq!(starts, 0);
    let asked = Ask::Forecast {
        generation: 4,
        inputs: Inputs::default(),
        runs: 10,
    };
    let (told, _) = play(&mut lead, Heard::Ask(asked));
    assert_eq!(told, [Told::Nothing { generation: 4 }]);
}

#[test]
fn answers_for_an_older_text_are_dropped() {
    let mut lead = Lead::new(1);
    let old = work(&lead.update(ask(1, DRAWN, 1000), 0.0));
    let newer = work(&lead.update(ask(2, &format!("{DRAWN}# newer\n"), 1000), 1.0));
    let [(0, now)] = &newer[..] else {
        panic!("its only helper does that next: {newer:?}");
    };
    assert_eq!(lead.update(done(0, &old[0].1), 2.0), []);
    assert_eq!((now.subject, now.runs.clone()), (2, 0..1000));
    assert!(
        now.inputs
            .as_ref()
            .is_some_and(|it| it.scenario.contains("newer"))
    );
}

/// The helpers that get work, and the runs.
fn given(commands: &[Command<Told>]) -> Vec<(usize, Range<u32>)> {
    let work = work(commands).into_iter();
    work.map(|(helper, work)| (helper, work.runs)).collect()
}

#[test]
fn nobody_waits_for_the_next_portion() {
    let mut lead = Lead::new(2);
    let first = lead.update(ask(1, DRAWN, 1_000_000), 0.0);
    let of_each = [
        (0, 0..500),
        (1, 500..1000),
        (0, 1000..9192),
        (1, 9192..17_384),
    ];
    assert_eq!(given(&first), of_each);
    let [_, (_, second), ..] = &work(&first)[..] else {
        panic!("{first:?}");
    };
    let next = lead.update(done(1, second), 5.0);
    assert_eq!(given(&next), [(1, 17_384..25_576)]);
}

/// What comes of a portion does not count as long when it lay behind another one.
#[test]
fn a_portion_takes_as_long_as_it_is_worked_on() {
    let mut lead = Lead::new(1);
    let mut open = work(&lead.update(ask(1, DRAWN, 1_000_000), 0.0));
    // 16 runs in a millisecond, each portion in the middle of what is worth a message.
    let mut now = 0.0;
    for _ in 0..12 {
        let (helper, work_of) = open.remove(0);
        now += work_of.runs.len() as f64 / 160.0;
        open.extend(work(&lead.update(done(helper, &work_of), now)));
    }
    assert_eq!(open.last().map(|(_, work)| work.runs.len()), Some(8192));
}

#[test]
fn a_helper_that_is_stuck_with_an_older_text_is_replaced() {
    let mut lead = Lead::new(1);
    lead.update(ask(1, DRAWN, 1000), 0.0);
    let commands = lead.update(
        ask(2, "tasks: {jobs.a: {runs_for: {samples: [1s, 2s]}}}", 10),
        600.0,
    );
    assert_eq!(commands[0], Command::Start(0));
    assert_eq!(work(&commands)[0].1.subject, 2);
}

#[test]
fn stopping_keeps_what_is_known_and_going_on_simulates_the_rest() {
    let mut lead = Lead::new(1);
    let first = work(&lead.update(ask(1, DRAWN, 3000), 0.0));
    lead.update(Heard::Ask(Ask::Stop), 1.0);
    let commands = lead.update(done(0, &first[0].1), 2.0);
    let [Command::Tell(Told::Picture(picture))] = &commands[..] else {
        panic!("{commands:?}");
    };
    assert!(picture.progress.is_stopped);
    assert_eq!(picture.progress.done, 1000);
    let commands = lead.update(done(0, &first[1].1), 3.0);
    assert!(work(&commands).is_empty(), "{commands:?}");
    let (told, starts) = play(&mut lead, ask(1, DRAWN, 3000));
    assert_eq!((told.last().map(done_of), starts), (Some(3000), 0));
}

#[test]
fn a_death_ends_the_forecast_and_the_next_one_starts_afresh() {
    let mut lead = Lead::new(2);
    let work = work(&lead.update(ask(1, DRAWN, 3000), 0.0));
    let commands = lead.update(Heard::Died { loaded: true }, 1.0);
    let failed = Told::Failed {
        generation: 1,
        loaded: true,
    };
    assert_eq!(commands, [Command::Dismiss, Command::Tell(failed)]);
    assert_eq!(lead.update(done(0, &work[0].1), 2.0), []);
    let (told, starts) = play(&mut lead, ask(2, DRAWN, 3000));
    assert_eq!((told.last().map(done_of), starts), (Some(3000), 2));
}
