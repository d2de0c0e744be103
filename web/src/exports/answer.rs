//! What the worker does with a question. Pure.

use super::messages::{Ask, Compared, Drawn, Of, Told, With};
use laneway_core::analysis::{Request, Run, analyze, compare};
use laneway_core::export::{Beside, Look, Theme, csv, svg_beside};
use laneway_core::overlay;
use laneway_core::picture::fan::Fan;
use laneway_core::picture::moved::Than;
use laneway_core::share::{Shared, decode};
use laneway_core::time::Millis;

/// Why texts that can be read make no picture.
const NOTHING: &str = "There is no stage in these texts that can be simulated.";

/// Answers a question.
pub fn answer(ask: &Ask) -> Told {
    match ask {
        Ask::Draw {
            of,
            width,
            theme,
            fan,
        } => Told::Drawn(match texts(of) {
            Ok(shared) => draw(&shared, fan, &look(*width, theme)),
            Err(trouble) => Drawn {
                trouble: Some(trouble),
                ..Drawn::default()
            },
        }),
        Ask::List { of } => {
            let run = texts(of).ok().and_then(|shared| run(&shared));
            Told::Listed(run.map(|run| csv(&run.report)))
        }
        Ask::Compare {
            of,
            with,
            width,
            theme,
        } => Told::Compared(
            compared(of, with, &look(*width, theme)).unwrap_or_else(|trouble| Compared {
                trouble: Some(trouble),
                ..Compared::default()
            }),
        ),
    }
}

fn look(width: u32, theme: &str) -> Look {
    Look {
        width,
        theme: Theme::from_name(theme).unwrap_or_default(),
    }
}

/// The texts, or why there are none.
fn texts(of: &Of) -> Result<Shared, String> {
    match of {
        Of::Shared(shared) => Ok(Shared::clone(shared)),
        Of::Link(link) => decode(link).map_err(|error| error.to_string()),
    }
}

fn request(shared: &Shared) -> Request<'_> {
    Request {
        template: &shared.template,
        scenario: &shared.scenario,
        stage: shared.stage.as_deref(),
        seed: shared.seed,
    }
}

fn run(shared: &Shared) -> Option<Run> {
    analyze(&request(shared)).run
}

fn draw(shared: &Shared, fan: &[(String, Millis)], look: &Look) -> Drawn {
    let fan = Fan {
        moments: fan.to_vec(),
    };
    let beside = Beside {
        fan: Some(fan),
        ..Beside::default()
    };
    match run(shared) {
        Some(run) => Drawn {
            svg: Some(svg_beside(&run.report, &beside, &run.summary, look)),
            stage: Some(run.report.stage),
            summary: run.summary,
            trouble: None,
        },
        None => Drawn {
            trouble: Some(NOTHING.to_owned()),
            ..Drawn::default()
        },
    }
}

/// So many runs tell how probable a recorded finish was.
const RUNS: u32 = 2000;

/// The run of `of` after other texts, or before what was recorded.
fn compared(of: &Shared, with: &With, look: &Look) -> Result<Compared, String> {
    match with {
        With::Shared(other) => {
            let after = run(of).ok_or(NOTHING)?;
            let before = run(other).ok_or(NOTHING)?;
            Ok(beside((&before, Than::Other), &after, None, look))
        }
        With::Trace(text) => with_recorded(&request(of), text, look),
    }
}

fn with_recorded(of: &Request, text: &str, look: &Look) -> Result<Compared, String> {
    let mut after =
        overlay::read(of, text).map_err(|error| format!("This is no trace of a run: {error}."))?;
    let stage = after.setting.plan.stage.clone();
    let predicted = overlay::prediction(of, &after);
    let now = overlay::under_way(&after);
    let likely = predicted.as_ref().map(|predicted| match now {
        Some(now) => {
            let estimate = overlay::estimate(&predicted.setting, &after.trace, now);
            let words = estimate.map(|it| it.words(now));
            words.unwrap_or_else(|| "By what is predicted it can only halt.".to_owned())
        }
        None => overlay::likelihood(&predicted.setting, &after, RUNS).words(),
    });
    let same_stage = || {
        let stage = Some(stage.as_str());
        analyze(&Request { stage, ..*of }).run
    };
    let before = predicted.or_else(same_stage).ok_or_else(|| {
        format!("The texts in the editors have no stage `{stage}`, which was recorded.")
    })?;
    if let Some(now) = now {
        // The picture ends where nothing is known any more.
        after.report.all_settled_ms = after.report.all_settled_ms.or(Some(now));
    }
    let mut compared = beside((&before, Than::Predicted), &after, likely, look);
    if let Some(comparison) = compared.comparison.as_mut().filter(|_| now.is_some()) {
        comparison.words.clear();
    }
    Ok(compared)
}

fn beside(
    (before, than): (&Run, Than),
    after: &Run,
    likely: Option<String>,
    look: &Look,
) -> Compared {
    let under = Beside {
        behind: Some((&before.report, than)),
        ..Beside::default()
    };
    Compared {
        svg: Some(svg_beside(&after.report, &under, &after.summary, look)),
        comparison: Some(compare(before, after)),
        likely,
        trouble: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::scheduler::{Record, to_json_lines};
    use laneway_core::share::encode;

    fn drawn(of: Of) -> Drawn {
        match answer(&Ask::Draw {
            of,
            width: 900,
            theme: "dark".to_owned(),
            fan: vec![("half".to_owned(), Millis::from_secs(20))],
        }) {
            Told::Drawn(drawn) => drawn,
            told => panic!("{told:?}"),
        }
    }

    fn shared() -> Shared {
        Shared {
            template: "workflows:\n  - name: setup\n    order_from: [jobs.a]\n".to_owned(),
            ..Shared::default()
        }
    }

    #[test]
    fn texts_and_a_link_to_them_make_the_same_picture() {
        let of_texts = drawn(Of::Shared(Box::new(shared())));
        let of_link = drawn(Of::Link(format!("#{}", encode(&shared()))));
        assert_eq!(of_texts, of_link);
        assert_eq!(of_link.stage.as_deref(), Some("setup"));
        assert!(
            of_link
                .svg
                .as_ref()
                .is_some_and(|svg| svg.contains("class=\"laneway-dark\""))
        );
        assert!(of_link.svg.is_some_and(|svg| svg.contains("half by 20s")));
        assert_eq!(of_link.summary[0], "`setup` succeeded after 30s.");
    }

    #[test]
    fn without_a_picture_there_is_a_reason() {
        let broken = drawn(Of::Link("#1.AAAA".to_owned()));
        assert!(broken.svg.is_none() && broken.trouble.is_some());
        let empty = drawn(Of::Shared(Box::default()));
        assert_eq!(empty.trouble.as_deref(), Some(NOTHING));
    }

    fn compared(with: With) -> Compared {
        match answer(&Ask::Compare {
            of: Box::new(shared()),
            with,
            width: 900,
            theme: "light".to_owned(),
        }) {
            Told::Compared(compared) => compared,
            told => panic!("{told:?}"),
        }
    }

    #[test]
    fn runs_are_compared_task_by_task() {
        let slower = Shared {
            scenario: "tasks:\n  jobs.a: { runs_for: 50s }\n".to_owned(),
            ..shared()
        };
        let told = compared(With::Shared(Box::new(slower)));
        let comparison = told.comparison.expect("a comparison");
        assert_eq!(
            comparison.words,
            "20s earlier, because `jobs.a` takes 30s instead of 50s"
        );
        let [task] = &comparison.tasks[..] else {
            panic!("{:?}", comparison.tasks)
        };
        let settled = [task.before, task.after].map(|it| it.and_then(|it| it.settled_ms));
        assert_eq!(
            settled.map(|at| at.map(|at| at.0)),
            [Some(50_000), Some(30_000)]
        );
        assert!(told.svg.is_some());
    }

    #[test]
    fn a_trace_of_the_same_run_is_no_different() {
        let run = run(&shared()).expect("a run");
        let record = Record {
            plan: run.setting.plan.clone(),
            scenario: None,
            seed: 0,
            epoch: None,
            trace: run.trace.clone(),
        };
        let text = to_json_lines(&record);
        let under_way = compared(With::Trace(
            text.lines().take(4).collect::<Vec<_>>().join("\n") + "\n",
        ));
        let estimate = under_way.likely.expect("an estimate");
        assert!(
            estimate.starts_with(
                "It is under way, and known for 0s. By what is predicted it ends after about 30s."
            ),
            "{estimate}"
        );
        let report = compared(With::Trace(run.report.to_json()));
        assert!(
            report
                .comparison
                .is_some_and(|it| it.tasks[0].before == it.tasks[0].after)
        );
        let told = compared(With::Trace(text));
        let comparison = told.comparison.expect("a comparison");
        assert!(
            comparison
                .tasks
                .iter()
                .all(|task| task.before == task.after)
        );
        let likely = told.likely.expect("the same texts");
        assert!(likely.contains("that late or later was 100 %"), "{likely}");
        let broken = compared(With::Trace("{}".to_owned()));
        assert!(
            broken
                .trouble
                .is_some_and(|it| it.starts_with("This is no trace"))
        );
    }

    #[test]
    fn tasks_are_listed() {
        let ask = Ask::List {
            of: Of::Shared(Box::new(shared())),
        };
        let Told::Listed(Some(list)) = answer(&ask) else {
            panic!("a list")
        };
        assert_eq!(list.lines().count(), 2, "{list}");
    }
}
