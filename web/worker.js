// The engine's worker: runs the program that the page has already loaded and compiled, and tells the
// page when that fails.
addEventListener(
  "message",
  async ({ data: { js, module } }) => {
    try {
      const program = await import(js);
      await program.default({ module_or_path: module });
    } catch {
      postMessage(null);
    }
  },
  { once: true },
);
