//! A trace as text: JSON Lines, the same for simulated and recorded runs.
//!
//! The first line is the header; every other line is one thing that happened, in order:
//!
//! ```text
//! {"version":1,"seed":7,"scenario":null,"epoch":null,"plan":{"stage":"setup","steps":[…]}}
//! {"event":"step_opened","at_ms":0,"step":"migrate","step_index":0}
//! {"event":"task_started","at_ms":0,"task":"jobs.migrate"}
//! {"event":"attempt_started","at_ms":0,"task":"jobs.migrate","attempt":1}
//! {"event":"attempt_ended","at_ms":30000,"task":"jobs.migrate","attempt":1,"outcome":"succeeded"}
//! {"event":"task_settled","at_ms":30000,"task":"jobs.migrate","outcome":"succeeded"}
//! {"event":"step_settled","at_ms":30000,"step":"migrate","step_index":0}
//! {"event":"waited","at_ms":30000,"task":"services.web","from_ms":0,"until_ms":30000,"cause":"barrier","on":["jobs.migrate"],"outside":[]}
//! ```
//!
//! Further events: `task_queued`, `retries_cut`, `task_healed`, `service_lost`, `last_step_done`, `halted`,
//! `all_settled`. Times are milliseconds since the start of the stage. A wait is written when it ends;
//! one that never ends has `until_ms` null and stands last. Tasks are named as in the report.

mod lines;
mod read;
mod write;

pub use read::{TraceError, TraceProblem, from_json_lines};
pub use write::{event_line, header_line, to_json_lines, wait_line};

use super::Trace;
use crate::plan::Plan;

/// The version of the format.
pub const TRACE_VERSION: u32 = 1;

/// A trace and what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What ran. Read from text, its places in the template are empty.
    pub plan: Plan,
    /// The text of the scenario, if there was one.
    pub scenario: Option<String>,
    /// The seed of the draws; 0 where nothing was drawn.
    pub seed: u64,
    /// The moment on the wall clock at which the stage began (RFC 3339); `None` if simulated.
    pub epoch: Option<String>,
    /// What happened.
    pub trace: Trace,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::{setting, setting_with};
    use crate::kubernetes::NodeSize;
    use crate::simulate::draws::{RunNumber, Stream};
    use crate::simulate::{Harm, Hazard, NodeLoss, Setting, Strikes, run};
    use crate::time::Millis;

    fn record(setting: &Setting) -> Record {
        Record {
            plan: setting.plan.clone(),
            scenario: Some("seed: 7\n".into()),
            seed: 7,
            epoch: None,
            trace: run(setting, RunNumber(0)),
        }
    }

    /// Every pod takes the whole of the only node.
    fn without_room(text: &str) -> Setting {
        let mut setting = setting(text);
        let (cpu, memory, pods) = (1000, 1 << 30, 110);
        setting.cluster.nodes = vec![NodeSize { cpu, memory, pods }];
        for behaviour in &mut setting.behaviours {
            behaviour.pods.count = 1;
            behaviour.pods.requests.cpu = Some(cpu);
        }
        setting
    }

    /// Every service crashes once it is ready, and at 47 s all nodes are lost.
    fn with_losses(text: &str) -> Setting {
        let mut setting = setting(text);
        for behaviour in &mut setting.behaviours {
            behaviour.hazards.push(Hazard {
                harm: Harm::CrashAfterReady(Millis::from_secs(1).into()),
                strikes: Strikes::ALWAYS,
                stream: Stream::of_fault("", 0),
            });
            behaviour.node_losses.push(NodeLoss {
                at: Millis::from_secs(47).into(),
                stream: Stream::of_fault("", 0),
            });
        }
        setting
    }

    #[test]
    fn a_trace_survives_being_written_and_read() {
        let healing =
            "one!: services.a 45; services.b 12 needs=services.a,services.x@0..9 crash=3; jobs.j 5
                       two~: services.a 650
                       three:
                       four: jobs.j 5 fails=1 retries=2; services.never 9 always";
        let halting = "one!: jobs.a 5 always; jobs.b 5; services.c 9
                       two: jobs.b 1";
        let settings = [
            setting(""),
            setting(healing),
            setting(halting),
            setting_with(healing, |options| options.max_parallel = Some(2)),
            setting_with(halting, |options| options.max_parallel = Some(1)),
            without_room(healing),
            with_losses(healing),
        ];
        for setting in settings {
            let record = record(&setting);
            let text = to_json_lines(&record);
            assert_eq!(from_json_lines(&text).as_ref(), Ok(&record), "{text}");
        }
    }

    #[test]
    fn is_one_object_a_line() {
        let text = to_json_lines(&record(&setting("a: jobs.a 1\nb~: services.b 2")));
        let expected = [
            r#"{"version":1,"seed":7,"scenario":"seed: 7\n","epoch":null,"plan":{"stage":"setup","steps":[{"name":"a","waited":true,"halt_on_error":false,"tasks":[{"task":"jobs.a","reference":"jobs.a","occurrence":1,"kind":"jobs","halts":false,"limit_ms":1200000}]},{"name":"b","waited":false,"halt_on_error":false,"tasks":[{"task":"services.b","reference":"services.b","occurrence":1,"kind":"services","halts":false,"limit_ms":null}]}]}}"#,
            r#"{"event":"step_opened","at_ms":0,"step":"a","step_index":0}"#,
            r#"{"event":"task_started","at_ms":0,"task":"jobs.a"}"#,
            r#"{"event":"attempt_started","at_ms":0,"task":"jobs.a","attempt":1}"#,
            r#"{"event":"attempt_ended","at_ms":1000,"task":"jobs.a","attempt":1,"outcome":"succeeded"}"#,
            r#"{"event":"task_settled","at_ms":1000,"task":"jobs.a","outcome":"succeeded"}"#,
            r#"{"event":"step_settled","at_ms":1000,"step":"a","step_index":0}"#,
            r#"{"event":"waited","at_ms":1000,"task":"services.b","from_ms":0,"until_ms":1000,"cause":"barrier","on":["jobs.a"],"outside":[]}"#,
            r#"{"event":"step_opened","at_ms":1000,"step":"b","step_index":1}"#,
            r#"{"event":"task_started","at_ms":1000,"task":"services.b"}"#,
            r#"{"event":"attempt_started","at_ms":1000,"task":"services.b","attempt":1}"#,
            r#"{"event":"last_step_done","at_ms":1000}"#,
            r#"{"event":"attempt_ended","at_ms":3000,"task":"services.b","attempt":1,"outcome":"ready"}"#,
            r#"{"event":"task_settled","at_ms":3000,"task":"services.b","outcome":"ready"}"#,
            r#"{"event":"step_settled","at_ms":3000,"step":"b","step_index":1}"#,
            r#"{"event":"all_settled","at_ms":3000}"#,
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
        assert!(text.ends_with('\n'));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let text = to_json_lines(&record(&setting("a: jobs.a 1")));
        let cases = [
            ("", 1, "the header is missing"),
            (
                "{\"version\":2}\n",
                1,
                "version 2 is not known; this program reads version 1",
            ),
            (
                &text.replace("\"jobs.a\",\"attempt\"", "\"jobs.b\",\"attempt\""),
                4,
                "the plan has no task jobs.b",
            ),
            (
                &text.replace("\"step_index\":0", "\"step_index\":9"),
                2,
                "the plan has no step 9",
            ),
        ];
        for (text, line, message) in cases {
            let error = from_json_lines(text).expect_err("a broken trace");
            assert_eq!(
                (error.line, error.problem.to_string().as_str()),
                (line, message)
            );
        }
        let cut = &text[..text.len() - 9];
        assert_eq!(
            from_json_lines(cut).expect_err("cut").line,
            text.lines().count()
        );
    }
}
