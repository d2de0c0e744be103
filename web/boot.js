// Runs before the page is painted: sets the colours, loads the program, starts the engine in a worker when the
// program asks for it, which is when there is a first picture, or something else than the first example to draw, loads the dialogs when the first is opened, the panel of forecasts, the player and lessons when
// they are shown, what edits in the picture when that is pointed at, what follows links when the address has one and what
// follows files when `laneway serve` has one, has the page kept for use without a network, and says in the page
// what went wrong when the program cannot be loaded.
(() => {
  const { js, wasm } = document.currentScript.dataset;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  /** How a server on this machine serves the page, if one does: `file` if it follows files, or `page`. */
  const served = document.querySelector('meta[name="laneway-served"]')?.content;

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
    if (needsEngine()) loadEngine().catch(console.warn);
    const [module, { default: run }, first] = await Promise.all([compile(wasm), import(program), arrive()]);
    window.lanewayLinks = (onFollowed) => {
      addEventListener("hashchange", async () => {
        const heard = await follow();
        if (heard) onFollowed(heard);
      });
      return first;
    };
    await run({ module_or_path: module });
    if (!served && navigator.serviceWorker) keep();
  }

  let engine;

  /** Whether the first picture may be one of which nothing is known: somebody has been here before, or has a link. */
  function needsEngine() {
    try {
      return location.hash !== "" || location.search !== "" || localStorage.length > 0;
    } catch {
      return false;
    }
  }

  /** The engine's program, compiled once. */
  function loadEngine() {
    engine ??= compile(new URL("./engine_bg.wasm", document.baseURI).href).catch((error) => {
      // The next time it is tried again.
      engine = undefined;
      throw error;
    });
    return engine;
  }

  function startEngine() {
    const worker = new Worker("./worker.js", { type: "module" });
    // For a report about it.
    worker.addEventListener("error", ({ message }) => (window.lanewayLastError = message));
    runEngine(worker);
    return worker;
  }

  async function runEngine(worker) {
    // Unless it is what the first picture waits for, that comes first.
    if (!engine) await picture();
    try {
      worker.postMessage({ js: new URL("./engine.js", document.baseURI).href, module: await loadEngine() });
    } catch (error) {
      console.warn(error);
      // It cannot run that, and says so.
      worker.postMessage({});
    }
  }

  /** When what has been drawn is seen; nobody sees a page in the background. */
  function picture() {
    return new Promise((seen) => {
      requestAnimationFrame(() => setTimeout(seen));
      setTimeout(seen, 1000);
    });
  }

  /** Keeps the page for use without a network, when there is nothing else to do. */
  function keep() {
    setTimeout(async () => {
      if (!document.querySelector("[role=treegrid]")) return keep();
      try {
        await (await import("./offline.js")).keep();
      } catch (error) {
        // Then a network is needed.
        console.warn(error);
      }
    }, 2000);
  }

  const NOT_LOADED = "This part of the page could not be loaded. Check the connection.";

  let loading;
  let dialogs;

  /** Shows what a dialog is given: at once or, until dialogs are loaded, in the order of the calls. */
  async function show(dialog, ...shown) {
    try {
      loading ??= import("./dialogs.js");
      dialogs ??= await loading;
    } catch {
      loading = undefined;
      alert(NOT_LOADED);
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
      alert(NOT_LOADED);
    }
  }

  /** What lessons tell the page, and, while one is open, what closes it; and the text of one that a link holds. */
  const lesson = {};

  /** Opens the lesson that a link in the address holds, or that the address names. */
  function hearLessons(onShown, onLeft) {
    Object.assign(lesson, { onShown, onLeft });
    if (lesson.text !== undefined) return showLessons();
    const named = new URLSearchParams(location.search).get("lesson");
    if (named !== null && !/^#\d+\./.test(location.hash)) showLessons(named);
  }

  /** Opens a lesson, or the list of them. */
  async function showLessons(named) {
    try {
      await (await import("./lessons.js")).lessons(lesson, named);
    } catch (error) {
      console.warn(error);
      alert(NOT_LOADED);
    }
  }

  /** Tells what the picture shows. */
  let shown = () => ({});

  /** Has what edits in the picture, which is loaded when the picture is first pointed at or has the focus. */
  function hand(inputs, onAdjust) {
    shown = inputs;
    const stop = new AbortController();
    const load = async (event) => {
      if (!event.target.closest?.(".timeline__content")) return;
      try {
        const { start } = await import("./hand.js");
        if (stop.signal.aborted) return;
        stop.abort();
        start(inputs, onAdjust, event);
      } catch (error) {
        // The picture can be read without; the next time it is tried again.
        console.warn(error);
      }
    };
    for (const event of ["pointerover", "focusin"]) addEventListener(event, load, { signal: stop.signal });
  }

  /** Has what zooms, finds and folds in a timeline that has just been made; the picture does not wait for it. */
  function looks(timeline) {
    const stop = new AbortController();
    const load = async () => {
      if (stop.signal.aborted) return;
      stop.abort();
      try {
        (await import("./look.js")).start(timeline, () => shown());
      } catch (error) {
        // Then all of the run is seen.
        console.warn(error);
      }
    };
    setTimeout(load, 300);
    for (const event of ["pointerenter", "focusin", "wheel"]) {
      timeline.addEventListener(event, load, { signal: stop.signal, passive: true });
    }
  }

  /** The link that is looked at. The address may change meanwhile: parts of the page have one, too. */
  let followed;

  /** What the page is opened for; a link in the address comes before a file. */
  async function arrive() {
    const heard = await follow();
    if (heard || served !== "file") return heard;
    try {
      return await (await import("./live.js")).follow();
    } catch (error) {
      console.warn(error);
      return { trouble: "The files could not be read. Is `laneway serve` still running? Then reload the page." };
    }
  }

  /** What the link in the address holds; nothing if there is none, or it is looked at already. */
  async function follow() {
    const link = location.hash;
    if (!/^#\d+\./.test(link) || link === followed) return undefined;
    followed = link;
    try {
      const links = await import("./links.js");
      const heard = await links.follow(link);
      if (followed !== link || heard.lesson === undefined) return followed === link ? heard : undefined;
      lesson.text = heard.lesson;
      if (lesson.onShown) showLessons();
      return undefined;
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
    if (kind !== "lesson") lesson.close?.();
    try {
      if (served === "file") (await import("./live.js")).visit(kind, onChoice);
      if (kind !== "file") (await import("./links.js")).visit(kind, trouble, onChoice);
    } catch (error) {
      console.warn(error);
      document.getElementById("visit").textContent = trouble;
    }
  }

  function showKeys(event) {
    const isCommand = /mac/i.test(navigator.platform) ? event.metaKey : event.ctrlKey;
    const key = event.key?.toLowerCase();
    if (isCommand && !event.altKey && key === (event.shiftKey ? "p" : "k")) {
      event.preventDefault();
      event.stopPropagation();
      show("palette");
      return;
    }
    const isTyping = event.target.closest("input, select, textarea, dialog, [contenteditable]");
    if (key !== "?" || event.ctrlKey || event.metaKey || isTyping) return;
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

  window.lanewayPicture = picture;
  window.lanewayStartWorker = startEngine;
  window.lanewayPaint = paint;
  window.lanewayShow = show;
  window.lanewayForesee = foresee;
  window.lanewayPlay = play;
  window.lanewayLessons = hearLessons;
  window.lanewayShowLessons = () => showLessons();
  window.lanewayHand = hand;
  window.lanewayLooks = looks;
  window.lanewayVisit = showVisit;
  window.lanewayLeaveLink = leaveLink;
  paint(storedTheme());
  dark.addEventListener("change", () => paint(root.dataset.choice));
  addEventListener("keydown", showKeys, true);
  addEventListener("DOMContentLoaded", () => start().catch(fail));
})();
