//! What is answered. Pure.

use super::messages::{Ask, Granted, Told};
use crate::worker::places::Places;
use laneway_core::analysis::{Analyst, Request, Run, difference};
use laneway_core::wish::{Ground, Refusal, Text, Wish};

/// Answers a question of the page.
pub fn answer(ask: &Ask) -> Told {
    let (Ask::About { inputs, .. } | Ask::Grant { inputs, .. }) = ask;
    let request = inputs.request();
    let told = Ground::read(&request).and_then(|ground| match ask {
        Ask::About { subject, .. } => Ok(Told::About(Box::new(ground.about(subject)?))),
        Ask::Grant { wish, .. } => grant(&ground, &request, wish),
    });
    told.unwrap_or_else(|refusal| Told::Refused(refusal.to_string()))
}

fn grant(ground: &Ground, request: &Request, wish: &Wish) -> Result<Told, Refusal> {
    let granted = ground.grant(wish)?;
    let (before, edited) = match granted.text {
        Text::Template => (
            request.template,
            Request {
                template: &granted.after,
                ..request.clone()
            },
        ),
        Text::Scenario => (
            request.scenario,
            Request {
                scenario: &granted.after,
                ..request.clone()
            },
        ),
    };
    let mut analyst = Analyst::default();
    let runs: [Option<Run>; 2] = [request, &edited].map(|it| analyst.analyze(it).run);
    let words = match &runs {
        [Some(then), Some(now)] => difference(then, now),
        _ => String::new(),
    };
    Ok(Told::Granted(Box::new(Granted {
        text: granted.text,
        changes: Places::new(before).changes(&granted.edits),
        words,
        done: granted.done,
        after: granted.after,
    })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Inputs;

    fn inputs(scenario: &str) -> Inputs {
        Inputs {
            template: "workflows: [{ name: setup, order_from: [jobs.🚀, jobs.b] }]".to_owned(),
            scenario: scenario.to_owned(),
            ..Inputs::default()
        }
    }

    fn ask(json: &str, scenario: &str) -> Told {
        let mut ask: serde_json::Value = serde_json::from_str(json).expect("JSON");
        let inside = ask.as_object_mut().and_then(|it| it.values_mut().next());
        inside.expect("a question")["inputs"] =
            serde_json::to_value(inputs(scenario)).expect("JSON");
        answer(&serde_json::from_value(ask).expect("a question"))
    }

    #[test]
    fn an_edit_is_placed_as_editors_count_and_says_what_it_does() {
        let scenario = "# 🚀\ntasks: { jobs.🚀: { runs_for: 30s } }\n";
        let wish = r#"{"grant":{"wish":{"duration":{"task":"jobs.🚀","millis":60000}}}}"#;
        let Told::Granted(granted) = ask(wish, scenario) else {
            panic!("it is granted");
        };
        assert_eq!(granted.text, Text::Scenario);
        assert_eq!(
            granted.words,
            "30s later, because `jobs.🚀` takes 1m instead of 30s"
        );
        let mut units: Vec<u16> = scenario.encode_utf16().collect();
        let [change] = &granted.changes[..] else {
            panic!("{:?}", granted.changes);
        };
        units.splice(
            change.range.start..change.range.end,
            change.text.encode_utf16(),
        );
        assert_eq!(
            String::from_utf16(&units).expect("whole characters"),
            granted.after
        );
    }

    #[test]
    fn what_can_be_wished_for_and_what_cannot_be_is_told() {
        let Told::About(about) = ask(r#"{"about":{"subject":{"task":"jobs.b"}}}"#, "") else {
            panic!("there is such a task");
        };
        assert_eq!(about.takes.map(|it| it.millis.0), Some(30_000));
        let Told::Refused(why) = ask(r#"{"grant":{"wish":{"halt":{"step":0,"on":true}}}}"#, "")
        else {
            panic!("an order has no steps");
        };
        assert!(why.contains("Write the order as steps first"), "{why}");
    }
}
