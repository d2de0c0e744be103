use super::{Adjustment, EngineTrouble, Foresight, Play, Refactoring, Texts, Theme, Visit};
use crate::protocol::{
    Change, Generation, Inputs, Located, OffersWanted, Pane, Request, TextRange,
};
use laneway_core::share::SharedView;
use std::rc::Rc;

/// Something that the shell has to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Send [`Msg::TypingPaused`](super::Msg::TypingPaused) after a short pause, unless asked again
    /// meanwhile.
    AwaitTypingPause(Generation),
    /// Ask the engine, and watch how long it takes.
    Send(Request),
    /// Load the engine.
    StartEngine,
    /// Replace the engine by a fresh one.
    RestartEngine,
    /// Replace an editor's text, undoably.
    Replace(Pane, String),
    /// Apply the changes of a fix in an editor.
    Fix(Pane, Vec<Change>),
    /// Open the page about a code.
    OpenRule(String),
    /// Ask the engine what could be changed, and watch how long it takes.
    AskOffers(OffersWanted),
    /// Show this in the dialog with what could be changed, opened if need be; or close it.
    ShowRefactoring(Option<Box<Refactoring>>),
    /// Make these changes in an editor, if it holds this text; undone in one step.
    Refactor {
        /// The editor.
        pane: Pane,
        /// The text.
        text: String,
        /// Its changes.
        changes: Vec<Change>,
    },
    /// Make this edit, undone in one step, without taking the focus.
    Adjust(Box<Adjustment>),
    /// Take back the last step in an editor, if it holds this text.
    Undo(Pane, String),
    /// Show what many runs of this state of the texts say.
    Foresee(Foresight),
    /// Play the run of this state of the texts.
    Play(Play),
    /// Say whose texts are in the editors, and offer what can be done about it.
    ShowVisit(Visit),
    /// Take the link out of the address.
    LeaveLink,
    /// Keep the draft that a copy took the place of, or forget it.
    KeepEarlier(Option<Texts>),
    /// Open the dialog with a link that holds this, and what is seen of it.
    Share(Inputs, SharedView),
    /// Open the list of lessons.
    ShowLessons,
    /// Open the dialog with a report about what went wrong over this.
    Report(EngineTrouble, Inputs),
    /// Open the card with the keys.
    ShowKeys,
    /// Underline problems in an editor.
    ShowProblems(Pane, Rc<Vec<Located>>),
    /// Select a range in an editor and scroll to it.
    Reveal {
        /// The editor.
        pane: Pane,
        /// What to select.
        range: TextRange,
        /// Whether the editor takes the focus.
        focus: bool,
    },
    /// Mark the lines of these ranges in the template, and no others.
    Mark(Vec<TextRange>),
    /// Keep the texts for the next visit.
    SaveDraft(Texts),
    /// Put another draft into the editors, with nothing to undo.
    OpenDraft(Texts),
    /// Open the dialog with the drafts, which may save these texts as files; they may be those of a link.
    ShowDrafts(Texts, bool),
    /// Paint the page in these colours, now and at the next visit.
    ApplyTheme(Theme),
}
