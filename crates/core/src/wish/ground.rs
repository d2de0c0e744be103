//! The texts that a wish is about, as they are written and as they are understood.

use super::{Granted, Refusal, Text};
use crate::analysis::{self, Request};
use crate::diagnostic::{Diagnostic, Edit, Severity, apply};
use crate::plan::Task;
use crate::scenario::{self, Conduct, WriteError};
use crate::simulate::{Behaviour, Setting};
use crate::template::{Service, Template};
use crate::yaml::{self, Node};
use crate::{plan, template};

/// What is known before anything is wished for.
pub(super) struct Ground<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) setting: Setting,
    pub(super) template: Template,
    pub(super) scenario: scenario::Scenario,
    /// The tree of the scenario; `None` where it is empty.
    pub(super) root: Option<Node>,
    /// Problems of the scenario.
    problems: Vec<Diagnostic>,
}

impl<'a> Ground<'a> {
    pub(super) fn read(request: &'a Request<'a>) -> Result<Self, Refusal> {
        let (problems, setting) = analysis::setting(request);
        let Some(setting) = setting else {
            let why = "The present text cannot be simulated.";
            return Err(Refusal::new(why, "Mend what the problems say first."));
        };
        let (template, _) = template::read(request.template);
        let plan = plan::expand(&template, &setting.plan.stage);
        let scenario = scenario::read(request.scenario, &template, plan.as_ref()).scenario;
        Ok(Self {
            request,
            setting,
            root: yaml::parse(request.scenario).root,
            template,
            scenario,
            problems,
        })
    }

    /// The task of this name.
    pub(super) fn task(&self, name: &str) -> Result<&Task, Refusal> {
        let mut tasks = self.setting.plan.tasks.iter();
        tasks.find(|task| task.name == name).ok_or_else(|| {
            let stage = &self.setting.plan.stage;
            Refusal::new(format!("Stage `{stage}` has no task `{name}`."), "")
        })
    }

    /// What the scenario says of the reference.
    pub(super) fn conduct(&self, task: &Task) -> Option<&Conduct> {
        self.scenario.tasks.get(&task.reference)
    }

    /// The service that the task deploys, if it is declared.
    pub(super) fn service(&self, task: &Task) -> Option<&Service> {
        let services = self.template.services.iter();
        let name = task.reference.strip_prefix("services.");
        name.and_then(|name| services.clone().find(|it| it.name.value == name))
    }

    /// How the task behaves.
    pub(super) fn behaviour(&self, task: &Task) -> &Behaviour {
        let tasks = self.setting.plan.tasks.iter();
        let at = tasks.clone().position(|it| it.name == task.name);
        &self.setting.behaviours[at.unwrap_or_default()]
    }

    /// An edit of the scenario is granted if it can be made, brings no error, and nothing but what `differ` lets
    /// differ behaves otherwise.
    pub(super) fn of_scenario(
        &self,
        edit: Result<(Edit, String), WriteError>,
        what: &str,
        done: String,
        differ: impl Fn(&Task, &mut Behaviour, &mut Behaviour),
    ) -> Result<Granted, Refusal> {
        self.readable()?;
        let (edit, after) = edit.map_err(|error| unwritable(what, &error))?;
        let (problems, setting) = analysis::setting(&Request {
            scenario: &after,
            ..self.request.clone()
        });
        if let Some(problem) = new_problem(&self.problems, &problems, Severity::Warning) {
            return Err(Refusal::new(
                format!("That cannot be: {}", problem.message),
                "",
            ));
        }
        let mut setting = setting.ok_or_else(|| {
            Refusal::new(
                "That makes too large a simulation.",
                "Let fewer tasks have it.",
            )
        })?;
        let mut before = self.setting.clone();
        let pairs = before.behaviours.iter_mut().zip(&mut setting.behaviours);
        for (task, (then, now)) in self.setting.plan.tasks.iter().zip(pairs) {
            differ(task, then, now);
        }
        if before != setting {
            return Err(unwritable(what, &WriteError::Tangled));
        }
        Ok(Granted {
            text: Text::Scenario,
            edits: vec![edit],
            after,
            done,
        })
    }

    /// The template with edits.
    pub(super) fn edited_template(&self, edits: &[Edit]) -> String {
        apply(edits, self.request.template)
    }

    /// Whether the scenario is as good as it is written: a repaired tree has places that are not there.
    fn readable(&self) -> Result<(), Refusal> {
        let is_broken = !yaml::parse(self.request.scenario).problems.is_empty();
        match is_broken {
            true => Err(Refusal::new(
                "The scenario cannot be read as it is written.",
                "Mend what the problems say of it first.",
            )),
            false => Ok(()),
        }
    }
}

fn unwritable(what: &str, error: &WriteError) -> Refusal {
    match error {
        WriteError::Scalar(key) => Refusal::new(
            format!("`{key}` of the scenario is a single value, so {what} has no place in it."),
            "Write it as a mapping first.",
        ),
        WriteError::NoItem { list, .. } => Refusal::new(
            format!("`{list}` of the scenario is a list, so {what} has no place in it."),
            "Write it as a mapping first.",
        ),
        WriteError::Tangled => Refusal::new(
            format!(
                "{what} cannot be written into the scenario without changing something else: it is shared through an anchor, or an alias."
            ),
            "Write it out where it is used first.",
        ),
    }
}

/// A problem that was not there before, and is as bad as that, or a name that nothing has.
pub(super) fn new_problem<'d>(
    before: &[Diagnostic],
    after: &'d [Diagnostic],
    least: Severity,
) -> Option<&'d Diagnostic> {
    let is_bad = |it: &&Diagnostic| {
        it.severity == Severity::Error || it.severity == least || it.code.starts_with("unknown-")
    };
    let was_there = |it: &Diagnostic| {
        let mut before = before.iter();
        before.any(|other| other.code == it.code && other.message == it.message)
    };
    let mut bad = after.iter().filter(is_bad);
    bad.find(|it| !was_there(it))
}
