//! What the page and the engine's worker say to each other. Both sides share these types; places
//! are counted in UTF-16 code units, as the editor counts them.

mod language;
mod packed;
mod refactor;

pub use language::{About, Meaning, Question, Told, Word, Words};
pub use packed::Packed;
pub use refactor::{Offer, Offers, OffersWanted};

use crate::worker::client::Spoken;
use laneway_core::analysis;
use laneway_core::diagnostic::Severity;
use laneway_core::report::Report;
use serde::{Deserialize, Serialize};

/// Numbers the states of the texts; an answer to an older state is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Generation(pub u32);

/// One of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pane {
    /// The application template.
    Template,
    /// How its tasks behave.
    Scenario,
}

/// What is to be analysed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Inputs {
    /// Text of the template.
    pub template: String,
    /// Text of the scenario; empty for none.
    pub scenario: String,
    /// Stage to simulate; `None` for the default one.
    pub stage: Option<String>,
    /// Beats the scenario's seed.
    pub seed: Option<u64>,
}

impl Inputs {
    /// What core is asked about these texts.
    pub fn request(&self) -> analysis::Request<'_> {
        analysis::Request {
            template: &self.template,
            scenario: &self.scenario,
            stage: self.stage.as_deref(),
            seed: self.seed,
        }
    }
}

/// What the page asks of the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToEngine {
    /// Everything that the page shows; answered by [`FromEngine::Answer`].
    Analyze(Request),
    /// The report as the command line prints it; answered by [`FromEngine::Json`].
    Json {
        /// Comes back with the answer.
        id: u32,
        /// What to simulate.
        inputs: Inputs,
    },
    /// What an editor wants to know; answered by [`FromEngine::Told`].
    Ask {
        /// Comes back with the answer.
        id: u32,
        /// The question.
        question: Question,
    },
    /// What could be changed; answered by [`FromEngine::Offers`].
    Offer(OffersWanted),
}

/// What the engine says to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromEngine {
    /// The engine has loaded and listens.
    Ready,
    /// Answers [`ToEngine::Analyze`].
    Answer(Box<Answer>),
    /// Answers [`ToEngine::Json`].
    Json {
        /// The request's.
        id: u32,
        /// The report; `None` when nothing can be simulated.
        json: Option<String>,
    },
    /// Answers [`ToEngine::Ask`].
    Told {
        /// The question's.
        id: u32,
        /// What there is to say; `None` for nothing.
        told: Option<Told>,
    },
    /// Answers [`ToEngine::Offer`].
    Offers(Box<Offers>),
}

impl Spoken for FromEngine {
    fn is_ready(&self) -> bool {
        matches!(self, Self::Ready)
    }
}

/// The texts in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The state's number.
    pub generation: Generation,
    /// The state.
    pub inputs: Inputs,
}

/// Everything the page shows about one state of the texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The number of the state.
    pub generation: Generation,
    /// Problems of the template, by place.
    pub template: Vec<Located>,
    /// Problems of the scenario, by place.
    pub scenario: Vec<Located>,
    /// The stages to choose from.
    pub stages: Vec<String>,
    /// The simulated run; `None` when nothing can be simulated.
    pub run: Option<Packed>,
}

/// A simulated run, as the views need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunView {
    /// What happened; rows in plan order.
    pub report: Report,
    /// What happened and why, in sentences; the first is the headline.
    pub summary: Vec<String>,
    /// Where each step stands in the template, in the order of `report.steps`.
    pub step_spans: Vec<TextRange>,
    /// Where each task stands in the template, in the order of `report.tasks`.
    pub task_spans: Vec<TextRange>,
}

/// A half-open range of a text in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TextRange {
    /// First unit inside.
    pub start: usize,
    /// First unit past it.
    pub end: usize,
}

impl Located {
    /// The repair that surely keeps what the author meant, if there is one.
    pub fn sure_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.safe)
    }
}

/// A problem with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// Stable name of the rule.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Repairs, the best first.
    pub fixes: Vec<Fix>,
}

/// A place in a text, for editors and for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// For the editor.
    pub range: TextRange,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in characters.
    pub column: usize,
}

/// Another place that belongs to a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where it is.
    pub place: Place,
}

/// A repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What its button says.
    pub title: String,
    /// Whether it surely keeps what the author meant.
    pub safe: bool,
    /// Non-overlapping, ascending, all against the text of the answer's generation.
    pub changes: Vec<Change>,
}

/// Replaces a range of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What is replaced; empty for an insertion.
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}
