//! Carries out what the model asks for: timers, the engine, the editors, storage.

use crate::interop::{
    self, Dialogs, Drafts, Editor, EditorOptions, Hand, Hooks, Lessons, Links, Panel, Player,
    Present,
};
use crate::model::{Effect, EngineTrouble, Msg, Visit};
use crate::promises::{Engine, Promises};
use crate::protocol::{FromEngine, Generation, OffersWanted, Pane, Request, ToEngine, Told};
use crate::simulate_json;
use crate::worker::client::{Client, Heard};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;
use yew::Callback;

/// How long typing has to pause before the texts are kept, in milliseconds: below what is felt as a
/// delay, above the distance of two keys struck together.
const TYPING_PAUSE: u32 = 60;

/// How long the engine may take over one state of the texts, in milliseconds.
const PATIENCE: u32 = 10_000;

/// Everything of the browser that the page holds on to.
pub struct Shell {
    link: Callback<Msg>,
    template: Option<Editor>,
    scenario: Option<Editor>,
    present: Present,
    engine: Engine,
    promises: Promises,
    dialogs: Dialogs,
    panel: Panel,
    player: Player,
    hand: Hand,
    links: Links,
    _lessons: Lessons,
    _drafts: Drafts,
    typing: Option<Timeout>,
    watchdog: Option<Timeout>,
    offers_watchdog: Option<Timeout>,
}

impl Shell {
    /// Nothing is running yet; messages go to `link`.
    pub fn new(link: Callback<Msg>, links: Links, drafts: Drafts, present: Present) -> Self {
        let (engine, promises) = (Engine::default(), Promises::default());
        simulate_json::install(&engine, &promises);
        let (dialogs, panel) = (Dialogs::new(link.clone()), Panel::new(link.clone()));
        let (player, lessons) = (Player::new(link.clone()), Lessons::new(link.clone()));
        let hand = Hand::new(link.clone(), Rc::clone(&present.texts));
        Self {
            link,
            template: None,
            scenario: None,
            present,
            engine,
            promises,
            dialogs,
            panel,
            player,
            hand,
            links,
            _lessons: lessons,
            _drafts: drafts,
            typing: None,
            watchdog: None,
            offers_watchdog: None,
        }
    }

    /// Puts an editor into its place on the page.
    ///
    /// # Errors
    /// When the editor's program has not been loaded.
    pub fn mount(&mut self, pane: Pane, host: &HtmlElement, text: &str) -> Result<(), JsValue> {
        let label = match pane {
            Pane::Template => "Template text",
            Pane::Scenario => "Scenario text",
        };
        let options = EditorOptions {
            label,
            help_id: "editor-keys",
            text,
        };
        let texts = &self.present.texts;
        texts.borrow_mut().set(pane, text.to_owned());
        let editor = Editor::mount(host, &options, self.hooks(pane))?;
        match pane {
            Pane::Template => self.template = Some(editor),
            Pane::Scenario => self.scenario = Some(editor),
        }
        Ok(())
    }

    /// What an editor tells and asks.
    fn hooks(&self, pane: Pane) -> Hooks {
        let (link, present) = (self.link.clone(), self.present.clone());
        let on_change = move |text: String| {
            present.texts.borrow_mut().set(pane, text.clone());
            present.has_changed.set(true);
            link.emit(Msg::Edited(pane, text));
        };
        let moved = self.link.reform(Msg::CursorMoved);
        let on_cursor = move |offset| {
            if pane == Pane::Template {
                moved.emit(offset);
            }
        };
        let (texts, engine) = (Rc::clone(&self.present.texts), Rc::clone(&self.engine));
        let promises = self.promises.clone();
        let ask = move |about, offset| {
            let question = texts.borrow().question(about, pane, offset);
            promises.ask(&engine, |id| ToEngine::Ask { id, question })
        };
        let link = self.link.clone();
        let on_refactor = move |offset| {
            let cursor = (pane == Pane::Template).then_some(offset);
            link.emit(Msg::RefactoringWanted(cursor));
        };
        Hooks::new(on_change, on_cursor, on_refactor, ask)
    }

    /// Carries out one effect.
    pub fn run(&mut self, effect: Effect) {
        match effect {
            Effect::AwaitTypingPause(generation) => {
                self.typing = Some(self.later(TYPING_PAUSE, Msg::TypingPaused(generation)));
            }
            Effect::Send(request) => self.send(request),
            Effect::StartEngine | Effect::RestartEngine => self.start_engine(),
            Effect::Replace(pane, text) => self.edit(pane, |editor| editor.replace(&text)),
            Effect::Fix(pane, changes) => self.edit(pane, |editor| editor.fix(&changes)),
            Effect::OpenRule(code) => self.dialogs.open_rule(&code),
            Effect::AskOffers(wanted) => self.ask_offers(wanted),
            Effect::ShowRefactoring(shown) => self.dialogs.show_refactoring(shown.as_deref()),
            Effect::Refactor {
                pane,
                text,
                changes,
            } => self.edit(pane, |editor| editor.refactor(&text, &changes)),
            Effect::Adjust(it) => self.edit(it.pane, |editor| editor.adjust(&it.text, &it.changes)),
            Effect::Undo(pane, text) => self.edit(pane, |editor| editor.undo(&text)),
            Effect::ShowKeys => interop::show_keys(),
            Effect::ShowLessons => interop::show_lessons(),
            Effect::ShowVisit(visit) => {
                let is_shared = matches!(visit, Visit::Shared { .. });
                self.present.is_shared.set(is_shared);
                self.links.show(&visit);
            }
            Effect::LeaveLink => interop::leave_link(),
            Effect::KeepEarlier(texts) => interop::keep_earlier(texts.as_ref()),
            Effect::Share(inputs, view) => interop::share(&inputs, &view),
            Effect::Report(trouble, inputs) => interop::report(trouble, &inputs),
            Effect::Foresee(wanted) => self.panel.foresee(&wanted),
            Effect::Play(wanted) => self.player.play(&wanted),
            Effect::ShowProblems(pane, problems) => {
                self.edit(pane, |editor| editor.set_problems(&problems));
            }
            Effect::Reveal { pane, range, focus } => {
                self.edit(pane, |editor| editor.reveal(range, focus));
            }
            Effect::Mark(ranges) => self.edit(Pane::Template, |editor| editor.mark(&ranges)),
            Effect::SaveDraft(texts) => interop::save_draft(&texts),
            Effect::OpenDraft(texts) => {
                self.edit(Pane::Template, |editor| editor.open(&texts.template));
                self.edit(Pane::Scenario, |editor| editor.open(&texts.scenario));
            }
            Effect::ShowDrafts(texts, is_shared) => interop::show_drafts(&texts, is_shared),
            Effect::ApplyTheme(theme) => interop::apply_theme(theme),
        }
    }

    fn edit(&self, pane: Pane, act: impl FnOnce(&Editor)) {
        let editor = match pane {
            Pane::Template => &self.template,
            Pane::Scenario => &self.scenario,
        };
        if let Some(editor) = editor {
            act(editor);
        }
    }

    fn later(&self, millis: u32, msg: Msg) -> Timeout {
        let link = self.link.clone();
        Timeout::new(millis, move || link.emit(msg))
    }

    fn send(&mut self, request: Request) {
        let generation: Generation = request.generation;
        self.watchdog = Some(self.later(PATIENCE, Msg::TookTooLong(generation)));
        self.hand.show(&request.inputs);
        self.tell(&ToEngine::Analyze(request));
    }

    fn ask_offers(&mut self, wanted: OffersWanted) {
        let late = Msg::OffersTookTooLong(wanted.generation);
        self.offers_watchdog = Some(self.later(PATIENCE, late));
        self.tell(&ToEngine::Offer(wanted));
    }

    fn tell(&self, message: &ToEngine) {
        let engine = self.engine.borrow();
        let sent = engine.as_ref().map(|engine| engine.send(message));
        if sent.is_none_or(|sent| sent.is_err()) {
            self.link.emit(Msg::EngineFailed(EngineTrouble::NotLoaded));
        }
    }

    /// The old engine, if there is one, ends when it is dropped.
    fn start_engine(&self) {
        let link = self.link.clone();
        let promises = self.promises.clone();
        let heard = Callback::from(move |heard| match heard {
            Heard::Message(FromEngine::Answer(answer)) => link.emit(Msg::Answered(answer)),
            Heard::Message(FromEngine::Offers(offers)) => link.emit(Msg::Offered(offers)),
            Heard::Message(FromEngine::Json { id, json }) => {
                promises.settle(id, &json.map_or(JsValue::NULL, JsValue::from));
            }
            Heard::Message(FromEngine::Told { id, told }) => promises.settle(id, &plain(told)),
            Heard::Message(FromEngine::Ready) => {}
            Heard::Died { loaded: true } => link.emit(Msg::EngineFailed(EngineTrouble::Crashed)),
            Heard::Died { loaded: false } => link.emit(Msg::EngineFailed(EngineTrouble::NotLoaded)),
        });
        self.promises.abandon();
        let worker = interop::start_worker().ok();
        *self.engine.borrow_mut() = worker.map(|worker| Client::new(worker, heard));
    }
}

/// What an editor is told, as its JavaScript takes it.
fn plain(told: Option<Told>) -> JsValue {
    match told {
        Some(Told::Words(words)) => interop::plain(&words),
        Some(Told::Meaning(meaning)) => interop::plain(&meaning),
        None => JsValue::NULL,
    }
}
