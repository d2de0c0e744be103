//! The corpus: a file for each scenario, with the template, a line `---`, and the scenario.

use laneway_core::analysis::{Request, Run, analyze};
use laneway_core::diagnostic::Severity;
use laneway_core::report::build;
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::run;
use laneway_core::time::Millis;
use std::path::PathBuf;

/// What is predicted to last longer is left to `cargo xtask conformance`.
const SHORT: Millis = Millis::from_secs(15);
/// What is predicted to last longer is played beside everything else.
const LONG: Millis = Millis::from_secs(240);

/// One scenario.
#[derive(Debug)]
pub struct Case {
    /// The name of its file.
    pub name: String,
    /// What it is about, in its first line.
    pub about: String,
    /// The template.
    pub template: String,
    /// The scenario.
    pub scenario: String,
    /// The stage, by a line `# stage: teardown`.
    pub stage: Option<String>,
    /// How long services without a probe have to stay ready, by a line `# settle: 2s`; not at all without it.
    pub settle: Millis,
    /// How long its pods stay on a node that is not heard of, by a line `# tolerates: 20s`; without it as long as ever.
    pub tolerates: Option<Millis>,
    /// Why its order of events is known to differ, by a line `# known: …`.
    pub known: Option<String>,
}

impl Case {
    /// All of the corpus, by name.
    ///
    /// # Panics
    /// If a file cannot be read.
    pub fn all() -> Vec<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let files = std::fs::read_dir(&folder).expect("the corpus is there");
        let paths = files.map(|file| file.expect("a file").path());
        let mut paths: Vec<PathBuf> = paths.collect();
        paths.sort();
        paths
            .iter()
            .map(|path| {
                let text = std::fs::read_to_string(path).expect("a file of the corpus");
                let name = path.file_stem().expect("a name").to_string_lossy();
                Self::read(&name, &text)
            })
            .collect()
    }

    /// Those that are over soon.
    pub fn short() -> Vec<Self> {
        let mut all = Self::all();
        all.retain(|case| case.predicted_end() <= SHORT);
        all
    }

    fn read(name: &str, text: &str) -> Self {
        let (template, scenario) = text.split_once("\n---\n").unwrap_or((text, ""));
        let mut comments = text.lines().map_while(|line| line.strip_prefix("# "));
        let about = comments.next().unwrap_or_default().to_owned();
        let mut case = Self {
            name: name.to_owned(),
            about,
            template: template.to_owned(),
            scenario: scenario.to_owned(),
            stage: None,
            settle: Millis::ZERO,
            tolerates: None,
            known: None,
        };
        for (key, value) in comments.filter_map(|line| line.split_once(": ")) {
            match key {
                "known" => case.known = Some(value.to_owned()),
                "stage" => case.stage = Some(value.to_owned()),
                "tolerates" => case.tolerates = Some(value.parse().expect("a duration")),
                "settle" => case.settle = value.parse().expect("a duration"),
                _ => panic!("{name}: what is `{key}`?"),
            }
        }
        case
    }

    /// What the simulation makes of it.
    ///
    /// # Panics
    /// If the texts have errors.
    pub fn predicted(&self) -> Run {
        let analysis = analyze(&Request {
            template: &self.template,
            scenario: &self.scenario,
            stage: self.stage.as_deref(),
            ..Request::default()
        });
        let problems = analysis.template.iter().chain(&analysis.scenario);
        let errors: Vec<&str> = problems
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| problem.message.as_str())
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", self.name);
        let run = analysis.run.expect("a stage");
        match self.tolerates {
            Some(time) => tolerating(run, time),
            None => run,
        }
    }

    /// Whether it is over long after all others, and has to be begun first.
    pub fn is_long(&self) -> bool {
        self.predicted_end() > LONG
    }

    fn predicted_end(&self) -> Millis {
        let run = self.predicted();
        let events = crate::compare::until_the_end(&run.trace, &run.setting);
        events.last().map_or(Millis::ZERO, |event| event.at)
    }
}

/// The same run where pods stay on a lost node for so long: scenarios know no tolerations.
fn tolerating(predicted: Run, time: Millis) -> Run {
    let mut setting = predicted.setting;
    let delays = &mut setting.options.node_loss;
    delays.evicted = delays.noticed + time;
    let number = RunNumber(0);
    let trace = run(&setting, number);
    Run {
        report: build(&setting, number, &trace, false),
        trace,
        setting,
        ..predicted
    }
}
