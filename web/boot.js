// Runs before the page is painted: sets the colours, loads the program, starts its worker when the
// program asks for it, loads the dialogs when the first is opened and the panel of forecasts when it
// is shown, and says in the page what went wrong when the program cannot be loaded.
(() => {
  const { js, wasm } = document.currentScript.dataset;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  /** Paints the page; `system` follows the system, also when that changes. */
  function paint(theme) {
    root.dataset.choice = theme;
    root.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  }

  function storedTheme() {
    try {
      return localStorage.getItem("laneway.theme") ?? "system";
    } catch {
      return "system";
    }
  }

  async function compile(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return WebAssembly.compile(await response.arrayBuffer());
  }

  async function start() {
    const program = new URL(js, document.baseURI).href;
    const [module, { default: run }] = await Promise.all([compile(wasm), import(program)]);
    window.lanewayStartWorker = () => {
      const worker = new Worker("./worker.js", { type: "module" });
      worker.postMessage({ js: program, module });
      return worker;
    };
    await run({ module_or_path: module });
  }

  let loading;
  let dialogs;

  /** Shows what a dialog is given: at once or, until dialogs are loaded, in the order of the calls. */
  async function show(dialog, ...shown) {
    try {
      loading ??= import("./dialogs.js");
      dialogs ??= await loading;
    } catch {
      loading = undefined;
      alert("This part of the page could not be loaded. Check the connection.");
      return;
    }
    dialogs[dialog](...shown);
  }

  let foreseen;

  /** Hands what is to be foreseen to its panel; while that is loaded, the last call counts. */
  async function foresee(wanted, onApply) {
    foreseen = wanted;
    try {
      const panel = await import("./foresight.js");
      if (foreseen === wanted) panel.foresee(wanted, onApply);
    } catch (error) {
      console.warn(error);
      document.getElementById("foresight").textContent =
        "The forecast could not be loaded. Check the connection, then choose it again.";
    }
  }

  function showKeys(event) {
    const isTyping = event.target.closest("input, select, textarea, dialog, [contenteditable]");
    if (event.key !== "?" || event.ctrlKey || event.metaKey || isTyping) return;
    event.preventDefault();
    show("keys");
  }

  function fail(error) {
    console.error(error);
    const note = document.getElementById("boot");
    if (!note) return;
    note.dataset.failed = "";
    note.querySelector("p").textContent =
      "Laneway could not be loaded. Check the connection, then reload the page. " +
      "It is made of WebAssembly, which every current browser runs.";
  }

  window.lanewayPaint = paint;
  window.lanewayShow = show;
  window.lanewayForesee = foresee;
  paint(storedTheme());
  dark.addEventListener("change", () => paint(root.dataset.choice));
  addEventListener("keydown", showKeys);
  addEventListener("DOMContentLoaded", () => start().catch(fail));
})();
