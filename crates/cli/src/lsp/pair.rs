//! Which scenario belongs to which template, by the names of their files.
//!
//! The scenario of `NAME.yaml` is `NAME.scenario.yaml` in the same folder, else `scenario.yaml`. A
//! `scenario.yaml` belongs to the template that is open in its folder, else to the only other YAML
//! file there. `.yml` is as good as `.yaml`.

use crate::input;
use lsp_types::Uri;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

const ENDINGS: [&str; 2] = [".yaml", ".yml"];
const SCENARIO: &str = "scenario";

/// Whether a file is a scenario, by its name.
pub(super) fn is_scenario(uri: &str) -> bool {
    let (_, name, _) = parts(uri);
    name == SCENARIO || own_template(name).is_some()
}

/// The names that the scenario of a template may have, best first.
pub(super) fn scenarios_of(template: &str) -> Vec<String> {
    let (folder, name, _) = parts(template);
    let own = format!("{folder}{name}.{SCENARIO}");
    let common = format!("{folder}{SCENARIO}");
    [own, common]
        .iter()
        .flat_map(|stem| with_endings(stem))
        .collect()
}

/// The names that the template of a scenario may have, best first; none for one that is called
/// after no template.
pub(super) fn templates_of(scenario: &str) -> Vec<String> {
    let (folder, name, _) = parts(scenario);
    let template = own_template(name).map(|name| format!("{folder}{name}"));
    template
        .iter()
        .flat_map(|stem| with_endings(stem))
        .collect()
}

/// Whether both files lie in one folder.
pub(super) fn are_neighbours(one: &str, other: &str) -> bool {
    parts(one).0 == parts(other).0
}

/// The only template in the folder of a file, as far as the disk knows.
pub(super) fn only_template_beside(uri: &str) -> Option<String> {
    let (folder, _, _) = parts(uri);
    let entries = std::fs::read_dir(path(folder)?).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let files = names.map(|name| format!("{folder}{}", escape(&name)));
    let mut templates = files.filter(|uri| ENDINGS.contains(&parts(uri).2) && !is_scenario(uri));
    templates.next().filter(|_| templates.next().is_none())
}

/// The text of a file on the disk.
pub(super) fn read(uri: &str) -> Option<String> {
    let path = path(uri)?;
    let is_file = path.metadata().is_ok_and(|it| it.is_file());
    is_file.then(|| input::read(&path).ok())?.map(|it| it.text)
}

fn with_endings(stem: &str) -> impl Iterator<Item = String> {
    ENDINGS.iter().map(move |ending| format!("{stem}{ending}"))
}

/// `NAME` of `NAME.scenario`.
fn own_template(name: &str) -> Option<&str> {
    let name = name.strip_suffix(SCENARIO)?.strip_suffix('.')?;
    (!name.is_empty()).then_some(name)
}

/// Folder with its slash, name, ending.
fn parts(uri: &str) -> (&str, &str, &str) {
    let (folder, file) = uri.split_at(uri.rfind('/').map_or(0, |slash| slash + 1));
    let ending = ENDINGS.iter().find(|ending| file.ends_with(*ending));
    let (name, ending) = file.split_at(file.len() - ending.map_or(0, |it| it.len()));
    (folder, name, ending)
}

/// Where a `file:` address lies on this machine.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let uri = Uri::from_str(uri).ok()?;
    let is_file = uri.scheme().is_some_and(|it| it.as_str() == "file");
    let path = uri.path().as_estr().decode().into_string().ok()?;
    // `/c:/folder` is `c:/folder`.
    let path = path
        .strip_prefix('/')
        .filter(|_| cfg!(windows))
        .unwrap_or(&path);
    is_file.then(|| Path::new(path).to_owned())
}

/// A name as part of an address.
fn escape(name: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let escaped = name.bytes().map(|byte| match byte {
        byte if plain(&byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    escaped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_belongs_together() {
        let table = [
            ("file:///a/app.yaml", false),
            ("file:///a/app.scenario.yaml", true),
            ("file:///a/scenario.yml", true),
            ("file:///a/my-scenario.yaml", false),
            ("file:///a/.scenario.yaml", false),
            ("untitled:Untitled-1", false),
        ];
        for (uri, expected) in table {
            assert_eq!(is_scenario(uri), expected, "{uri}");
        }
        assert_eq!(
            scenarios_of("file:///a/app.yml"),
            [
                "file:///a/app.scenario.yaml",
                "file:///a/app.scenario.yml",
                "file:///a/scenario.yaml",
                "file:///a/scenario.yml",
            ]
        );
        assert_eq!(
            templates_of("file:///a/app.scenario.yaml"),
            ["file:///a/app.yaml", "file:///a/app.yml"]
        );
        assert!(templates_of("file:///a/scenario.yaml").is_empty());
    }

    #[test]
    fn addresses_become_paths() {
        let expected = if cfg!(windows) {
            "a b/é.yaml"
        } else {
            "/a b/é.yaml"
        };
        let uri = format!("file:///a%20b/{}", escape("é.yaml"));
        assert_eq!(path(&uri), Some(PathBuf::from(expected)));
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("no address"), None);
    }
}
