//! From a request to the advice, in rounds of runs that anyone may make.

use super::change::{Change, Frame};
use super::contest::{Contest, Contestant};
use super::contract::{Advice, Given, LeftOut, NoEdits, VERSION};
use super::edit::Edit;
use super::effort::Effort;
use super::judge::Judge;
use super::lever;
use super::measure::{Ended, Measure};
use super::offer::{self, Offer, Suggestions};
use super::search;
use super::source::{self, Source};
use super::work::{Done, Part, Place, What, Work};
use crate::analysis::{self, Request};
use crate::forecast::{CONFIDENCE, Tally};
use crate::refactor::Subject;
use crate::report::Report;
use crate::{scenario, template};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Edits are looked for in stages with up to so many tasks: nobody wrote larger ones by hand.
const MOST_TASKS: usize = 1000;
/// So many sources of risk are looked at.
const MOST_SOURCES: usize = 200;
/// A portion of work has about so many task runs: enough to be worth its start, few enough to share out.
const PORTION: u64 = 1 << 18;
/// And at least so many runs.
const FEWEST: u64 = 32;

/// Finds out what to advise. The runs that it asks for can be made by anyone, anywhere and in any order.
#[derive(Debug)]
pub struct Advisor<'a> {
    request: Request<'a>,
    frame: Arc<Frame>,
    report: Report,
    effort: Effort,
    /// `Err` if no edits are looked for.
    judge: Result<Judge, NoEdits>,
    unsaid: Vec<String>,
    tally: Tally,
    ends: BTreeMap<u32, Vec<Ended>>,
    before: Arc<Vec<Ended>>,
    given: Given,
    /// The runs as they are, beside themselves.
    now: Measure,
    stage: Stage,
    parts: Parts,
    left_out: LeftOut,
    done: u64,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    Before,
    Compare,
    Offer,
    Over,
}

/// Everything that is compared.
#[derive(Debug, Default)]
struct Parts {
    levers: Option<Contest<lever::Range>>,
    risks: Option<Contest<Source>>,
    faster: Option<Contest<Edit>>,
    failures: Option<Contest<Edit>>,
    offers: Option<Contest<Offer>>,
}

impl<'a> Advisor<'a> {
    /// `None` if nothing can be simulated. Without an effort, the usual one.
    pub fn new(request: Request<'a>, effort: Option<Effort>) -> Option<Self> {
        let run = analysis::analyze_without_hints(&request).run?;
        let (template, _) = template::read(request.template);
        let plan = &run.setting.plan;
        let scenario = scenario::read(request.scenario, &template, Some(plan)).scenario;
        let frame = Frame {
            template,
            scenario,
            setting: run.setting,
        };
        let plan = &frame.setting.plan;
        let effort = effort.unwrap_or_else(|| Effort::usual(plan.tasks.len()));
        let needs = scenario::Needs::new(&frame.template, &frame.scenario);
        let judge = match no_edits(&request, &frame) {
            Some(why) => Err(why),
            None => Ok(Judge::new(plan, &needs)),
        };
        let behind = plan.tasks.iter().filter(|task| task.step.0 > 0);
        let unsaid = behind.filter(|task| needs.are_unknown(task));
        Some(Self {
            unsaid: unsaid.map(|task| task.name.clone()).collect(),
            tally: Tally::new(&frame.setting),
            frame: Arc::new(frame),
            report: run.report,
            request,
            effort,
            judge,
            ends: BTreeMap::new(),
            before: Arc::default(),
            given: Given::Success,
            now: Measure::default(),
            stage: Stage::New,
            parts: Parts::default(),
            left_out: LeftOut::default(),
            done: 0,
        })
    }

    /// The next portions of work; none when the advice is complete. All that it gave before have to be
    /// taken back first.
    pub fn work(&mut self) -> Vec<Work> {
        if self.stage == Stage::New {
            self.stage = Stage::Before;
            return self.portions(
                Place::Before,
                &Arc::new(Change::Nothing),
                0..self.effort.runs,
            );
        }
        if self.stage == Stage::Before {
            self.compare();
            self.stage = Stage::Compare;
        }
        if self.stage == Stage::Compare {
            let work = self.rounds();
            if !work.is_empty() {
                return work;
            }
            self.offer();
            self.stage = Stage::Offer;
        }
        let work = self.rounds();
        if work.is_empty() {
            self.stage = Stage::Over;
        }
        work
    }

    /// Takes back a portion.
    pub fn take(&mut self, done: Done) {
        let runs = u64::from(done.numbers.end.saturating_sub(done.numbers.start));
        self.done += runs * self.frame.setting.plan.tasks.len() as u64;
        match (done.place, done.what) {
            (Place::Before, What::Before(ends, tally)) => {
                self.tally.merge(*tally);
                self.ends.insert(done.numbers.start, ends);
            }
            (
                Place::Of {
                    part,
                    contestant,
                    change,
                },
                What::Measured(measure),
            ) => {
                let parts = &mut self.parts;
                let slot = match part {
                    Part::Levers => slot(&mut parts.levers, contestant, change),
                    Part::Risks => slot(&mut parts.risks, contestant, change),
                    Part::Faster => slot(&mut parts.faster, contestant, change),
                    Part::Failures => slot(&mut parts.failures, contestant, change),
                    Part::Offers => slot(&mut parts.offers, contestant, change),
                };
                if let Some(slot) = slot {
                    slot.merge(*measure);
                }
            }
            _ => {}
        }
    }

    /// How many tasks have been run so far, in all runs together.
    pub fn task_runs(&self) -> u64 {
        self.done
    }

    /// What all of it says. Complete when no work is left.
    pub fn advice(self) -> Advice {
        let setting = &self.frame.setting;
        let now = self.now.figures();
        let mut advice = Advice {
            version: VERSION,
            stage: setting.plan.stage.clone(),
            seed: setting.options.seed,
            runs: self.before.len() as u64,
            confidence: CONFIDENCE,
            given: self.given,
            now: now.expected(),
            slows: Vec::new(),
            risks: Vec::new(),
            next: Vec::new(),
            failures: Vec::new(),
            left_out: self.left_out,
            no_edits: self.judge.as_ref().err().copied(),
            unsaid: self.unsaid,
            before: self.report,
        };
        for it in measured(self.parts.levers.as_ref()) {
            advice.slows.push(it.of.row(setting, &it.measures, &now));
        }
        lever::sort(&mut advice.slows);
        for it in measured(self.parts.risks.as_ref()) {
            advice
                .risks
                .push(it.of.row(&self.frame, &it.measures, &now));
        }
        source::sort(&mut advice.risks);
        let mut suggestions = Suggestions::default();
        for it in measured(self.parts.offers.as_ref()) {
            suggestions.take(&it.of, &it.measures[0], &self.now, &now);
        }
        let suggestions = suggestions.in_order();
        advice.next = suggestions.next;
        advice.failures = suggestions.failures;
        advice.left_out.tasks = out(self.parts.levers.as_ref());
        advice.left_out.risks += out(self.parts.risks.as_ref());
        advice.left_out.edits += out(self.parts.faster.as_ref());
        advice
    }

    /// The stage as it is is known: sets up what is compared with it.
    fn compare(&mut self) {
        let ends = std::mem::take(&mut self.ends).into_values();
        self.before = Arc::new(ends.flatten().collect());
        self.given = Given::of(&self.before);
        self.now = Measure::of(&self.before, &self.before, self.given);
        let frame = Arc::clone(&self.frame);
        let (setting, plan) = (&frame.setting, &frame.setting.plan);
        let bounds = self.effort.bounds(plan.tasks.len());
        let weights = self.weights();
        let levers = lever::levers(setting, &weights);
        self.parts.levers = Some(Contest::new(levers, bounds, lever::score));
        let mut sources = source::sources(&frame);
        self.left_out.risks = sources.len().saturating_sub(MOST_SOURCES);
        sources.truncate(MOST_SOURCES);
        let mattering = sources.into_iter().filter(|it| it.matters(&frame));
        let risks = mattering.map(|it| (it.clone(), vec![Change::Without(it)]));
        self.parts.risks = Some(Contest::new(risks.collect(), bounds, search::risk_score));
        let Ok(judge) = &self.judge else { return };
        let mut stages = frame.template.stages.iter();
        let stage = stages.find(|it| it.name.value == plan.stage);
        let Some(ground) = stage.and_then(|it| search::ground(it, plan)) else {
            return;
        };
        let found = search::faster(&ground, judge, &weights);
        self.left_out.edits = found.left_out;
        self.parts.faster = Some(Contest::new(found.candidates, bounds, search::faster_score));
        if self.now.has_failures() {
            let found = search::failures(&ground, judge);
            let contest = Contest::new(found.candidates, bounds, search::failures_score);
            self.parts.failures = Some(contest);
        }
    }

    /// How often each task sets the end; if no run comes to its end, all count.
    fn weights(&self) -> Vec<u64> {
        let outlook = self.tally.clone().outlook(&self.frame.setting.plan);
        let tasks = outlook.forecast.tasks.iter();
        tasks
            .map(|task| task.criticality.map_or(1, |it| it.runs))
            .collect()
    }

    /// Every edit is measured: gives the best ones a text.
    fn offer(&mut self) {
        let Ok(judge) = &self.judge else { return };
        let now = &self.now;
        let best = |contest: Option<&Contest<Edit>>, score: fn(&Measure, &[Measure]) -> i128| {
            let mut scored: Vec<(i128, Edit)> = measured(contest)
                .iter()
                .map(|it| (score(now, &it.measures), it.of))
                .collect();
            scored.retain(|(score, _)| *score > 0);
            crate::order::sort_by_key(&mut scored, |it| std::cmp::Reverse(it.0));
            scored.into_iter().map(|it| it.1).collect::<Vec<Edit>>()
        };
        let faster = best(self.parts.faster.as_ref(), search::faster_score);
        let failures = best(self.parts.failures.as_ref(), search::failures_score);
        let proved = offer::prove(&self.request, &self.frame, judge, &faster, &failures);
        let bounds = self.effort.bounds(self.frame.setting.plan.tasks.len());
        self.parts.offers = Some(Contest::new(proved, bounds, search::faster_score));
    }

    /// The next round of all that is compared.
    fn rounds(&mut self) -> Vec<Work> {
        let mut parts = std::mem::take(&mut self.parts);
        let mut work = Vec::new();
        work.extend(self.round(Part::Levers, &mut parts.levers));
        work.extend(self.round(Part::Risks, &mut parts.risks));
        work.extend(self.round(Part::Faster, &mut parts.faster));
        work.extend(self.round(Part::Failures, &mut parts.failures));
        work.extend(self.round(Part::Offers, &mut parts.offers));
        self.parts = parts;
        work
    }

    fn round<T>(&self, part: Part, contest: &mut Option<Contest<T>>) -> Vec<Work> {
        let Some(contest) = contest else {
            return Vec::new();
        };
        let mut work = Vec::new();
        for round in contest.next(&self.now) {
            let change = &contest.contestants[round.contestant].changes[round.change];
            let place = Place::Of {
                part,
                contestant: round.contestant,
                change: round.change,
            };
            work.extend(self.portions(place, change, round.numbers));
        }
        work
    }

    fn portions(
        &self,
        place: Place,
        change: &Arc<Change>,
        numbers: std::ops::Range<u32>,
    ) -> Vec<Work> {
        let tasks = self.frame.setting.plan.tasks.len().max(1) as u64;
        let size = (PORTION / tasks).max(FEWEST) as u32;
        let starts = numbers.clone().step_by(size as usize);
        let portions = starts.map(|start| Work {
            place,
            frame: Arc::clone(&self.frame),
            change: Arc::clone(change),
            numbers: start..start.saturating_add(size).min(numbers.end),
            before: Arc::clone(&self.before),
            given: self.given,
        });
        portions.collect()
    }
}

/// Why no edit is looked for.
fn no_edits(request: &Request, frame: &Frame) -> Option<NoEdits> {
    let plan = &frame.setting.plan;
    let mut stages = frame.template.stages.iter();
    if plan.stage == "teardown" {
        return Some(NoEdits::Teardown);
    }
    if !stages.any(|stage| stage.name.value == plan.stage) {
        return Some(NoEdits::NotWritten);
    }
    if plan.tasks.len() > MOST_TASKS {
        return Some(NoEdits::TooLarge);
    }
    match Subject::read(request) {
        Some(subject) if subject.has_workflows => None,
        _ => Some(NoEdits::Errors),
    }
}

fn slot<T>(
    contest: &mut Option<Contest<T>>,
    contestant: usize,
    change: usize,
) -> Option<&mut Measure> {
    let contestant = contest.as_mut()?.contestants.get_mut(contestant)?;
    contestant.measures.get_mut(change)
}

fn measured<T>(contest: Option<&Contest<T>>) -> &[Contestant<T>] {
    contest.map_or(&[], |it| &it.contestants)
}

fn out<T>(contest: Option<&Contest<T>>) -> usize {
    contest.map_or(0, |it| it.out)
}
