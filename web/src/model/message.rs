use super::{Adjustment, Choice, Playhead, Texts};
use crate::links::Followed;
use crate::protocol::{Answer, Change, Generation, Offers, Pane, TextRange};
use laneway_core::share::Shared;
use serde::Serialize;

/// Something that has happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The page stands, and the editors hold the first texts.
    Started,
    /// The editors could not be loaded.
    EditorsMissing,
    /// An editor's text has changed, by the user or by an effect.
    Edited(Pane, String),
    /// No change came for a moment.
    TypingPaused(Generation),
    /// The user has moved the cursor in the template, to this UTF-16 offset.
    CursorMoved(usize),
    /// The link in the address has been followed.
    LinkFollowed(Followed),
    /// The user has decided what is to become of what a link brought.
    VisitChosen(Choice),
    /// The user wants a link.
    ShareWanted,
    /// The user wants this example.
    ExampleChosen(usize),
    /// The user wants to see this stage.
    StageChosen(String),
    /// The user wants to see the run like this.
    ViewChosen(View),
    /// The user wants to see the lessons.
    LessonsWanted,
    /// A lesson shows these texts, and the moment of the playhead if it is played.
    LessonShown(Box<Shared>),
    /// The user wants to play the run.
    PlayWanted,
    /// The playhead stands there now.
    Played(Playhead),
    /// The user has closed the player.
    PlayClosed,
    /// The user wants these changes, which were offered for this text of an editor.
    ChangesChosen(Pane, String, Vec<Change>),
    /// The user has edited in the picture.
    Adjusted(Box<Adjustment>),
    /// The user takes that back.
    AdjustmentUndone,
    /// The user has seen the earlier run.
    GhostDismissed,
    /// The user wants this repair.
    FixChosen(Pane, Vec<Change>),
    /// The user wants all repairs that surely keep what was meant.
    AllFixesChosen,
    /// The user wants to read the page about this code.
    RuleChosen(String),
    /// The user wants this template, this scenario, or both in the editors, in the place of what is there: an
    /// example of such a page, a file, or an earlier state of the draft.
    TextsBrought(Option<String>, Option<String>),
    /// The user works on another draft from now on, and this is what it holds.
    DraftOpened(Texts),
    /// The user wants to see the drafts.
    DraftsWanted,
    /// The user wants to see what could be changed in the template: at this UTF-16 offset first, if
    /// one is given.
    RefactoringWanted(Option<usize>),
    /// The engine knows what could be changed.
    Offered(Box<Offers>),
    /// The user wants the change of this index among those offered for this state of the texts.
    OfferChosen(Generation, usize),
    /// The user has closed the dialog with what could be changed.
    RefactoringClosed,
    /// The user wants to know the keys.
    KeysWanted,
    /// The user wants to see this place.
    PlaceChosen(Pane, TextRange),
    /// The user has selected a task in the timeline, or none.
    TaskSelected(Option<usize>),
    /// The user wants other colours.
    ThemeToggled,
    /// The engine has answered.
    Answered(Box<Answer>),
    /// The engine has had its time for this state.
    TookTooLong(Generation),
    /// The engine has had its time to say what could be changed in this state.
    OffersTookTooLong(Generation),
    /// The engine did not load, or has died.
    EngineFailed(EngineTrouble),
    /// The user wants to report what is wrong with the engine.
    ReportWanted,
    /// The user wants the engine to try the present texts again.
    Retried,
}

/// What is wrong with the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineTrouble {
    /// It could not be loaded.
    NotLoaded,
    /// It died over the present texts.
    Crashed,
    /// It took too long over the present texts.
    TooSlow,
}

/// What is seen of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum View {
    /// One run, over time.
    #[default]
    Timeline,
    /// What to expect of many.
    Forecast,
    /// What to change next.
    Advice,
    /// What becomes of the forecast when one figure changes.
    Sweep,
}

/// The colours of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The name that is stored, and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of this name; the system's for any other.
    pub fn from_name(name: &str) -> Self {
        let themes = [Self::Light, Self::Dark];
        themes
            .into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or_default()
    }

    /// The next one in the round of the toggle.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}
