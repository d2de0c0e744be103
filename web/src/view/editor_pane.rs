//! A region with an editor in it.

use yew::prelude::*;

/// What [`EditorPane`] shows.
#[derive(Properties, PartialEq)]
pub struct EditorPaneProps {
    /// Id of the region, for links.
    pub id: AttrValue,
    /// Its name.
    pub name: AttrValue,
    /// What the text is for, in a few words.
    pub purpose: AttrValue,
    /// Where the editor is mounted.
    pub host: NodeRef,
}

/// A region with a heading and the place of an editor.
#[component]
pub fn EditorPane(props: &EditorPaneProps) -> Html {
    let heading = format!("{}-heading", props.id);
    html! {
        <section id={&props.id} class={classes!("pane", "pane-editor", props.id.to_string())} aria-labelledby={heading.clone()}>
            <div class="pane-head">
                <h2 id={heading}>{ &props.name }</h2>
                <p>{ &props.purpose }</p>
            </div>
            <div class="editor" ref={props.host.clone()}></div>
        </section>
    }
}
