//! What a large run costs: how soon the next write follows what was heard, and how much memory it takes.

use laneway_core::analysis::{Request, analyze};
use laneway_core::time::Millis;
use laneway_kube::course::Told;
use laneway_kube::manifest::{Given, Order, bundles};
use laneway_kube::object::Resource;
use laneway_kube::runner::{Asked, Ended, Failure, Place, Watcher, remove, run};
use std::fmt::Write as _;
use std::time::Instant;

const TASKS: usize = 1000;

fn main() -> Result<(), Failure> {
    let place = Place::default();
    for steps in [20, 1] {
        let begun = Instant::now();
        let ended = go(&place, &template(steps))?;
        let took = begun.elapsed();
        let reaction = |percent: usize| {
            ended
                .reactions
                .get((ended.reactions.len() * percent / 100).min(ended.reactions.len() - 1))
        };
        println!(
            "{TASKS} tasks in {steps} steps: {took:.1?}; heard to next write: p50 {:.1?}, p95 {:.1?}, most {:.1?}; peak memory {}",
            reaction(50).copied().unwrap_or_default(),
            reaction(95).copied().unwrap_or_default(),
            reaction(100).copied().unwrap_or_default(),
            peak_memory()
        );
        assert!(!ended.went_wrong, "a task went wrong");
        remove(&place, "large", &kinds())?;
    }
    Ok(())
}

fn kinds() -> [Resource; 2] {
    [Resource::workload("Deployment"), Resource::workload("Job")]
}

/// Half of the tasks of each step are jobs, half are services.
fn template(steps: usize) -> String {
    let mut text = "services:\n".to_owned();
    for number in 0..TASKS / 2 {
        let _ = writeln!(
            text,
            "  - {{ name: s{number}, image: script, args: [serve] }}"
        );
    }
    text.push_str("jobs:\n");
    for number in 0..TASKS / 2 {
        let _ = writeln!(
            text,
            "  - {{ name: j{number}, image: script, args: [\"sleep 1s; exit 0\"] }}"
        );
    }
    text.push_str("workflows:\n  - name: setup\n    parallelize:\n");
    for step in 0..steps {
        let own: Vec<String> = (0..TASKS / 2)
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

fn go(place: &Place, template: &str) -> Result<Ended, Failure> {
    let request = Request {
        template,
        ..Request::default()
    };
    let setting = analyze(&request).run.expect("a stage").setting;
    let order = Order {
        template,
        plan: &setting.plan,
        application: "large",
        given: &Given::default(),
    };
    let bundles = bundles(&order).expect("objects");
    let asked = Asked {
        place,
        application: "large",
        setting: &setting,
        bundles: &bundles,
        kinds: &kinds(),
        force: false,
        anew: true,
        settle: Some(Millis(100)),
    };
    run(&asked, &mut Nobody)
}

struct Nobody;

impl Watcher for Nobody {
    fn begins(&mut self, _: &str, _: &str, _: &str, _: bool) {}

    fn tell(&mut self, _: Millis, _: &[Told]) {}

    fn busy(&mut self, _: Millis, why: &str) {
        println!("{why}");
    }
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |line| line.trim().to_owned())
}
