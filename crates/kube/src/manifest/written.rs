//! What a template says of its services and jobs beyond what a simulation needs.

use laneway_core::template::Kind;
use laneway_core::yaml::{self, Node};

/// A template as a tree.
pub(super) struct Written {
    root: Option<Node>,
}

/// What it says of one service, job or infrastructure runner.
#[derive(Clone, Copy)]
pub(super) struct Item<'w>(&'w Node);

impl Written {
    pub(super) fn read(text: &str) -> Self {
        Self {
            root: yaml::parse(text).root,
        }
    }

    /// The name of the application.
    pub(super) fn application(&self) -> Option<String> {
        let root = self.root.as_ref()?;
        Some(root.get("app")?.scalar()?.text.clone())
    }

    /// The item of this name.
    pub(super) fn item(&self, kind: Kind, name: &str) -> Option<Item<'_>> {
        let items = self.root.as_ref()?.get(kind.key())?.items()?;
        let is_named = |item: &&Node| item.get("name").and_then(scalar) == Some(name);
        items.iter().find(is_named).map(Item)
    }
}

fn scalar(node: &Node) -> Option<&str> {
    node.scalar().map(|scalar| scalar.text.as_str())
}

impl<'w> Item<'w> {
    /// Whether it has no pods.
    pub(super) fn is_static(self) -> bool {
        self.0.get("static").and_then(Node::as_bool) == Some(true)
    }

    /// What stands behind a key.
    pub(super) fn get(self, key: &str) -> Option<&'w Node> {
        self.0.get(key).filter(|node| !node.is_null())
    }

    /// The scalar behind a key, as it is written.
    ///
    /// # Errors
    /// If it is no scalar, or holds a placeholder that nobody has filled in.
    pub(super) fn text(self, key: &str) -> Result<Option<String>, String> {
        self.get(key).map(|node| text(node, key)).transpose()
    }
}

/// A scalar as it is written.
pub(super) fn text(node: &Node, key: &str) -> Result<String, String> {
    let Some(text) = scalar(node) else {
        return Err(format!("`{key}` is {}, not a text", node.kind()));
    };
    if text.contains("${") {
        return Err(format!(
            "`{key}` is `{text}`, and Laneway does not fill in placeholders: do it before, or give the object in \
             the folder of --manifests"
        ));
    }
    Ok(text.to_owned())
}

/// A whole number, written with or without quotes.
pub(super) fn number(node: &Node, key: &str) -> Result<i64, String> {
    let written = text(node, key)?;
    written
        .parse()
        .map_err(|_| format!("`{key}` is `{written}`, not a whole number"))
}

/// A list of texts; a text by itself is a line for a shell.
pub(super) fn words(node: &Node, key: &str) -> Result<Vec<String>, String> {
    match node.items() {
        Some(items) => items.iter().map(|item| text(item, key)).collect(),
        None => {
            let line = text(node, key)?;
            Ok(["/bin/sh", "-c", &line].map(str::to_owned).to_vec())
        }
    }
}
