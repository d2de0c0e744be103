// A worker: runs the program that whoever started it has already loaded and compiled, and tells when
// that fails.
addEventListener(
  "message",
  async ({ data: { js, module } }) => {
    globalThis.lanewayStartHelper = () => {
      const helper = new Worker(import.meta.url, { type: "module", name: "helper" });
      helper.postMessage({ js, module });
      return helper;
    };
    try {
      const program = await import(js);
      await program.default({ module_or_path: module });
    } catch {
      postMessage(null);
    }
  },
  { once: true },
);
