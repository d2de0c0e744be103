//! The random plans that native code and WebAssembly are compared by are worth it: they can be simulated, say
//! everything that a scenario can say, and end in every way.

use laneway_core::analysis::{Analysis, Request, analyze};
use laneway_core::diagnostic::Severity;
use laneway_core::forecast::varies;
use laneway_core::report::{Outcome, Report, TaskOutcome};
use laneway_core::scheduler::{AttemptOutcome, WaitCause};
use laneway_core::simulate::batch::Engine;
use laneway_tests::plans::{Texts, texts};
use laneway_tests::sights::{ended, tried, waited};

const PLANS: u64 = 2000;
/// What has to be seen in so many of them at least.
const OFTEN: usize = 20;

/// Words of both languages that a plan has to use now and then.
const WORDS: [&str; 55] = [
    "order_from:",
    "parallelize:",
    "halt_on_error: true",
    "wait_for_finish: false",
    "tasks: []",
    ".all",
    "depends_on:",
    "static:",
    "replicas:",
    "readiness_probe:",
    "liveness_probe:",
    "completed_timeout:",
    "timeout:",
    "uniform:",
    "triangular:",
    "pert:",
    "normal:",
    "p99.9:",
    "p5:",
    "exponential:",
    "samples:",
    "ms",
    "defaults:",
    "needs: []",
    "needs: [services",
    "crash_after:",
    "fails: { attempts:",
    ", at:",
    "retries:",
    "OnFailure",
    "requests:",
    "task: ",
    "tasks: \"",
    "chance:",
    "hang:",
    "slowdown:",
    "latency:",
    "crash: { at:",
    "after_ready:",
    "node_loss:",
    "outage:",
    "image_pull: { fails:",
    "image_pull: never",
    "image_pull: invalid",
    "attempts: [2, 3]",
    "nodes:",
    "max_parallel:",
    "apply_latency:",
    "crash_loop_max:",
    "feature_gates:",
    "kubernetes:",
    "background: detach",
    "first_crash",
    "readiness_wait:",
    "horizon:",
];

/// Something that a run may show.
type Sight = (&'static str, fn(&Report) -> bool);

const SIGHTS: [Sight; 12] = [
    ("success", |it| it.outcome == Outcome::Succeeded),
    ("errors", |it| it.outcome == Outcome::FinishedWithErrors),
    ("a halt", |it| it.outcome == Outcome::Halted),
    ("something left running", |it| {
        ended(it, TaskOutcome::LeftRunning)
    }),
    ("a failure", |it| ended(it, TaskOutcome::Failed)),
    ("a healing", |it| {
        it.tasks.iter().any(|row| row.healed_ms.is_some())
    }),
    ("a time-out", |it| tried(it, AttemptOutcome::TimedOut)),
    ("a crash", |it| tried(it, AttemptOutcome::Crashed)),
    ("back-off", |it| waited(it, WaitCause::BackOff)),
    ("a wait for a slot", |it| waited(it, WaitCause::Slot)),
    ("a wait for an image", |it| waited(it, WaitCause::ImagePull)),
    ("a wait for room", |it| waited(it, WaitCause::Unschedulable)),
];

fn analysis(plan: &Texts) -> Analysis {
    analyze(&Request {
        template: &plan.template,
        scenario: &plan.scenario,
        ..Request::default()
    })
}

#[test]
fn no_plan_has_an_error() {
    for number in 0..PLANS {
        let plan = texts(number);
        let analysis = analysis(&plan);
        let problems = analysis.template.iter().chain(&analysis.scenario);
        let errors = problems.filter(|it| it.severity == Severity::Error);
        let errors: Vec<&str> = errors.map(|it| it.message.as_str()).collect();
        assert!(
            errors.is_empty(),
            "plan {number}: {errors:?}\n{}\n{}",
            plan.template,
            plan.scenario
        );
        assert!(analysis.run.is_some(), "plan {number} cannot be simulated");
    }
}

#[test]
fn every_word_is_used() {
    let plans: Vec<Texts> = (0..PLANS).map(texts).collect();
    for word in WORDS {
        let uses = |plan: &&Texts| plan.template.contains(word) || plan.scenario.contains(word);
        let count = plans.iter().filter(uses).count();
        assert!(count >= OFTEN, "only {count} of {PLANS} plans say {word}");
    }
}

#[test]
fn every_kind_of_run_is_seen() {
    let mut seen = [0; SIGHTS.len()];
    let (mut vary, mut forward) = (0, 0);
    for number in 0..PLANS {
        let run = analysis(&texts(number)).run.expect("a run");
        vary += usize::from(varies(&run.setting));
        forward += usize::from(varies(&run.setting) && Engine::new(&run.setting).is_forward());
        for (count, (_, shows)) in seen.iter_mut().zip(SIGHTS) {
            *count += usize::from(shows(&run.report));
        }
    }
    for (count, (name, _)) in seen.into_iter().zip(SIGHTS) {
        assert!(count >= OFTEN, "only {count} of {PLANS} runs show {name}");
    }
    assert!(
        vary > 1000 && forward > 300,
        "{vary} vary, {forward} need no queue of events"
    );
}
