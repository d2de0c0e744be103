//! One call from texts to everything a view shows. Both the command line and the playground use it.

mod analyst;
mod compare;
mod difference;
mod prepared;
mod recorded;

pub use analyst::Analyst;
pub use compare::{Comparison, Moved, Passage, compare};
pub use difference::{Finish, difference};
pub(crate) use prepared::Prepared;
pub use recorded::recorded;

use crate::diagnostic::{Diagnostic, catalog, suppression, tidy};
use crate::plan::{self, Plan};
use crate::report::{self, Report};
use crate::rules;
use crate::scenario::{self, Scenario};
use crate::scheduler::Trace;
use crate::simulate::draws::RunNumber;
use crate::simulate::{self, Setting};
use crate::source::Span;
use crate::template::{self, Template};
use crate::yaml;

/// Told when a run has more retries than are followed.
const CUT_SHORT: &str = "There are more retries than the simulation follows (10,000 attempts of a \
                         task, 100,000 retries in all); what had not succeeded by then only waits \
                         for its limit.";

/// A single simulation is the first of the runs of its seed.
const THE_RUN: RunNumber = RunNumber(0);

/// Reads both texts, checks them, and simulates the stage as far as its meaning is clear. It ends for
/// every input, and never panics; the same request gives the same analysis everywhere.
pub fn analyze(request: &Request) -> Analysis {
    with_run(read(request, rules::check))
}

/// [`analyze`] without what only rules of hints say, for those who ask for the run, or for what is wrong.
pub(crate) fn analyze_without_hints(request: &Request) -> Analysis {
    with_run(read(request, rules::check_without_hints))
}

/// [`analyze`] without the simulation.
pub fn check(request: &Request) -> Analysis {
    read(request, rules::check).0
}

/// [`check`], and the template as it was read for it.
pub(crate) fn check_and_read(request: &Request) -> (Analysis, Template) {
    let (analysis, meaning) = read(request, rules::check);
    (analysis, meaning.template)
}

fn with_run((mut analysis, meaning): (Analysis, Meaning)) -> Analysis {
    analysis.run = (meaning.plan).map(|plan| run(plan, &meaning.template, &meaning.scenario));
    analysis
}

/// What both texts say.
struct Meaning {
    template: Template,
    scenario: Scenario,
    plan: Option<Plan>,
}

/// What the scenario says of a template that has been read, and the plan if it can be simulated with it.
struct Judgement {
    analysis: Analysis,
    scenario: Scenario,
    plan: Option<Plan>,
}

/// What rules say of a template, its text and the scenario.
type Rules = fn(&Template, &str, &Scenario) -> Vec<Diagnostic>;

fn read(request: &Request, rules: Rules) -> (Analysis, Meaning) {
    let (template, problems) = template::read(request.template);
    let plan = plan(&template, request.stage);
    let rules = |scenario: &Scenario| rules(&template, request.template, scenario);
    let judgement = judge(request, &template, problems, plan, rules);
    let meaning = Meaning {
        template,
        scenario: judgement.scenario,
        plan: judgement.plan,
    };
    (judgement.analysis, meaning)
}

fn judge(
    request: &Request,
    template: &Template,
    mut problems: Vec<Diagnostic>,
    plan: Option<Plan>,
    rules: impl FnOnce(&Scenario) -> Vec<Diagnostic>,
) -> Judgement {
    let heard = hear(request, template, plan.as_ref());
    problems.extend(rules(&heard.scenario));
    let too_large = |plan: &Plan| !scenario::fits(plan, template, &heard.scenario);
    let plan = match plan {
        Some(plan) if too_large(&plan) => {
            problems.push(too_large_to_simulate(template, &plan));
            None
        }
        plan => plan,
    };
    allow(request.template, &mut problems);
    let analysis = Analysis {
        template: problems,
        scenario: heard.problems,
        stages: stages(template),
        run: None,
    };
    Judgement {
        analysis,
        scenario: heard.scenario,
        plan,
    }
}

/// What the scenario of the request says of a template that has been read.
fn hear(request: &Request, template: &Template, plan: Option<&Plan>) -> scenario::Reading {
    let mut reading = scenario::read(request.scenario, template, plan);
    allow(request.scenario, &mut reading.problems);
    if let Some(seed) = request.seed {
        reading.scenario.options.seed = seed;
    }
    reading
}

/// Takes out what comments allow.
fn allow(text: &str, problems: &mut Vec<Diagnostic>) {
    if suppression::may_be_in(text) {
        suppression::apply(text, &yaml::parse(text).comments, problems);
    }
    tidy(problems);
}

/// The plan of the stage that is asked for; `None` without any stage, or without this one.
fn plan(template: &Template, stage: Option<&str>) -> Option<Plan> {
    let default = plan::default_stage(template)?;
    plan::expand(template, stage.unwrap_or(default))
}

fn stages(template: &Template) -> Vec<String> {
    if template.stages.is_empty() {
        return Vec::new();
    }
    plan::stage_names(template)
}

fn too_large_to_simulate(template: &Template, plan: &Plan) -> Diagnostic {
    let mut stages = template.stages.iter();
    let stage = stages.find(|stage| stage.name.value == plan.stage);
    let span = stage.map_or(Span::default(), |stage| stage.name.span);
    catalog::analysis::too_large_to_simulate(span, &plan.stage, plan.tasks.len())
}

fn run(plan: Plan, template: &Template, scenario: &Scenario) -> Run {
    let setting = scenario::resolve(plan, template, scenario);
    let trace = simulate::run(&setting, THE_RUN);
    let report = report::build(&setting, THE_RUN, &trace, template.repaired);
    let mut summary = report::summary(&setting, THE_RUN, &report);
    if trace.is_cut_short() {
        summary.push(CUT_SHORT.to_owned());
    }
    Run {
        summary,
        step_spans: setting.plan.steps.iter().map(|step| step.span).collect(),
        task_spans: setting.plan.tasks.iter().map(|task| task.span).collect(),
        setting,
        trace,
        report,
    }
}

/// What is to be analysed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request<'a> {
    /// Text of the template.
    pub template: &'a str,
    /// Text of the scenario; empty for none.
    pub scenario: &'a str,
    /// Stage to simulate; `None` for the default (`setup`, else the first).
    pub stage: Option<&'a str>,
    /// Beats the scenario's seed.
    pub seed: Option<u64>,
}

/// Everything that is known of a request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Problems of the template, by place.
    pub template: Vec<Diagnostic>,
    /// Problems of the scenario, by place.
    pub scenario: Vec<Diagnostic>,
    /// The stages that can be simulated, in file order; `teardown` is always among them, unless the
    /// template has no stage at all.
    pub stages: Vec<String>,
    /// The simulated run; `None` when nothing can be simulated (or the stage is unknown).
    pub run: Option<Run>,
}

/// A simulated run and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// What was simulated.
    pub setting: Setting,
    /// What happened.
    pub trace: Trace,
    /// What it means.
    pub report: Report,
    /// What happened and why, in sentences; the first is the headline.
    pub summary: Vec<String>,
    /// Where each step stands in the template, in step order.
    pub step_spans: Vec<Span>,
    /// Where each task stands in the template, in plan order.
    pub task_spans: Vec<Span>,
}

#[cfg(test)]
mod tests;
