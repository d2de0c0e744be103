//! What something means, and what it does in the simulation.

mod told;

use super::grammar::Shape;
use super::spot::{self, Spot};
use super::{Side, Texts};
use crate::analysis::{Request, Run, analyze_without_hints};
use crate::source::Span;
use crate::template;
use crate::yaml::{Entry, Node};
use told::{step_told, tasks_told};

/// What is known of something in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// What there is to say, in Markdown.
    pub text: String,
}

/// What there is to say about the key or value at `offset`: of a key, what it means; of a stage, a
/// step or a task, and of the key that names one, what it does and when, with the given scenario.
pub fn hover(texts: Texts, side: Side, offset: usize) -> Option<Hover> {
    let (root, shape) = side.read(texts.on(side))?;
    let (node, text) = match spot::find(&root, shape, offset)? {
        Spot::Key {
            entry, of, owner, ..
        } => (&entry.key, about_key(texts, side, entry, of, owner)?),
        Spot::Value {
            node, shape, owner, ..
        } => (node, about_value(texts, side, node, shape, owner)?),
    };
    Some(Hover {
        span: node.span,
        text,
    })
}

fn about_key(texts: Texts, side: Side, entry: &Entry, of: &Shape, owner: &Node) -> Option<String> {
    if matches!(of, Shape::ByReference) {
        return about_task(texts, side, &entry.key, entry.name()?);
    }
    let key = of.key(entry.name()?)?;
    let meaning = format!("**{}**\n\n{}", key.name, key.doc);
    let names_something = matches!(key.value, Shape::Label | Shape::Stage | Shape::Name(_));
    let about_named = || about_value(texts, side, &entry.value, &key.value, Some(owner));
    let named = names_something.then(about_named).flatten();
    Some(
        [Some(meaning), named]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n\n"),
    )
}

fn about_value(
    texts: Texts,
    side: Side,
    node: &Node,
    shape: &Shape,
    owner: Option<&Node>,
) -> Option<String> {
    let text = node.as_str()?;
    match shape {
        Shape::Reference => about_task(texts, side, node, text),
        Shape::Name(kind) => about_task(texts, side, node, &format!("{}.{text}", kind.key())),
        Shape::Service => about_task(texts, side, node, &format!("services.{text}")),
        Shape::Label => {
            let run = run(texts, side, node.span)?;
            let mut steps = run.step_spans.iter();
            let index = steps.position(|span| Some(*span) == owner.map(|it| it.span))?;
            Some(step_told(&run, index))
        }
        Shape::Stage => {
            let run = run(texts, side, node.span)?;
            Some(format!("**Stage** `{text}`\n\n{}", run.summary.join(" ")))
        }
        _ => None,
    }
}

/// A task of the stage around it; elsewhere, one of the stage that is simulated by default.
fn about_task(texts: Texts, side: Side, node: &Node, reference: &str) -> Option<String> {
    let run = run(texts, side, node.span)?;
    let tasks = run.setting.plan.tasks.iter().enumerate();
    let stands_here = |span: Span| side == Side::Template && span == node.span;
    let here: Vec<usize> = tasks
        .clone()
        .filter(|(_, task)| stands_here(task.span))
        .map(|(index, _)| index)
        .collect();
    let same = tasks.filter(|(_, task)| task.reference == reference);
    let tasks = if here.is_empty() {
        same.map(|(index, _)| index).collect()
    } else {
        here
    };
    tasks_told(&run, &tasks)
}

/// The run of the stage around `span`, or of the default one.
fn run(texts: Texts, side: Side, span: Span) -> Option<Run> {
    let template = template::read(texts.template).0;
    let around =
        |stage: &&template::Stage| stage.span.start <= span.start && span.end <= stage.span.end;
    let mut stages = template.stages.iter();
    let stage = stages.find(around).filter(|_| side == Side::Template);
    analyze_without_hints(&Request {
        template: texts.template,
        scenario: texts.scenario,
        stage: stage.map(|stage| stage.name.value.as_str()),
        seed: None,
    })
    .run
}

#[cfg(test)]
mod tests {
    use crate::language::grammar::{self, Shape};
    use crate::language::kit::Marked;
    use crate::language::{Side, Texts, hover};

    const TEMPLATE: &str = "\
workflows:
  - name: setup
    parallelize:
      - step: first
        tasks: [jobs.migrate]
        halt_on_error: true
      - step: rest
        tasks: [services.all]
        wait_for_finish: false
  - name: patch
    order_from: [services.db]
services:
  - name: web
    depends_on: [db]
  - name: db
jobs:
  - name: migrate
";

    fn told(texts: Texts, side: Side, offset: usize) -> String {
        hover(texts, side, offset).map_or("-".to_owned(), |it| it.text)
    }

    #[test]
    fn keys_are_explained() {
        let table = [
            (
                "wait_|for_finish",
                "**wait_for_finish**\n\nWhether the next step waits",
            ),
            ("|workflows", "**workflows**\n\nThe stages"),
            (
                "depends|_on",
                "**depends_on**\n\nServices that must be ready",
            ),
            (
                "st|ep: first",
                "**step**\n\nThe label of the step.\n\n**Step** `first` of `setup`: starts at 0s",
            ),
            (
                "n|ame: setup",
                "**name**\n\nWhich stage it is: `setup` deploys everything for the first time, `patch` updates it, `teardown` takes it away.\n\n**Stage** `setup`\n\n",
            ),
            (
                "na|me: migrate",
                "**name**\n\nHow tasks refer to it: `jobs.NAME`.\n\nA job, which runs to its end.\n\n",
            ),
        ];
        for (marked, expected) in table {
            let Marked { text, offset } = Marked::new(marked);
            let offset = TEMPLATE.find(&text).expect("in the text") + offset;
            let texts = Texts {
                template: TEMPLATE,
                scenario: "",
            };
            let told = told(texts, Side::Template, offset);
            assert!(told.starts_with(expected), "{marked}: {told}");
        }
    }

    /// Writes a text with every key of a shape, and remembers where each stands and what it means.
    fn write(shape: &Shape, text: &mut String, keys: &mut Vec<(usize, &'static str)>) {
        match shape {
            Shape::Keys(all) => {
                text.push('{');
                for key in *all {
                    keys.push((text.len(), key.doc));
                    *text += key.name;
                    *text += ": ";
                    write(&key.value, text, keys);
                    *text += ", ";
                }
                text.push('}');
            }
            Shape::Items(item) => {
                text.push('[');
                write(item, text, keys);
                text.push(']');
            }
            Shape::ByReference => {
                text.push('{');
                for reference in ["services.a", "jobs.b", "charts.c"] {
                    *text += reference;
                    *text += ": ";
                    write(shape.behind(reference).expect("a kind"), text, keys);
                    *text += ", ";
                }
                text.push('}');
            }
            _ => text.push('x'),
        }
    }

    #[test]
    fn every_key_of_both_languages_is_explained() {
        for (side, shape) in [
            (Side::Template, &grammar::TEMPLATE),
            (Side::Scenario, &grammar::SCENARIO),
        ] {
            let (mut text, mut keys) = (String::new(), Vec::new());
            write(shape, &mut text, &mut keys);
            let mut texts = Texts::default();
            match side {
                Side::Template => texts.template = &text,
                Side::Scenario => texts.scenario = &text,
            }
            assert!(keys.len() > 25, "{} keys", keys.len());
            for (offset, doc) in keys {
                let told = told(texts, side, offset);
                assert!(told.contains(doc), "{}: {told}", &text[offset..]);
            }
        }
    }

    #[test]
    fn what_runs_is_told_with_its_times() {
        let scenario = "tasks: { jobs.migrate: { runs_for: 20s }, services.web: { ready_after: 40s, needs: [] } }";
        let texts = Texts {
            template: TEMPLATE,
            scenario,
        };
        let table = [
            (
                "[jobs.mig|rate",
                "A job, which runs to its end.\n\n`jobs.migrate` in step `first` of `setup`: starts at 0s, done at 20s. It is one of those that set the time of the stage.",
            ),
            (
                "step: fir|st",
                "**Step** `first` of `setup`: starts at 0s, settled at 20s. The next step waits for it. A failure in it halts the stage.\n\n- `jobs.migrate`: starts at 0s, done at 20s.",
            ),
            (
                "step: re|st",
                "**Step** `rest` of `setup`: starts at 20s, settled at 1m. Nothing waits for it. Errors in it are ignored.\n\n- `services.web`: starts at 20s (after `jobs.migrate`), ready at 1m.\n- `services.db`: starts at 20s (after `jobs.migrate`), ready at 50s.",
            ),
            (
                "[services.|all",
                "- `services.web` in step `rest` of `setup`: starts at 20s (after `jobs.migrate`), ready at 1m.\n- `services.db` in step `rest` of `setup`: starts at 20s (after `jobs.migrate`), ready at 50s.",
            ),
            (
                "name: w|eb",
                "A service, which has to get ready.\n\n`services.web` in step `rest` of `setup`: starts at 20s (after `jobs.migrate`), ready at 1m. It is one of those that set the time of the stage.",
            ),
            (
                "order_from: [services.|db",
                "A service, which has to get ready.\n\n`services.db` in step `services.db` of `patch`: starts at 0s, ready at 30s. It is one of those that set the time of the stage.",
            ),
        ];
        for (marked, expected) in table {
            let Marked { text, offset } = Marked::new(marked);
            let offset = TEMPLATE.find(&text).expect("in the text") + offset;
            assert_eq!(told(texts, Side::Template, offset), expected, "{marked}");
        }
        let stage = TEMPLATE.find("setup").expect("in the text");
        let told_of_stage = told(texts, Side::Template, stage);
        assert!(
            told_of_stage.starts_with("**Stage** `setup`\n\n`setup` succeeded after 1m"),
            "{told_of_stage}"
        );
        let key = scenario.find("services.web").expect("in the text");
        assert_eq!(
            told(texts, Side::Scenario, key),
            "A service, which has to get ready.\n\n`services.web` in step `rest` of `setup`: starts at 20s (after `jobs.migrate`), ready at 1m. It is one of those that set the time of the stage."
        );
    }

    #[test]
    fn failures_and_waits_are_told() {
        let scenario = "tasks: { jobs.migrate: { fails: { attempts: [1] }, retries: 1 } }";
        let texts = Texts {
            template: TEMPLATE,
            scenario,
        };
        let offset = TEMPLATE.find("jobs.migrate").expect("in the text");
        assert_eq!(
            told(texts, Side::Template, offset),
            "A job, which runs to its end.\n\n`jobs.migrate` in step `first` of `setup`: starts at 0s, done at 1m 10s after 2 attempts. It is one of those that set the time of the stage."
        );
        let halts = Texts {
            scenario: "faults: [{ task: jobs.migrate, chance: 100% }]",
            ..texts
        };
        let offset = TEMPLATE.find("services.all").expect("in the text");
        let told = told(halts, Side::Template, offset);
        assert!(
            told.ends_with(
                "`services.db` in step `rest` of `setup`: never starts, because the stage halts before."
            ),
            "{told}"
        );
    }
}
