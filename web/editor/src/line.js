// The line to a worker that runs a program of its own (`web/src/foresight`, `web/src/links`): starts it when
// it is first asked, and hears its answers and its death.

/** The programs, compiled once for all workers. */
const programs = {};

function load(engine) {
  // Until it has been loaded once, every question tries again.
  programs[engine] ??= compile(engine).catch((error) => {
    delete programs[engine];
    throw error;
  });
  return programs[engine];
}

async function compile(engine) {
  const response = await fetch(new URL(`./${engine}_bg.wasm`, import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * A worker, which is started with the first question.
 *
 * @param {string} engine its program: `foresight-engine`, `link-engine` or `export-engine`
 * @param {string} name what it is to be, where the program can be several things
 * @param {(told: object) => void} onTold an answer of its program
 * @param {(loaded: boolean) => void} onDeath it is gone, and whether it had ever been there; the next
 *   question starts another
 */
export function line(engine, name, onTold, onDeath) {
  let worker;
  let starting;
  let waiting = [];

  async function start() {
    const module = await load(engine);
    worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name });
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      die(starting === undefined);
    };
    worker.postMessage({ js: new URL(`./${engine}.js`, import.meta.url).href, module });
  }

  function hear(data) {
    // `worker.js` says nothing at all when its program could not be loaded.
    if (data === null) return die(false);
    const told = JSON.parse(data);
    if (told !== "ready") return onTold(told);
    starting = undefined;
    for (const ask of waiting.splice(0)) worker.postMessage(ask);
  }

  function die(loaded) {
    end();
    onDeath(loaded);
  }

  /** Ends it; the next question starts another. */
  function end() {
    worker?.terminate();
    worker = undefined;
    starting = undefined;
    waiting = [];
  }

  /** Asks what the program's messages say it can be asked. */
  function ask(question) {
    const text = JSON.stringify(question);
    if (worker && !starting) {
      worker.postMessage(text);
      return;
    }
    waiting.push(text);
    starting ??= start().catch(() => die(false));
  }

  return { ask, end };
}
