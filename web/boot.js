// Runs before the page is painted: sets the colours, loads the program, starts its worker when the
// program asks for it, loads the dialogs when the first is opened, the panel of forecasts and
// the player when they are shown and what follows links when the address has one, and says in the page what went wrong when the
// program cannot be loaded.
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
    const [module, { default: run }, first] = await Promise.all([compile(wasm), import(program), follow()]);
    window.lanewayLinks = (onFollowed) => {
      addEventListener("hashchange", async () => {
        const heard = await follow();
        if (heard) onFollowed(heard);
      });
      return first;
    };
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

  let played;

  /** Hands a run to its player; while that is loaded, the last call counts. */
  async function play(wanted, onMoment, onClosed) {
    played = wanted;
    try {
      const player = await import("./play.js");
      if (played === wanted) player.play(wanted, onMoment, onClosed);
    } catch (error) {
      console.warn(error);
      onClosed();
      alert("This part of the page could not be loaded. Check the connection.");
    }
  }

  let lessonHooks;

  /** Keeps what lessons tell the page, and opens the one that the address names, unless it has a link, too. */
  function keepLessons(onShown, onLeft) {
    lessonHooks = { onShown, onLeft };
    const named = new URLSearchParams(location.search).get("lesson");
    if (named !== null && !/^#\d+\./.test(location.hash)) showLessons(named);
  }

  /** Opens a lesson, or the list of them. */
  async function showLessons(named) {
    try {
      const lessons = await import("./lessons.js");
      await lessons.lessons(lessonHooks, named);
    } catch (error) {
      console.warn(error);
      alert("The lessons could not be loaded. Check the connection.");
    }
  }

  /** The link that is looked at. The address may change meanwhile: parts of the page have one, too. */
  let followed;

  /** What the link in the address holds; nothing if there is none, or it is looked at already. */
  async function follow() {
    const link = location.hash;
    if (!/^#\d+\./.test(link) || link === followed) return undefined;
    followed = link;
    try {
      const links = await import("./links.js");
      const heard = await links.follow(link);
      return followed === link ? heard : undefined;
    } catch (error) {
      console.warn(error);
      return { trouble: "The link could not be opened. Check the connection, then reload the page." };
    }
  }

  function leaveLink() {
    followed = undefined;
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  async function showVisit(kind, trouble, onChoice) {
    try {
      (await import("./links.js")).visit(kind, trouble, onChoice);
    } catch (error) {
      console.warn(error);
      document.getElementById("visit").textContent = trouble;
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
  window.lanewayPlay = play;
  window.lanewayLessons = keepLessons;
  window.lanewayShowLessons = () => showLessons();
  window.lanewayVisit = showVisit;
  window.lanewayLeaveLink = leaveLink;
  paint(storedTheme());
  dark.addEventListener("change", () => paint(root.dataset.choice));
  addEventListener("keydown", showKeys);
  addEventListener("DOMContentLoaded", () => start().catch(fail));
})();
