//! How messages travel: as JSON, in one string. That keeps every seed and every time, and is faster
//! and smaller than an object for each part.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsError, JsValue};

/// A message as a JavaScript value.
pub fn encode<T: Serialize>(message: &T) -> Result<JsValue, JsError> {
    Ok(JsValue::from(serde_json::to_string(message)?))
}

/// Reads what [`encode`] wrote; `None` for anything else.
pub fn decode<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&value.as_string()?).ok()
}
