//! A region with an editor in it.

use yew::prelude::*;

/// What [`editor_pane`] shows.
pub struct EditorPane {
    /// Id of the region, for links.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What the text is for, in a few words.
    pub purpose: &'static str,
    /// Where the editor is mounted.
    pub host: NodeRef,
    /// What stands at the end of its head.
    pub tools: Html,
}

/// A region with a heading and the place of an editor.
pub fn editor_pane(pane: EditorPane) -> Html {
    let heading = format!("{}-heading", pane.id);
    html! {
        <section id={pane.id} class={classes!("pane", "pane-editor", pane.id)} aria-labelledby={heading.clone()}>
            <div class="pane-head">
                <h2 id={heading}>{ pane.name }</h2>
                <p>{ pane.purpose }</p>
                { pane.tools }
            </div>
            <div class="editor" ref={pane.host}></div>
        </section>
    }
}
