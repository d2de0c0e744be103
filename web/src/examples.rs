//! Examples that teach one idea each; the files are in `web/examples`.

pub mod first;

use crate::model::Texts;

/// An example.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// Text of the template.
    pub template: &'static str,
    /// Text of the scenario.
    pub scenario: &'static str,
    about: &'static str,
}

impl Example {
    /// What the picker shows.
    pub fn title(&self) -> &'static str {
        self.about
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("# ")
    }

    /// One or two sentences of what to see.
    pub fn description(&self) -> &'static str {
        self.about
            .split_once('\n')
            .map_or("", |(_, rest)| rest.trim())
    }

    /// Both texts.
    pub fn texts(&self) -> Texts {
        Texts {
            template: self.template.to_owned(),
            scenario: self.scenario.to_owned(),
        }
    }
}

macro_rules! example {
    ($folder:literal) => {
        Example {
            template: include_str!(concat!("../examples/", $folder, "/template.yaml")),
            scenario: include_str!(concat!("../examples/", $folder, "/scenario.yaml")),
            about: include_str!(concat!("../examples/", $folder, "/about.md")),
        }
    };
}

static EXAMPLES: [Example; 9] = [
    example!("01-as-printed"),
    example!("02-serial-is-slow"),
    example!("03-parallel-step"),
    example!("04-b-before-a"),
    example!("05-halt-on-error"),
    example!("06-wait-for-finish"),
    example!("07-halt-and-background"),
    example!("08-shop-serial"),
    example!("09-shop-parallel"),
];

/// The example of these texts.
pub fn of(texts: &Texts) -> Option<&'static Example> {
    let is_it = |example: &&Example| {
        example.template == texts.template && example.scenario == texts.scenario
    };
    EXAMPLES.iter().find(is_it)
}

/// All examples, in the order in which they teach.
pub fn all() -> &'static [Example] {
    &EXAMPLES
}

#[cfg(test)]
mod tests;
