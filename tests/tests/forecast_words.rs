//! What a forecast says in words. `UPDATE=1 cargo test -p laneway-tests --test forecast_words` writes the
//! expectations anew; read the difference before you keep it.

use laneway_core::analysis::{Request, analyze};
use laneway_core::forecast::{Forecast, Tally, words};
use laneway_core::simulate::batch::Engine;
use laneway_tests::repository;
use std::path::PathBuf;
use std::{env, fs};

/// A file of the corpus: how many runs, a template, a scenario, and what is said of them.
struct Case {
    path: PathBuf,
    runs: u32,
    template: String,
    scenario: String,
    expected: String,
}

const PARTS: [&str; 4] = [
    " runs\n",
    "---- template\n",
    "---- scenario\n",
    "---- words\n",
];

impl Case {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a text");
        let mut rest = text.strip_prefix("---- ").expect("a number of runs");
        let mut parts = PARTS.iter().map(|heading| {
            let (part, after) = rest.split_once(heading).expect(heading);
            rest = after;
            part.to_owned()
        });
        let mut next = || parts.next().expect("a part");
        let (runs, _, template, scenario) = (next(), next(), next(), next());
        drop(parts);
        Self {
            runs: runs.parse().expect("a number"),
            template,
            scenario,
            expected: rest.to_owned(),
            path,
        }
    }

    fn forecast(&self) -> (String, Forecast) {
        let analysis = analyze(&Request {
            template: &self.template,
            scenario: &self.scenario,
            ..Request::default()
        });
        let name = self.path.display();
        assert!(analysis.scenario.is_empty(), "{name}: {analysis:?}");
        let run = analysis.run.expect("it can be simulated");
        let tally = Tally::of(&Engine::new(&run.setting), 0..self.runs);
        (run.report.stage, tally.outlook(&run.setting.plan).forecast)
    }

    fn bless(&self, found: &str) {
        let Self {
            runs,
            template,
            scenario,
            ..
        } = self;
        let [.., template_heading, scenario_heading, words_heading] = PARTS;
        let text = format!(
            "---- {runs} runs\n{template_heading}{template}{scenario_heading}{scenario}{words_heading}{found}"
        );
        fs::write(&self.path, text).expect("a writable corpus");
    }
}

fn cases() -> Vec<Case> {
    let corpus = repository::root().join("tests/corpus/words");
    let entries = fs::read_dir(corpus).expect("the corpus");
    let mut paths: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() > 10, "the corpus is there");
    paths.into_iter().map(Case::read).collect()
}

#[test]
fn every_forecast_is_told_as_it_stands_beside_it() {
    for case in cases() {
        let (stage, forecast) = case.forecast();
        let sentences = words(&stage, &forecast);
        let found = sentences.join("\n") + "\n";
        if env::var_os("UPDATE").is_some() {
            case.bless(&found);
        } else {
            assert_eq!(found, case.expected, "{}", case.path.display());
        }
        // Whoever has the printed forecast alone, such as the page, says the same.
        let printed = serde_json::to_string(&forecast).expect("JSON");
        let read: Forecast = serde_json::from_str(&printed).expect("a forecast");
        assert_eq!(words(&stage, &read), sentences);
    }
}
