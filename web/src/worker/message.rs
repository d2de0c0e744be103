//! How messages travel: as bytes in the order of their types' fields, for which the page needs less
//! code than for texts with names in them. Both sides are the same program, so no form of an older
//! one is ever read.

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsError, JsValue};

/// A message as a JavaScript value.
///
/// # Errors
/// When its type has no form as bytes.
pub fn encode<T: Serialize>(message: &T) -> Result<JsValue, JsError> {
    Ok(Uint8Array::from(&to_bytes(message)?[..]).into())
}

/// Reads what [`encode`] wrote; `None` for anything else.
pub fn decode<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let bytes = value.dyn_ref::<Uint8Array>()?.to_vec();
    from_bytes(&bytes)
}

pub(crate) fn to_bytes<T: Serialize>(message: &T) -> postcard::Result<Vec<u8>> {
    postcard::to_allocvec(message)
}

pub(crate) fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{from_bytes, to_bytes};
    use crate::examples;
    use crate::protocol::{FromEngine, Generation, Inputs, Request, ToEngine};
    use crate::worker::answer::answer;
    use laneway_core::analysis::Analyst;

    /// Nothing in an answer may be left out: the bytes have no names.
    #[test]
    fn every_answer_arrives_as_it_was_sent() {
        let shipped = examples::all().iter().map(|it| (it.template, it.scenario));
        let no_room = (
            "workflows: [{name: setup, order_from: [services.a, services.b, jobs.c]}]",
            "cluster: { nodes: [{ cpu: 1, memory: 1Gi }] }\n\
             defaults: { services: { requests: { cpu: 1 } }, jobs: { requests: { memory: 2Gi } } }",
        );
        for (template, scenario) in shipped.chain([no_room]) {
            let inputs = Inputs {
                template: template.to_owned(),
                scenario: scenario.to_owned(),
                ..Inputs::default()
            };
            let request = Request {
                generation: Generation(1),
                inputs,
            };
            let sent = answer(&mut Analyst::default(), &ToEngine::Analyze(request));
            let bytes = to_bytes(&sent).expect("bytes");
            assert_eq!(from_bytes::<FromEngine>(&bytes), Some(sent), "{template}");
        }
    }
}
