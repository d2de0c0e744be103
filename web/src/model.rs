//! The state of the page and how it changes: a pure function from a state and a message to the next
//! state and the effects that the shell has to carry out. No component, no browser.

mod drafts;
mod effect;
mod fixes;
mod foresight;
mod ghost;
mod lesson;
mod message;
mod play;
mod refactoring;
mod selection;
#[cfg(test)]
mod tests;
mod texts;
mod visit;

pub use effect::Effect;
pub use foresight::Foresight;
pub use ghost::{Adjustment, Ghost};
pub use message::{EngineTrouble, Msg, Theme, View};
pub use play::{Play, Playhead};
pub use refactoring::Refactoring;
pub use texts::Texts;
pub use visit::{Arrived, Choice, Source, Visit};

use crate::examples::{self, Example, first};
use crate::protocol::{Answer, Generation, Inputs, Located, Packed, Pane, Request, RunView};
use laneway_core::time::Millis;
use std::rc::Rc;

/// Everything the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What stands in the editors.
    pub texts: Texts,
    /// The stage that the user has chosen; `None` for the default one.
    pub stage: Option<String>,
    /// The stages to choose from.
    pub stages: Rc<Vec<String>>,
    /// Problems of the template.
    pub template_problems: Rc<Vec<Located>>,
    /// Problems of the scenario.
    pub scenario_problems: Rc<Vec<Located>>,
    /// The last run that could be simulated.
    pub run: Option<Rc<RunView>>,
    /// Whether the present texts cannot be simulated, so that `run` belongs to older ones.
    pub outdated: bool,
    /// Whether `run` is even that of another draft.
    is_run_of_another: bool,
    /// The run before the last edit in the picture, until the texts change again.
    pub ghost: Option<Ghost>,
    /// What is seen of the run.
    pub view: View,
    /// From when until when time is seen, if not all of it.
    pub window: Option<[Millis; 2]>,
    /// Where the playhead stands while the run is played.
    pub playhead: Option<Rc<Playhead>>,
    /// Name of the selected task.
    pub selected: Option<String>,
    /// What is wrong with the engine, if anything.
    pub trouble: Option<EngineTrouble>,
    /// Whether the editors could not be loaded.
    pub editors_missing: bool,
    /// The dialog with what could be changed, while it is open.
    pub refactoring: Option<Refactoring>,
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// Whose texts are in the editors.
    pub visit: Visit,
    /// Beats the scenario's seed.
    seed: Option<u64>,
    /// Whether a change of the texts has not been kept yet.
    has_changed: bool,
    generation: Generation,
    in_flight: Option<Generation>,
    answered: Option<Generation>,
    cursor: Option<usize>,
}

impl Model {
    /// The state at the start: the draft of the last visit, or the first example.
    pub fn new(draft: Option<Texts>, theme: Theme) -> Self {
        Self {
            texts: draft.unwrap_or_else(|| examples::all()[0].texts()),
            stage: None,
            stages: Rc::default(),
            template_problems: Rc::default(),
            scenario_problems: Rc::default(),
            run: None,
            outdated: false,
            is_run_of_another: false,
            ghost: None,
            view: View::default(),
            window: None,
            playhead: None,
            selected: None,
            trouble: None,
            editors_missing: false,
            refactoring: None,
            theme,
            visit: Visit::default(),
            seed: None,
            has_changed: false,
            generation: Generation::default(),
            in_flight: None,
            answered: None,
            cursor: None,
        }
    }

    /// The example whose texts are in the editors.
    pub fn example(&self) -> Option<&'static Example> {
        examples::of(&self.texts)
    }

    /// Whether the engine has answered at all.
    pub fn is_answered(&self) -> bool {
        self.answered.is_some()
    }

    /// Whether `run` is about to be replaced, because the engine has not answered to the present state yet.
    pub fn is_awaited(&self) -> bool {
        !self.is_current() && self.trouble.is_none()
    }

    /// Whether the engine has answered to the present state.
    fn is_current(&self) -> bool {
        self.answered == Some(self.generation)
    }

    /// Takes note of what happened; returns what has to be done about it, in order.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Started => self.started(),
            Msg::EditorsMissing => {
                self.editors_missing = true;
                vec![]
            }
            Msg::Edited(pane, text) => self.edited(pane, text),
            Msg::TypingPaused(generation) if generation == self.generation => self.typing_paused(),
            Msg::TypingPaused(_) => vec![],
            Msg::CursorMoved(offset) => self.cursor_moved(offset),
            Msg::LinkFollowed(followed) => self.followed(followed),
            Msg::VisitChosen(choice) => self.visit_chosen(choice),
            Msg::ShareWanted => vec![self.share()],
            Msg::ExampleChosen(index) => self.example_chosen(index),
            Msg::StageChosen(stage) => {
                self.stage = Some(stage);
                self.window = None;
                self.ghost = None;
                self.ask_anew()
            }
            Msg::ViewChosen(view) => self.view_chosen(view),
            Msg::WindowChosen(window) => {
                self.window = window;
                vec![]
            }
            Msg::LessonsWanted => vec![Effect::ShowLessons],
            Msg::LessonShown(shown) => self.lesson_shown(*shown),
            Msg::PlayWanted => self.play_wanted(),
            Msg::Played(playhead) => self.played(playhead),
            Msg::PlayClosed => self.play_closed(),
            Msg::ChangesChosen(pane, text, changes) => {
                vec![Effect::Refactor {
                    pane,
                    text,
                    changes,
                }]
            }
            Msg::Adjusted(edit) => self.adjusted(edit),
            Msg::AdjustmentUndone => self.adjustment_undone(),
            Msg::GhostDismissed => {
                self.ghost = None;
                vec![]
            }
            Msg::FixChosen(pane, changes) => vec![Effect::Fix(pane, changes)],
            Msg::AllFixesChosen => self.all_fixes_chosen(),
            Msg::RuleChosen(code) => vec![Effect::OpenRule(code)],
            Msg::TextsBrought(template, scenario) => self.bring(template, scenario),
            Msg::DraftOpened(texts) => self.draft_opened(texts),
            Msg::DraftsWanted => self.drafts_wanted(),
            Msg::RefactoringWanted(cursor) => self.refactoring_wanted(cursor),
            Msg::Offered(offers) => self.offered(*offers),
            Msg::OfferChosen(generation, index) => self.offer_chosen(generation, index),
            Msg::RefactoringClosed => {
                self.refactoring = None;
                vec![]
            }
            Msg::KeysWanted => vec![Effect::ShowKeys],
            Msg::PlaceChosen(pane, range) => vec![Effect::Reveal {
                pane,
                range,
                focus: true,
            }],
            Msg::TaskSelected(index) => self.task_selected(index),
            Msg::ThemeToggled => {
                self.theme = self.theme.next();
                vec![Effect::ApplyTheme(self.theme)]
            }
            Msg::Answered(answer) => self.answered(*answer),
            Msg::TookTooLong(generation) if self.in_flight == Some(generation) => {
                self.restart(EngineTrouble::TooSlow)
            }
            Msg::OffersTookTooLong(generation) if self.awaits_offers(generation) => {
                self.restart(EngineTrouble::TooSlow)
            }
            Msg::TookTooLong(_) | Msg::OffersTookTooLong(_) => vec![],
            Msg::EngineFailed(EngineTrouble::NotLoaded) => {
                self.in_flight = None;
                self.trouble = Some(EngineTrouble::NotLoaded);
                self.offers_failed()
            }
            Msg::EngineFailed(trouble) => self.restart(trouble),
            Msg::ReportWanted => {
                let report = |trouble| Effect::Report(trouble, self.inputs());
                self.trouble.map(report).into_iter().collect()
            }
            Msg::Retried => self.retry(),
        }
    }

    /// What the engine says of the first example is known, so that the first picture need not wait for it.
    fn started(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::StartEngine];
        match first::answer(&self.inputs()) {
            Some(answer) => effects.extend(self.answered(answer)),
            None => effects.extend(self.send()),
        }
        if self.visit != Visit::Own {
            effects.push(self.show_visit());
        }
        effects
    }

    fn edited(&mut self, pane: Pane, text: String) -> Vec<Effect> {
        self.lay_ghost(pane, &text);
        self.texts.set(pane, text);
        self.has_changed = true;
        self.generation = Generation(self.generation.0.wrapping_add(1));
        let mut effects = vec![Effect::AwaitTypingPause(self.generation)];
        effects.extend(self.send());
        effects
    }

    fn typing_paused(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.save_draft().into_iter().collect();
        effects.extend(self.renew_offers());
        effects
    }

    fn ask_anew(&mut self) -> Vec<Effect> {
        self.generation = Generation(self.generation.0.wrapping_add(1));
        self.send()
    }

    /// Asks about the present state, unless the engine is busy: then the next answer triggers it, so
    /// that states in between are skipped.
    fn send(&mut self) -> Vec<Effect> {
        if self.in_flight.is_some() {
            return vec![];
        }
        self.in_flight = Some(self.generation);
        vec![Effect::Send(Request {
            generation: self.generation,
            inputs: self.inputs(),
        })]
    }

    fn inputs(&self) -> Inputs {
        Inputs {
            template: self.texts.template.clone(),
            scenario: self.texts.scenario.clone(),
            stage: self.stage.clone(),
            seed: self.seed,
        }
    }

    fn answered(&mut self, answer: Answer) -> Vec<Effect> {
        if self.in_flight == Some(answer.generation) {
            self.in_flight = None;
        }
        if answer.generation != self.generation {
            return self.send();
        }
        self.trouble = None;
        self.stages = Rc::new(answer.stages);
        if self
            .stage
            .as_ref()
            .is_some_and(|stage| !self.stages.contains(stage))
        {
            self.stage = None;
            return self.ask_anew();
        }
        self.show(
            answer.template,
            answer.scenario,
            answer.run.map(Packed::unpack),
        )
    }

    fn show(
        &mut self,
        template: Vec<Located>,
        scenario: Vec<Located>,
        run: Option<RunView>,
    ) -> Vec<Effect> {
        self.answered = Some(self.generation);
        self.template_problems = Rc::new(template);
        self.scenario_problems = Rc::new(scenario);
        self.outdated = run.is_none();
        if run.is_some() || self.is_run_of_another {
            self.run = run.map(Rc::new);
            self.is_run_of_another = false;
        }
        self.forget_moment();
        if let Some(cursor) = self.cursor.take() {
            self.selected = self.task_at(cursor);
        } else if self.selected_index().is_none() {
            self.selected = None;
        }
        let mut effects = vec![
            Effect::ShowProblems(Pane::Template, Rc::clone(&self.template_problems)),
            Effect::ShowProblems(Pane::Scenario, Rc::clone(&self.scenario_problems)),
            Effect::Mark(self.marks()),
        ];
        effects.extend(self.foresee());
        effects.extend(self.play(false));
        effects
    }

    /// The texts stay; the state that broke the engine is not sent again by itself.
    fn restart(&mut self, trouble: EngineTrouble) -> Vec<Effect> {
        self.in_flight = None;
        self.trouble = Some(trouble);
        let mut effects = vec![Effect::RestartEngine];
        effects.extend(self.offers_failed());
        effects
    }

    fn retry(&mut self) -> Vec<Effect> {
        self.trouble = None;
        self.in_flight = None;
        let mut effects = vec![Effect::RestartEngine];
        effects.extend(self.ask_anew());
        effects
    }
}
