//! Checking one text, with all that its problems depend on: its other half and the project's levels.

use super::documents::{Documents, Pair};
use super::pair;
use crate::config::Configs;
use crate::input::Refusal;
use laneway_core::analysis::{self, Request};
use laneway_core::diagnostic::{Diagnostic, Levels};

/// How a text is checked.
pub(super) struct Checking {
    pair: Pair,
    is_scenario: bool,
    levels: Levels,
    /// What is wrong with the configuration that the levels come from.
    pub(super) refused: Vec<Refusal>,
}

impl Checking {
    pub(super) fn of(documents: &Documents, uri: &str) -> Self {
        let mut configs = Configs::default();
        let path = pair::path(uri);
        let levels = path.map(|path| configs.levels_for(&path));
        Self {
            pair: documents.pair(uri),
            is_scenario: pair::is_scenario(uri),
            levels: levels.unwrap_or_default(),
            refused: configs.refused,
        }
    }

    /// What is wrong with `text` in the place of the one that is open.
    pub(super) fn problems(&self, text: &str) -> Vec<Diagnostic> {
        let Pair { template, scenario } = &self.pair;
        let (template, scenario) = if self.is_scenario {
            (template.text.as_str(), text)
        } else {
            (text, scenario.text.as_str())
        };
        let analysis = analysis::check(&Request {
            template,
            scenario,
            ..Request::default()
        });
        self.levels.apply(if self.is_scenario {
            analysis.scenario
        } else {
            analysis.template
        })
    }
}
