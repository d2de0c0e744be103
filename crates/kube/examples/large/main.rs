//! What a large run costs, for `cargo xtask bench cluster`.
//!
//! `large run NAMESPACE TASKS STEPS` runs it, and prints in milliseconds how long it took from something that was heard
//! to the next write (median, 95th percentile, longest), and the most memory in bytes.
//! `large write FOLDER TASKS STEPS` writes the same objects as files, one for each step, in a folder for the step.
//! `large requests LOG AGENT NAMESPACE` prints how many requests the audit log of an API server has of a client, and how long
//! its writes took within the server, in milliseconds (median, 95th percentile).

mod requests;

use laneway_core::analysis::{Request, analyze};
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use laneway_kube::course::Told;
use laneway_kube::manifest::{Bundle, Given, Order, bundles};
use laneway_kube::object::{Object, Resource};
use laneway_kube::runner::{Asked, Ended, Failure, Place, Watcher, run};
use serde_json::{Value, json};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [what, place, tasks, steps] = arguments.as_slice() else {
        return Err("what is to be done is told in the source".into());
    };
    if what == "requests" {
        let requests = requests::requests(Path::new(place), tasks, steps)?;
        let [median, late] = [50, 95].map(|percent| at(&requests.writes, percent));
        println!("{} {median:.3} {late:.3}", requests.count);
        return Ok(());
    }
    let template = template(tasks.parse()?, steps.parse()?);
    let request = Request {
        template: &template,
        ..Request::default()
    };
    let setting = analyze(&request).run.ok_or("no stage")?.setting;
    let order = Order {
        template: &template,
        plan: &setting.plan,
        application: "large",
        given: &Given::default(),
    };
    let bundles = bundles(&order).map_err(|problems| format!("{problems:?}"))?;
    match what.as_str() {
        "write" => write(Path::new(place), &setting, &bundles),
        _ => {
            let place = Place {
                namespace: Some(place.clone()),
                ..Place::default()
            };
            let ended = go(&place, &setting, &bundles).map_err(|failure| failure.to_string())?;
            print(&ended)
        }
    }
}

fn print(ended: &Ended) -> Result<(), Box<dyn Error>> {
    if ended.went_wrong {
        return Err("a task went wrong".into());
    }
    let all = ended.reactions.iter();
    let all: Vec<f64> = all.map(|it| it.as_secs_f64() * 1000.0).collect();
    let [median, late, longest] = [50, 95, 100].map(|percent| at(&all, percent));
    println!(
        "{median:.3} {late:.3} {longest:.3} {}",
        peak_memory().unwrap_or_default()
    );
    Ok(())
}

/// A percentile of what is sorted; 0 of nothing.
fn at(sorted: &[f64], percent: usize) -> f64 {
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().unwrap_or_default()
}

/// `step-00/objects.json` and so on.
fn write(folder: &Path, setting: &Setting, bundles: &[Bundle]) -> Result<(), Box<dyn Error>> {
    for (number, step) in setting.plan.steps.iter().enumerate() {
        let own = step.tasks.iter().flat_map(|task| &bundles[task.0].objects);
        let items: Vec<&Value> = own.map(Object::value).collect();
        let list = json!({ "apiVersion": "v1", "kind": "List", "items": items });
        let folder = folder.join(format!("step-{number:02}"));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("objects.json"), list.to_string())?;
    }
    Ok(())
}

fn kinds() -> [Resource; 2] {
    [Resource::workload("Deployment"), Resource::workload("Job")]
}

/// Half of the tasks of each step are jobs, half are services.
fn template(tasks: usize, steps: usize) -> String {
    let mut text = "services:\n".to_owned();
    for number in 0..tasks / 2 {
        let _ = writeln!(
            text,
            "  - {{ name: s{number}, image: script, args: [serve] }}"
        );
    }
    text.push_str("jobs:\n");
    for number in 0..tasks / 2 {
        let _ = writeln!(
            text,
            "  - {{ name: j{number}, image: script, args: [\"sleep 1s; exit 0\"] }}"
        );
    }
    text.push_str("workflows:\n  - name: setup\n    parallelize:\n");
    for step in 0..steps {
        let own: Vec<String> = (0..tasks / 2)
            .filter(|number| number % steps == step)
            .map(|number| format!("services.s{number}, jobs.j{number}"))
            .collect();
        let _ = writeln!(
            text,
            "      - {{ step: step-{step}, tasks: [{}] }}",
            own.join(", ")
        );
    }
    text
}

fn go(place: &Place, setting: &Setting, bundles: &[Bundle]) -> Result<Ended, Failure> {
    let asked = Asked {
        place,
        application: "large",
        setting,
        bundles,
        kinds: &kinds(),
        force: false,
        anew: true,
        // `kubectl rollout status` waits for nothing more either.
        settle: Some(Millis::ZERO),
    };
    run(&asked, &mut Nobody)
}

struct Nobody;

impl Watcher for Nobody {
    fn begins(&mut self, _: &str, _: &str, _: &str, _: bool) {}

    fn tell(&mut self, _: Millis, _: &[Told]) {}

    fn busy(&mut self, _: Millis, why: &str) {
        eprintln!("{why}");
    }
}

/// In bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
