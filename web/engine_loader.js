// Loads the engine's program into its worker, and tells the page when that fails.
const failed = () => postMessage("NotLoaded");
try {
  importScripts("./engine.js");
  wasm_bindgen({ module_or_path: "./engine_bg.wasm" }).catch(failed);
} catch {
  failed();
}
