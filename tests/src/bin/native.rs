//! What native code says, a line of JSON for each case, for the page's programs to be compared with:
//!
//! ```text
//! native corpus RUNS        the cases of tests/corpus/sim
//! native plans COUNT RUNS   random plans
//! native links COUNT        random documents, as `shared`, and what stands in a link to each, as `fragment`
//! ```
//!
//! Of a plan a line holds `name`, `template`, `scenario` and `stage`, and as text what the command line prints: `report` of
//! the first run, and `forecast` of so many, which is null if they are all the same or none are asked for.
//!
//! With optimisation and without, the same has to come out:
//!
//! ```text
//! cmp <(cargo run -p laneway-tests --bin native plans 10000 100) \
//!     <(cargo run --release -p laneway-tests --bin native plans 10000 100)
//! ```

use laneway_core::analysis::{Request, analyze};
use laneway_core::forecast::{Tally, varies};
use laneway_core::share::encode;
use laneway_core::simulate::batch::Engine;
use laneway_tests::corpus::sim_cases;
use laneway_tests::{documents, plans};
use serde_json::json;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["corpus", runs] => {
            let runs = number(runs)?;
            for case in sim_cases() {
                let request = Request {
                    template: &case.template,
                    scenario: &case.scenario,
                    stage: case.stage.as_deref(),
                    seed: None,
                };
                print(&case.name, &request, runs)?;
            }
            Ok(())
        }
        ["plans", count, runs] => {
            let runs = number(runs)?;
            for plan in 0..number(count)? {
                let texts = plans::texts(plan.into());
                let request = Request {
                    template: &texts.template,
                    scenario: &texts.scenario,
                    ..Request::default()
                };
                print(&format!("plan {plan}"), &request, runs)?;
            }
            Ok(())
        }
        ["links", count] => {
            for shared in documents::same(number(count)?) {
                let fragment = encode(&shared);
                let line = json!({ "shared": shared, "fragment": fragment });
                writeln!(io::stdout(), "{line}")?;
            }
            Ok(())
        }
        _ => Err(io::Error::other(
            "native corpus RUNS | plans COUNT RUNS | links COUNT",
        )),
    }
}

fn number(text: &str) -> io::Result<u32> {
    text.parse().map_err(io::Error::other)
}

fn print(name: &str, request: &Request, runs: u32) -> io::Result<()> {
    let run = analyze(request).run;
    let forecast = run.as_ref().filter(|run| runs > 0 && varies(&run.setting));
    let forecast = forecast.map(|run| {
        let tally = Tally::of(&Engine::new(&run.setting), 0..runs);
        let mut report = run.report.clone();
        report.forecast = Some(tally.outlook(&run.setting.plan).forecast);
        report.to_json()
    });
    let line = json!({
        "name": name,
        "template": request.template,
        "scenario": request.scenario,
        "stage": request.stage,
        "report": run.map(|run| run.report.to_json()),
        "forecast": forecast,
    });
    writeln!(io::stdout(), "{line}")
}
