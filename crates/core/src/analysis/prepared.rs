//! A template that is read once, for whoever asks about one scenario after another, or about many changes.

use super::{Request, hear, plan};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::scenario::{self, Scenario};
use crate::simulate::Setting;
use crate::template::{self, Template};

/// The stage of a request as its template has it. To read a template with errors of syntax takes long: each of many
/// possible repairs is tried.
pub(crate) struct Prepared {
    pub(crate) template: Template,
    plan: Option<Plan>,
}

/// What a scenario says of it.
pub(crate) struct Heard {
    /// Problems of the scenario.
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) scenario: Scenario,
    /// What is simulated; `None` if there is no such stage, or it is too large.
    pub(crate) setting: Option<Setting>,
}

impl Prepared {
    pub(crate) fn read(request: &Request) -> Self {
        let (template, _) = template::read(request.template);
        let plan = plan(&template, request.stage);
        Self { template, plan }
    }

    /// With the scenario of the request, whose template is this one.
    pub(crate) fn with(&self, request: &Request) -> Heard {
        let heard = hear(request, &self.template, self.plan.as_ref());
        let fits = |plan: &&Plan| scenario::fits(plan, &self.template, &heard.scenario);
        let plan = self.plan.as_ref().filter(fits);
        Heard {
            setting: plan
                .map(|plan| scenario::resolve(plan.clone(), &self.template, &heard.scenario)),
            problems: heard.problems,
            scenario: heard.scenario,
        }
    }
}
