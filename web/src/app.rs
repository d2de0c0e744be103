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
//! | region | `Link`: what became of the link in the address, with what can be done about it |
//! | region | `Template`, `Scenario`, `Problems`; `Timeline` or, while that is shown, `Forecast`, `Advice` or `Sweep` |
//! | button | `Timeline`, `Forecast`, `Advice`, `Sweep`: what is seen of the run; the one that is seen is pressed |
//! | button | `Play`: opens the player, a group `Player` with a slider `Moment` and what happens there |
//! | textbox | `Template text`, `Scenario text` |
//! | navigation | `Sections`: links to the four regions, on narrow screens |
//! | list | `What happened`, and per problem its `Related places` and `Fixes` |
//! | status | the outcome with the headline, announced when it changes |
//! | alert | trouble with the engine or the editor, with a button `Try again` |
//!
//! A problem is a list item of the region `Problems`: its button is named by place and message
//! (`Error, template line 2, column 5: …`) and jumps there; each fix is a button named by its title.
//! A button named by the problem's code opens the page about it, a dialog of the same name.

use crate::effects::Shell;
use crate::interop::{self, Links};
use crate::model::{Model, Msg};
use crate::protocol::Pane;
use crate::view::editor_pane::{EditorPane, editor_pane};
use crate::view::header::{Header, header};
use crate::view::notes::{Trouble, notes};
use crate::view::problems::Problems;
use crate::view::result::RunPane;
use crate::view::sections::sections;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The whole page.
pub struct App {
    model: Model,
    shell: Shell,
    template_host: NodeRef,
    scenario_host: NodeRef,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().callback(|msg: Msg| msg);
        let (links, followed) = Links::new(link.clone());
        let model = Model::new(interop::stored_draft(), interop::stored_theme());
        Self {
            model: model.arriving(interop::stored_earlier(), followed),
            shell: Shell::new(link, links),
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
        let link = ctx.link();
        html! {
            <>
                <a class="skip" href="#timeline">{ "Skip to the timeline" }</a>
                { header(&Header {
                    example: model.example(),
                    visit: &model.visit,
                    theme: model.theme,
                    on_example: link.callback(Msg::ExampleChosen),
                    on_lessons: link.callback(|()| Msg::LessonsWanted),
                    on_share: link.callback(|()| Msg::ShareWanted),
                    on_keys: link.callback(|()| Msg::KeysWanted),
                    on_theme: link.callback(|()| Msg::ThemeToggled),
                }) }
                { sections(model.template_problems.len() + model.scenario_problems.len()) }
                // Filled by `web/editor/src/lessons`.
                <aside id="course" aria-label="Lesson"></aside>
                // Filled by `web/editor/src/links`.
                <div id="visit" class="notes" tabindex="-1"></div>
                { notes(&Trouble {
                    engine: model.trouble,
                    editors_missing: model.editors_missing,
                    on_retry: link.callback(|()| Msg::Retried),
                }) }
                <main class="panes">
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
                        on_place={link.callback(|(pane, range)| Msg::PlaceChosen(pane, range))}
                        on_fix={link.callback(|(pane, changes)| Msg::FixChosen(pane, changes))}
                        on_rule={link.callback(Msg::RuleChosen)}
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
                        selected={model.selected_index()}
                        outdated={model.outdated}
                        answered={model.is_answered()}
                        view={model.view}
                        playhead={model.playhead.clone()}
                        on_view={link.callback(Msg::ViewChosen)}
                        on_play={link.callback(|()| Msg::PlayWanted)}
                        on_stage={link.callback(Msg::StageChosen)}
                        on_select={link.callback(Msg::TaskSelected)}
                    />
                </main>
            </>
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
