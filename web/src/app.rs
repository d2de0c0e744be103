//! The page as a component: holds the model, hands every message to it, carries out its effects.
//!
//! Names that assistive technology and tests can rely on:
//!
//! | role | name |
//! |---|---|
//! | link | `Skip to the timeline` |
//! | combobox | `Example`, `Stage`; of the forecast and the sweep `Runs`, of the sweep `Vary` |
//! | button | `Theme: system`, `Theme: light`, `Theme: dark` (one button, its name says the state), `Keys` |
//! | button | `Refactor …` of the region `Template`, opens the dialog `Refactor the template` |
//! | button | `Lessons`, opens the dialog `Lessons`; while one is open it is the region `Lesson` |
//! | button | `Share`, opens the dialog `Share` with a link |
//! | button | `Drafts`, opens the dialog `Drafts` |
//! | region | `Draft`: what became of the user's draft or files, with what can be done about it |
//! | region | `Link`: what became of the link in the address, with what can be done about it |
//! | region | `File`: what becomes of a file that `laneway serve` follows, with what can be done about it |
//! | region | `Template`, `Scenario`, `Problems`; `Timeline` or, while that is shown, `Forecast`, `Advice` or `Sweep` |
//! | button | `Timeline`, `Forecast`, `Advice`, `Sweep`: what is seen of the run; the one that is seen is pressed |
//! | button | `Play`: opens the player, a group `Player` with a slider `Moment` and what happens there |
//! | textbox | `Template text`, `Scenario text` |
//! | separator | `Width of the texts`, `Height of the template`: moved by arrow keys, not on narrow screens |
//! | navigation | `Sections`: links to the four regions, on narrow screens |
//! | list | `What happened`, and per problem its `Related places` and `Fixes` |
//! | status | after an edit in the picture, what it did, with the buttons `Undo` and `Dismiss` |
//! | button | `Edit …`, on the row of the timeline that is pointed at, selected or focused: opens the dialog of that name |
//! | status | the outcome with the headline, announced when it changes |
//! | alert | trouble with the engine or the editor, with buttons `Try again` and `Report …` |
//!
//! Where several problems have a sure fix, the button `Fix all` of that region makes them all.
//! A problem is a list item of the region `Problems`: its button is named by place and message
//! (`Error, template line 2, column 5: …`) and jumps there; each fix is a button named by its title.
//! A button named by the problem's code opens the page about it, a dialog of the same name.

use crate::effects::Shell;
use crate::interop::{self, Drafts, Links, Present};
use crate::model::{Model, Msg, View};
use crate::protocol::{Change, Pane, TextRange};
use crate::view::divider::divider;
use crate::view::editor_pane::{EditorPane, editor_pane};
use crate::view::ghost_note::Lay;
use crate::view::header::{Header, header};
use crate::view::notes::{Trouble, notes};
use crate::view::problems::Problems;
use crate::view::result::RunPane;
use crate::view::sections::sections;
use laneway_core::time::Millis;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The whole page.
pub struct App {
    model: Model,
    shell: Shell,
    listeners: Listeners,
    template_host: NodeRef,
    scenario_host: NodeRef,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().callback(|msg: Msg| msg);
        let (links, arrived) = Links::new(link.clone());
        let present = Present::default();
        let (drafts, draft) = Drafts::new(link.clone(), present.clone());
        let model = Model::new(draft, interop::stored_theme());
        let listeners = Listeners::new(&link);
        Self {
            listeners,
            model: model.arriving(interop::stored_earlier(), arrived),
            shell: Shell::new(link, links, drafts, present),
            template_host: NodeRef::default(),
            scenario_host: NodeRef::default(),
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        for effect in self.model.update(msg) {
            self.shell.run(effect);
        }
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.mount_editors(ctx);
            ctx.link().send_message(Msg::Started);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let model = &self.model;
        let (link, heard) = (ctx.link(), &self.listeners);
        html! {
            <>
                <a class="skip" href="#timeline">{ "Skip to the timeline" }</a>
                { header(&Header {
                    example: model.example(),
                    source: model.source(),
                    theme: model.theme,
                    on_example: link.callback(Msg::ExampleChosen),
                    on_lessons: link.callback(|()| Msg::LessonsWanted),
                    on_drafts: link.callback(|()| Msg::DraftsWanted),
                    on_share: link.callback(|()| Msg::ShareWanted),
                    on_keys: link.callback(|()| Msg::KeysWanted),
                    on_theme: link.callback(|()| Msg::ThemeToggled),
                }) }
                { sections(model.template_problems.len() + model.scenario_problems.len()) }
                // Filled by `web/editor/src/lessons`.
                <aside id="course" aria-label="Lesson"></aside>
                // Filled by `web/editor/src/links` and `web/editor/src/live`.
                <div id="visit" class="notes" tabindex="-1"></div>
                // Filled by `web/editor/src/drafts`.
                <div id="kept" class="notes" tabindex="-1"></div>
                { notes(&Trouble {
                    engine: model.trouble,
                    editors_missing: model.editors_missing,
                    on_retry: link.callback(|()| Msg::Retried),
                    on_report: link.callback(|()| Msg::ReportWanted),
                }) }
                <main class="panes">
                    { divider("rows", "Height of the template", "60") }
                    { divider("columns", "Width of the texts", "40") }
                    { editor_pane(EditorPane {
                        id: "template",
                        name: "Template",
                        purpose: "What runs, and in which order",
                        host: self.template_host.clone(),
                        tools: refactor_button(link.callback(|_| Msg::RefactoringWanted(None))),
                    }) }
                    <Problems
                        template={model.template_problems.clone()}
                        scenario={model.scenario_problems.clone()}
                        on_place={heard.on_place.clone()}
                        on_fix={heard.on_fix.clone()}
                        on_fix_all={heard.on_fix_all.clone()}
                        on_rule={heard.on_rule.clone()}
                    />
                    { editor_pane(EditorPane {
                        id: "scenario",
                        name: "Scenario",
                        purpose: "How long it takes, and what fails",
                        host: self.scenario_host.clone(),
                        tools: Html::default(),
                    }) }
                    <RunPane
                        run={model.run.clone()}
                        stages={model.stages.clone()}
                        ghost={model.ghost.clone()}
                        selected={model.selected_index()}
                        outdated={model.outdated}
                        answered={model.is_answered()}
                        awaited={model.is_awaited()}
                        view={model.view}
                        playhead={model.playhead.clone()}
                        window={model.window}
                        on_window={heard.on_window.clone()}
                        on_view={heard.on_view.clone()}
                        on_play={heard.on_play.clone()}
                        on_stage={heard.on_stage.clone()}
                        on_select={heard.on_select.clone()}
                        on_ghost={heard.on_ghost.clone()}
                    />
                </main>
            </>
        }
    }
}

/// What the large parts of the page report. Always the same, so that a part which shows the same is not drawn anew:
/// the page is gone through after every key.
struct Listeners {
    on_place: Callback<(Pane, TextRange)>,
    on_fix: Callback<(Pane, Vec<Change>)>,
    on_fix_all: Callback<()>,
    on_rule: Callback<String>,
    on_window: Callback<Option<[Millis; 2]>>,
    on_view: Callback<View>,
    on_play: Callback<()>,
    on_stage: Callback<String>,
    on_select: Callback<Option<usize>>,
    on_ghost: Callback<Lay>,
}

impl Listeners {
    fn new(link: &Callback<Msg>) -> Self {
        Self {
            on_place: link.reform(|(pane, range)| Msg::PlaceChosen(pane, range)),
            on_fix: link.reform(|(pane, changes)| Msg::FixChosen(pane, changes)),
            on_fix_all: link.reform(|()| Msg::AllFixesChosen),
            on_rule: link.reform(Msg::RuleChosen),
            on_window: link.reform(Msg::WindowChosen),
            on_view: link.reform(Msg::ViewChosen),
            on_play: link.reform(|()| Msg::PlayWanted),
            on_stage: link.reform(Msg::StageChosen),
            on_select: link.reform(Msg::TaskSelected),
            on_ghost: link.reform(|lay: Lay| Msg::from(lay)),
        }
    }
}

impl App {
    fn mount_editors(&mut self, ctx: &Context<Self>) {
        let texts = &self.model.texts;
        let hosts = [
            (Pane::Template, &self.template_host, &texts.template),
            (Pane::Scenario, &self.scenario_host, &texts.scenario),
        ];
        for (pane, host, text) in hosts {
            let Some(host) = host.cast::<HtmlElement>() else {
                continue;
            };
            if self.shell.mount(pane, &host, text).is_err() {
                ctx.link().send_message(Msg::EditorsMissing);
            }
        }
    }
}

fn refactor_button(onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button
            type="button"
            class="quiet refactor"
            aria-haspopup="dialog"
            title="What could be changed, and what that would bring (Alt+Enter in the template)"
            {onclick}
        >
            { "Refactor …" }
        </button>
    }
}
