//! What the engine says of the first example, so that a first visit has its picture before the engine has loaded.

use crate::examples;
use crate::protocol::{Answer, FromEngine, Inputs};
use crate::worker::message::from_bytes;

/// The engine's message, as it travels.
static MESSAGE: &[u8] = include_bytes!("first-answer");

/// The answer for the first of all states, if it is the first example as it comes.
pub fn answer(inputs: &Inputs) -> Option<Answer> {
    if *inputs != first() {
        return None;
    }
    match from_bytes(MESSAGE)? {
        FromEngine::Answer(answer) => Some(*answer),
        _ => None,
    }
}

fn first() -> Inputs {
    let example = &examples::all()[0];
    Inputs {
        template: example.template.to_owned(),
        scenario: example.scenario.to_owned(),
        ..Inputs::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{MESSAGE, answer, first};
    use crate::protocol::{FromEngine, Generation, Inputs, Request, ToEngine};
    use crate::worker::answer::answer as ask;
    use crate::worker::message::to_bytes;
    use laneway_core::analysis::Analyst;

    /// `UPDATE=1` writes it anew.
    #[test]
    fn it_is_what_the_engine_says() {
        let request = Request {
            generation: Generation::default(),
            inputs: first(),
        };
        let said = ask(&mut Analyst::default(), &ToEngine::Analyze(request));
        let bytes = to_bytes(&said).expect("bytes");
        if std::env::var_os("UPDATE").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/examples/first-answer");
            std::fs::write(file, &bytes).expect("it can be written");
        } else {
            assert!(
                bytes == MESSAGE,
                "run this test with UPDATE=1 in the environment"
            );
            let known = answer(&first()).map(|answer| FromEngine::Answer(Box::new(answer)));
            assert_eq!(known, Some(said));
        }
    }

    #[test]
    fn nothing_is_known_of_anything_else() {
        let inputs = Inputs {
            seed: Some(1),
            ..first()
        };
        assert_eq!(answer(&inputs), None);
        assert_eq!(answer(&Inputs::default()), None);
    }
}
