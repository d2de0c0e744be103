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
    Ok(Uint8Array::from(&postcard::to_allocvec(message)?[..]).into())
}

/// Reads what [`encode`] wrote; `None` for anything else.
pub fn decode<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let bytes = value.dyn_ref::<Uint8Array>()?.to_vec();
    postcard::from_bytes(&bytes).ok()
}
