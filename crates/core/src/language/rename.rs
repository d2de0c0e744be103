//! Giving a service, job, chart or infrastructure another name, everywhere.

use super::mentions::{self, Mention};
use super::{Side, Texts};
use crate::diagnostic::Edit;
use crate::source::Span;
use crate::yaml;

/// A name that can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamable {
    /// Where it stands, without the kind in front of it.
    pub span: Span,
    /// The name.
    pub name: String,
}

/// The edits that rename something, by text; ascending and without overlaps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Renaming {
    /// Edits of the template.
    pub template: Vec<Edit>,
    /// Edits of the scenario.
    pub scenario: Vec<Edit>,
}

/// The name at `offset` of one of the texts, if it can be changed.
pub fn renamable(texts: Texts, side: Side, offset: usize) -> Option<Renamable> {
    let mention = mentions::at(texts, side, offset)?;
    Some(Renamable {
        span: name_place(&mention, texts.on(side)).unwrap_or(mention.span),
        name: mention.thing.name,
    })
}

/// Changes the name at `offset` to `name`: in its list, in every reference and dependency, and in the
/// scenario.
///
/// # Errors
/// If nothing there has a name, or `name` cannot be one; the sentence says why.
pub fn rename(texts: Texts, side: Side, offset: usize, name: &str) -> Result<Renaming, String> {
    let there = mentions::at(texts, side, offset);
    let thing = there.ok_or("There is no name of a service, job, chart or infrastructure here.")?;
    let thing = thing.thing;
    let both = [Side::Template, Side::Scenario].map(|side| mentions::on(texts, side));
    if name == thing.name {
        return Ok(Renaming::default());
    }
    let mut all = both.iter().flatten();
    let is_taken = |it: &Mention| it.thing.kind == thing.kind && it.thing.name == name;
    if let Some(why) = unusable(name) {
        return Err(why);
    }
    if all.any(is_taken) {
        let kind = thing.kind.key();
        return Err(format!("`{kind}.{name}` is the name of something else."));
    }
    let [template, scenario] = both.map(|mentions| {
        let same = mentions.into_iter().filter(|it| it.thing == thing);
        same.map(|it| edit(&it, texts.on(it.side), name)).collect()
    });
    Ok(Renaming { template, scenario })
}

/// Why something cannot be called so.
fn unusable(name: &str) -> Option<String> {
    let is_odd = |it: char| it.is_whitespace() || it.is_control() || "*#$,[]{}\"'".contains(it);
    match name {
        "" => Some("A name has at least one letter.".to_owned()),
        "all" => Some("`all` stands for all members of a list and cannot be a name.".to_owned()),
        _ if name.contains(is_odd) => {
            let not_allowed = "spaces, quotes, brackets, commas, `*`, `#` and `$`";
            Some(format!("A name cannot have any of {not_allowed}."))
        }
        _ => None,
    }
}

fn edit(mention: &Mention, text: &str, name: &str) -> Edit {
    let whole = format!("{}{name}", mention.prefix);
    let written = yaml::scalar(&whole);
    match name_place(mention, text) {
        Some(place) if written == whole => Edit::replace(place, name),
        _ => Edit::replace(mention.span, written),
    }
}

/// The name within its scalar; `None` if it is written with escapes.
fn name_place(mention: &Mention, text: &str) -> Option<Span> {
    let written = mention.span.slice(text).trim_end_matches(['"', '\'']);
    let before = written.strip_suffix(mention.thing.name.as_str())?;
    let start = mention.span.start + before.len();
    Some(Span::new(start, start + mention.thing.name.len()))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Fix;
    use crate::language::{Side, Texts, renamable, rename};

    const TEMPLATE: &str = "\
workflows:
  - name: setup
    parallelize:
      - step: db # the 🐘
        tasks: [services.db, 'services.db', \"services.\\x64b\", jobs.db]
services:
  - name: db
  - { name: web, depends_on: [db] }
jobs:
  - { name: db, from_services: db }
";
    const SCENARIO: &str = "\
tasks:
  services.db: { ready_after: 5s }
  services.web: { needs: [services.db] }
faults: [{ task: services.db, outage: { from: 1s, until: 2s } }, { tasks: services.d*, chance: 0% }]
";
    const TEXTS: Texts = Texts {
        template: TEMPLATE,
        scenario: SCENARIO,
    };

    fn renamed(side: Side, part: &str, name: &str) -> Result<(String, String), String> {
        let offset = TEXTS.on(side).find(part).expect("in the text") + part.len();
        let renaming = rename(TEXTS, side, offset, name)?;
        let apply = |edits, text| Fix::safe("", edits).apply(text);
        Ok((
            apply(renaming.template, TEMPLATE),
            apply(renaming.scenario, SCENARIO),
        ))
    }

    #[test]
    fn every_mention_gets_the_new_name_and_nothing_else() {
        let template = "\
workflows:
  - name: setup
    parallelize:
      - step: db # the 🐘
        tasks: [services.store, 'services.store', services.store, jobs.db]
services:
  - name: store
  - { name: web, depends_on: [store] }
jobs:
  - { name: db, from_services: store }
";
        let scenario = "\
tasks:
  services.store: { ready_after: 5s }
  services.web: { needs: [services.store] }
faults: [{ task: services.store, outage: { from: 1s, until: 2s } }, { tasks: services.d*, chance: 0% }]
";
        let expected = Ok((template.to_owned(), scenario.to_owned()));
        for (side, part) in [
            (Side::Template, "[services.db"),
            (Side::Template, "depends_on: [db"),
            (Side::Template, "from_services: db"),
            (Side::Scenario, "services.db"),
        ] {
            assert_eq!(renamed(side, part, "store"), expected, "{part}");
        }
    }

    #[test]
    fn what_would_be_read_as_something_else_is_quoted() {
        let (template, _) = renamed(Side::Template, "jobs.db", "12").expect("a renaming");
        assert!(template.contains("jobs.12]"), "{template}");
        assert!(template.contains("{ name: '12', from"), "{template}");
    }

    #[test]
    fn names_that_cannot_be_are_refused() {
        for name in ["", "all", "a b", "a*", "web", "x\ny", "${A}"] {
            let refused = renamed(Side::Template, "[services.db", name);
            assert!(refused.is_err(), "{name:?}: {refused:?}");
        }
        assert!(renamed(Side::Template, "step: db", "x").is_err());
    }

    #[test]
    fn the_name_alone_is_what_can_be_changed() {
        let offset = TEMPLATE.find("'services").expect("in the text");
        let found = renamable(TEXTS, Side::Template, offset).expect("a name");
        assert_eq!(found.name, "db");
        assert_eq!(found.span.slice(TEMPLATE), "db");
        assert_eq!(found.span.start, offset + "'services.".len());
        assert_eq!(renamable(TEXTS, Side::Template, 3), None);
    }
}
