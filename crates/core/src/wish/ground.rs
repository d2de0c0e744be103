//! The texts that a wish is about, as they are written and as they are understood.

use super::{Granted, Refusal, Text};
use crate::analysis::{self, Analysis, Prepared, Request};
use crate::diagnostic::{Diagnostic, Edit, Severity, apply};
use crate::plan::Task;
use crate::refactor::Subject;
use crate::scenario::{Conduct, Scenario, WriteError};
use crate::simulate::{Behaviour, Setting};
use crate::template::{Service, Template};
use crate::yaml::{self, Node};
use std::cell::OnceCell;

/// What is known before anything is wished for. The texts are read once, however much is asked about them.
pub struct Ground<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) setting: Setting,
    prepared: Prepared,
    scenario: Scenario,
    /// The tree of the scenario; `None` where it is empty.
    pub(super) root: Option<Node>,
    /// Whether the tree is as it is written: a repaired one has places that are not there.
    is_root_whole: bool,
    /// Problems of the scenario.
    problems: Vec<Diagnostic>,
    checked: OnceCell<Analysis>,
    subject: OnceCell<Option<Subject<'a>>>,
}

impl<'a> Ground<'a> {
    /// Reads the texts of the request.
    ///
    /// # Errors
    /// If they cannot be simulated.
    pub fn read(request: &'a Request<'a>) -> Result<Self, Refusal> {
        let prepared = Prepared::read(request);
        let heard = prepared.with(request);
        let setting = heard.setting.ok_or_else(|| {
            let why = "The present text cannot be simulated.";
            Refusal::new(why, "Mend what the problems say first.")
        })?;
        let tree = yaml::parse(request.scenario);
        Ok(Self {
            request,
            setting,
            prepared,
            scenario: heard.scenario,
            root: tree.root,
            is_root_whole: tree.problems.is_empty(),
            problems: heard.problems,
            checked: OnceCell::new(),
            subject: OnceCell::new(),
        })
    }

    pub(super) fn template(&self) -> &Template {
        &self.prepared.template
    }

    /// What is wrong with the texts as they are.
    pub(super) fn checked(&self) -> &Analysis {
        (self.checked).get_or_init(|| analysis::check(self.request))
    }

    /// The template as something that can be edited; `None` if it has errors.
    pub(super) fn subject(&self) -> Option<&Subject<'a>> {
        let subject = self.subject.get_or_init(|| {
            let template = self.template().clone();
            Subject::of(self.request, template, &self.checked().template)
        });
        subject.as_ref()
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
        let services = self.template().services.iter();
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
        let heard = self.prepared.with(&Request {
            scenario: &after,
            ..self.request.clone()
        });
        if let Some(problem) = new_problem(&self.problems, &heard.problems, Severity::Warning) {
            return Err(Refusal::new(
                format!("That cannot be: {}", problem.message),
                "",
            ));
        }
        let mut setting = heard.setting.ok_or_else(|| {
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

    /// Whether the scenario behaves otherwise with this text.
    pub(super) fn differs_with(&self, scenario: &str) -> bool {
        let heard = self.prepared.with(&Request {
            scenario,
            ..self.request.clone()
        });
        heard.setting.is_some_and(|it| it != self.setting)
    }

    fn readable(&self) -> Result<(), Refusal> {
        match self.is_root_whole {
            true => Ok(()),
            false => Err(Refusal::new(
                "The scenario cannot be read as it is written.",
                "Mend what the problems say of it first.",
            )),
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
