//! What the engine does with a request. Pure, but for what it remembers of the request before.

use super::language;
use super::places::Places;
use super::refactor;
use crate::protocol::{Answer, FromEngine, Inputs, Packed, Request, RunView, ToEngine};
use laneway_core::analysis::{Analysis, Analyst, Run, analyze};

/// Answers a message of the page; `analyst` is the same for all of them.
pub fn answer(analyst: &mut Analyst, message: &ToEngine) -> FromEngine {
    match message {
        ToEngine::Analyze(request) => {
            let analysis = analyst.analyze(&request.inputs.request());
            FromEngine::Answer(Box::new(answer_request(request, analysis)))
        }
        ToEngine::Json { id, inputs } => FromEngine::Json {
            id: *id,
            json: report_json(inputs),
        },
        ToEngine::Ask { id, question } => FromEngine::Told {
            id: *id,
            told: language::tell(question),
        },
        ToEngine::Offer(wanted) => FromEngine::Offers(Box::new(refactor::offers(wanted))),
    }
}

fn answer_request(request: &Request, analysis: Analysis) -> Answer {
    let inputs = &request.inputs;
    let Analysis {
        template,
        scenario,
        stages,
        run,
    } = analysis;
    let places = Places::new(&inputs.template);
    Answer {
        generation: request.generation,
        template: places.problems(&template),
        scenario: Places::new(&inputs.scenario).problems(&scenario),
        stages,
        run: run.map(|run| Packed::new(run_view(run, &places))),
    }
}

fn run_view(run: Run, places: &Places<'_>) -> RunView {
    RunView {
        step_spans: places.ranges(&run.step_spans),
        task_spans: places.ranges(&run.task_spans),
        report: run.report,
        summary: run.summary,
    }
}

/// The report as `laneway simulate --format json` prints it.
fn report_json(inputs: &Inputs) -> Option<String> {
    Some(analyze(&inputs.request()).run?.report.to_json())
}
