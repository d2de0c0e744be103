//! Where a name comes from.

use super::grammar::KINDS;
use super::mentions::{self, Mention};
use super::{Side, Texts, spot};
use crate::source::Span;

/// A use of a name, and the place that it comes from, which is always in the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// What was asked about, in the text that was asked about.
    pub origin: Span,
    /// The name in its list, or for `services.all` the key of the list; in the template.
    pub target: Span,
}

/// The list item that a reference, a dependency, or a key of a scenario at `offset` names.
pub fn definition(texts: Texts, side: Side, offset: usize) -> Option<Definition> {
    match mentions::at(texts, side, offset) {
        Some(mention) => of_one(texts, &mention),
        None => of_all(texts, side, offset),
    }
}

fn of_one(texts: Texts, mention: &Mention) -> Option<Definition> {
    let mentions = mentions::on(texts, Side::Template);
    let mut declarations = mentions.iter().filter(|it| it.declares);
    let declaration = declarations.find(|it| it.thing == mention.thing)?;
    Some(Definition {
        origin: mention.span,
        target: declaration.span,
    })
}

/// `services.all` comes from the whole list.
fn of_all(texts: Texts, side: Side, offset: usize) -> Option<Definition> {
    let (root, shape) = side.read(texts.on(side))?;
    let spot::Spot::Value { node, .. } = spot::find(&root, shape, offset)? else {
        return None;
    };
    let (key, _) = node.as_str()?.split_once('.')?;
    let is_kind = KINDS.iter().any(|kind| kind.key() == key);
    let (template, _) = Side::Template.read(texts.template)?;
    let list = template.entry(key).filter(|_| is_kind)?;
    Some(Definition {
        origin: node.span,
        target: list.key.span,
    })
}

#[cfg(test)]
mod tests {
    use crate::language::kit::{Marked, TEMPLATE};
    use crate::language::{Side, Texts, definition};

    /// `text@line` of the definition.
    fn found(texts: Texts, side: Side, offset: usize) -> String {
        let Some(definition) = definition(texts, side, offset) else {
            return "-".to_owned();
        };
        let before = &texts.template[..definition.target.start];
        let line = before.matches('\n').count() + 1;
        format!("{}@{line}", definition.target.slice(texts.template))
    }

    #[test]
    fn names_lead_to_their_lists() {
        let table = [
            ("- name: setup\n    order_from: [services.w|eb]", "web@2"),
            ("- name: setup\n    order_from: [\"services.db|\"]", "db@4"),
            (
                "- name: setup\n    order_from:\n    - |jobs.migrate\n",
                "migrate@6",
            ),
            ("- name: setup\n    order_from: [jobs.|all]", "jobs@5"),
            ("- name: setup\n    order_from: [services.|other]", "-"),
            (
                "- name: setup\n    order_from: [|release.remove_environment]",
                "-",
            ),
            ("- na|me: setup\n", "-"),
            ("- name: setup\n    order_from: [services.we|b", "web@2"),
            (
                "- name: setup\n    - step: a\n      tasks: [services.we|b]",
                "web@2",
            ),
        ];
        for (marked, expected) in table {
            let whole = format!("{TEMPLATE}workflows:\n  {marked}\n");
            let Marked { text, offset } = Marked::new(&whole);
            let texts = Texts {
                template: &text,
                scenario: "",
            };
            assert_eq!(found(texts, Side::Template, offset), expected, "{marked}");
        }
        let dependency = TEMPLATE.find("[db").expect("in the text") + 1;
        let texts = Texts {
            template: TEMPLATE,
            scenario: "",
        };
        assert_eq!(found(texts, Side::Template, dependency), "db@4");
    }

    #[test]
    fn a_scenario_leads_to_the_template() {
        let table = [
            ("tasks:\n  services.|web: {}\n", "web@2"),
            (
                "tasks:\n  services.web: { needs: [|services.db] }\n",
                "db@4",
            ),
            (
                "faults: [{ task: jobs.|migrate, chance: 100% }]\n",
                "migrate@6",
            ),
            (
                "faults: [{ tasks: \"serv|ices.*\", chance: 100% }]\n",
                "services@1",
            ),
            ("se|ed: 1\n", "-"),
        ];
        for (marked, expected) in table {
            let Marked { text, offset } = Marked::new(marked);
            let texts = Texts {
                template: TEMPLATE,
                scenario: &text,
            };
            assert_eq!(found(texts, Side::Scenario, offset), expected, "{marked}");
        }
    }
}
