//! Every refactoring that is offered for a good template keeps what it says: the file is as good as
//! before, runs the same tasks, keeps every comment, and ends when the preview says.

use laneway_core::analysis::{self, Request, Run};
use laneway_core::diagnostic::{Diagnostic, Severity};
use laneway_core::plan;
use laneway_core::refactor::{Offer, offers};
use laneway_core::simulate::Background;
use laneway_core::source::Span;
use laneway_core::template::{self, Template};
use laneway_core::time::Millis;
use laneway_core::yaml;
use laneway_tests::corpus::sim_cases;
use laneway_tests::repository;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A template, its scenario, and where they are from.
struct Case {
    name: String,
    template: String,
    scenario: String,
}

fn cases() -> Vec<Case> {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let entries = |folder: &str| {
        let folder = repository::root().join(folder);
        let entries = fs::read_dir(folder).expect("the folder");
        let mut paths: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
        paths.sort();
        paths
    };
    let ok = entries("tests/corpus/ok").into_iter().map(|path| Case {
        name: path.display().to_string(),
        template: read(&path),
        scenario: String::new(),
    });
    let folders = entries("web/examples").into_iter();
    let examples = folders.filter(|path| path.is_dir()).map(|path| Case {
        name: path.display().to_string(),
        template: read(&path.join("template.yaml")),
        scenario: read(&path.join("scenario.yaml")),
    });
    let simulated = sim_cases().into_iter().map(|case| Case {
        name: case.name,
        template: case.template,
        scenario: case.scenario,
    });
    ok.chain(examples).chain(simulated).collect()
}

impl Case {
    fn offers(&self) -> Vec<Offer> {
        let all = Span::new(0, self.template.len());
        offers(&request(&self.template, &self.scenario, None), all)
    }
}

fn request<'a>(template: &'a str, scenario: &'a str, stage: Option<&'a str>) -> Request<'a> {
    Request {
        template,
        scenario,
        stage,
        seed: None,
    }
}

/// Errors and warnings, by code.
fn problems(problems: &[Diagnostic]) -> Vec<&str> {
    let bad = problems.iter().filter(|it| it.severity != Severity::Hint);
    let mut codes: Vec<&str> = bad.map(|it| it.code).collect();
    codes.sort_unstable();
    codes
}

fn end(run: &Run) -> Option<Millis> {
    let report = &run.report;
    let halted = report.halt.as_ref().map(|halt| halt.at_ms);
    halted.or(match run.setting.options.background {
        Background::Join => report.all_settled_ms,
        Background::Detach => report.last_step_done_ms,
    })
}

/// What every stage of a template runs, sorted.
fn tasks(template: &Template) -> Vec<(String, Vec<String>)> {
    let names = plan::stage_names(template);
    let plans = names.iter().filter_map(|name| plan::expand(template, name));
    plans
        .map(|plan| {
            let mut tasks: Vec<String> = plan.tasks.into_iter().map(|it| it.reference).collect();
            tasks.sort();
            (plan.stage, tasks)
        })
        .collect()
}

fn comments(text: &str) -> Vec<&str> {
    let spans = yaml::parse(text).comments;
    let mut comments: Vec<&str> = spans.iter().map(|span| span.slice(text).trim()).collect();
    comments.sort_unstable();
    comments
}

#[test]
fn every_offer_keeps_what_it_says() {
    let mut kinds = BTreeSet::new();
    for case in cases() {
        let (name, text) = (&case.name, &case.template);
        let mut before = BTreeMap::new();
        for offer in case.offers() {
            kinds.insert(offer.id.split(':').next().unwrap_or_default().to_owned());
            let id = &offer.id;
            let after = offer.apply(text);
            let stage = Some(offer.preview.stage.as_str());
            let then = before.entry(offer.preview.stage.clone());
            let then =
                then.or_insert_with(|| analysis::analyze(&request(text, &case.scenario, stage)));
            let now = analysis::analyze(&request(&after, &case.scenario, stage));
            let new: Vec<&str> = problems(&now.template);
            let old: Vec<&str> = problems(&then.template);
            assert!(new.len() <= old.len(), "{name}: {id}: {new:?}\n{after}");
            if id != "generate-setup" {
                let (old, new) = (template::read(text).0, template::read(&after).0);
                assert_eq!(tasks(&old), tasks(&new), "{name}: {id}\n{after}");
            }
            assert_eq!(comments(text), comments(&after), "{name}: {id}\n{after}");
            let told = offer.preview.before.map(|finish| finish.at);
            assert_eq!(told, then.run.as_ref().and_then(end), "{name}: {id}");
            let told = Some(offer.preview.after.at);
            assert_eq!(told, now.run.as_ref().and_then(end), "{name}: {id}");
        }
    }
    let expected = ["merge", "move-halt", "parallelize", "run-beside", "split"];
    for kind in expected {
        assert!(kinds.contains(kind), "nothing is offered to {kind}");
    }
}

#[test]
fn names_of_offers_are_unique_and_their_places_find_them() {
    for case in cases() {
        let offers = case.offers();
        let ids: BTreeSet<&str> = offers.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids.len(), offers.len(), "{}", case.name);
        // Each look takes all offers of a place; a few tell as much as all.
        for offer in offers.iter().step_by(8) {
            let request = request(&case.template, &case.scenario, None);
            let there = laneway_core::refactor::offers(&request, offer.place);
            assert!(there.contains(offer), "{}: {}", case.name, offer.id);
        }
    }
}

#[test]
fn the_shop_in_order_is_offered_steps() {
    let folder = repository::root().join("web/examples/08-shop-serial");
    let read = |file: &str| fs::read_to_string(folder.join(file)).expect("the example");
    let (template, scenario) = (read("template.yaml"), read("scenario.yaml"));
    let all = Span::new(0, template.len());
    let offers = offers(&request(&template, &scenario, None), all);
    let best = offers.first().expect("an offer");
    assert_eq!(best.id, "parallelize:setup");
    assert!(best.preview.saved_ms() > 180_000, "{}", best.preview.words);
}
