// Runs before the page is painted: sets the colours, loads the program, and says in the page what
// went wrong when it cannot be loaded.
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

  function fail(error) {
    console.error(error);
    const note = document.getElementById("boot");
    if (note) {
      note.querySelector("p").textContent =
        "Laneway could not be loaded. Check the connection, then reload the page. Its program is made of WebAssembly, which every current browser runs.";
      note.dataset.failed = "";
    }
  }

  dark.addEventListener("change", () => paint(root.dataset.choice));
  window.lanewayPaint = paint;
  paint(storedTheme());
  addEventListener("DOMContentLoaded", async () => {
    try {
      const program = await import(new URL(js, document.baseURI));
      await program.default({ module_or_path: new URL(wasm, document.baseURI) });
    } catch (error) {
      fail(error);
    }
  });
})();
