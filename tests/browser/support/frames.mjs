// Zooming and panning a timeline, one step a frame, and what that takes.

const SERIES = ['zoomIn', 'panOn', 'down', 'panBack', 'zoomOut', 'up'];
/** Changes nothing: what the browser, and asking it, take for two frames and a step of whatever kind. */
const IDLE = 'idle';
/** Steps of each kind. */
const STEPS = 60;
/** A step is seen two frames of sixty in a second after it; one that is seen a frame later was late, in milliseconds. */
const LATE = 42;

/** Run in a page before anything else: knows the memory of its WebAssembly. */
export function watchMemory() {
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    window.wasmMemory = (made.instance ?? made).exports.memory ?? window.wasmMemory;
    return made;
  };
}

/** Run in a page before anything else: knows how long a picture took, from the moment at which a worker told of its run. */
export function watchPictures() {
  let toldAt;
  const Native = window.Worker;
  window.Worker = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', () => (toldAt = performance.now()));
    }
  };
  const paint = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function clearRect(...given) {
    // A picture begins with this; its painting ends with the task that is under way.
    if (this.canvas.matches('.timeline__canvas')) queueMicrotask(() => (window.firstAfter = performance.now() - toldAt));
    return paint.apply(this, given);
  };
}

/**
 * Has a timeline zoom, pan and scroll; `kind` says how. Promises what that took, as `summary` writes it: of each step the
 * processor time of the page's own thread above that of a step that changes nothing, so that neither other work on the
 * machine nor measuring counts.
 */
export async function measure(page, kind) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** What the page's own thread has done: all of it, and of that script with its paint commands, styles and layout. */
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const millis = (wanted) => metrics.find(({ name }) => name === wanted).value * 1000;
    const script = millis('ScriptDuration') + millis('LayoutDuration') + millis('RecalcStyleDuration');
    return [millis('TaskDuration'), script];
  };
  await page.evaluate(prepare, kind);
  let late = 0;
  const steps = async (name) => {
    const took = [];
    // Once for what is compiled and made at first.
    for (let time = 0; time < 8; time += 1) await page.evaluate((it) => window.step(it), name);
    for (let time = 0; time < STEPS; time += 1) {
      const before = await busy();
      const onClock = await page.evaluate((it) => window.step(it), name);
      const after = await busy();
      took.push(after.map((it, index) => it - before[index]));
      if (name !== IDLE && onClock > LATE) late += 1;
    }
    return took;
  };
  const still = await steps(IDLE);
  const idle = [0, 1].map((kind) => median(still.map((it) => it[kind])));
  const [frames, scripts] = [[], []];
  for (const name of SERIES) {
    for (const took of await steps(name)) [frames, scripts].forEach((all, kind) => all.push(Math.max(0, took[kind] - idle[kind])));
  }
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
  const wasm = await page.evaluate(() => window.wasmMemory?.buffer.byteLength ?? 0);
  return { frames, scripts, late, heap, wasm };
}

/** The numbers of one timeline: frames and their script at 50, 95 and 99 of 100, late ones in percent, memory, first picture. */
export function summary({ frames, scripts, late, heap, wasm }, first) {
  const quantiles = (values) => {
    const sorted = values.toSorted((a, b) => a - b);
    return [0.5, 0.95, 0.99].map((share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]);
  };
  const numbers = [...quantiles(frames), ...quantiles(scripts), (100 * late) / frames.length, heap, wasm, first];
  return numbers.map((it) => it.toFixed(2)).join(' ');
}

/** The one in the middle. */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** In the page: makes `step`, which promises how long one step and the frame that shows it took, on the clock. */
function prepare(kind) {
  const ways = {
    laneway() {
      const grid = document.querySelector('.timeline__content');
      const scroller = document.querySelector('.timeline__scroller');
      const middle = () => {
        const { left, width } = grid.getBoundingClientRect();
        return left + width * 0.6;
      };
      const wheel = (given) =>
        scroller.dispatchEvent(
          new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: middle(), clientY: 400, ...given }),
        );
      return {
        zoomIn: () => wheel({ deltaY: -40, ctrlKey: true }),
        zoomOut: () => wheel({ deltaY: 40, ctrlKey: true }),
        panOn: () => wheel({ deltaX: 30 }),
        panBack: () => wheel({ deltaX: -30 }),
        down: () => (scroller.scrollTop += 70),
        up: () => (scroller.scrollTop -= 70),
      };
    },
    vis() {
      const { timeline } = window;
      const scroller = document.querySelector('.vis-vertical-scroll.vis-left, .vis-left.vis-vertical-scroll, .vis-vertical-scroll');
      const look = (factor, by) => {
        const { start, end } = timeline.getWindow();
        const [from, until] = [start.getTime(), end.getTime()];
        const [middle, half] = [(from + until) / 2 + by * (until - from), ((until - from) / 2) * factor];
        timeline.setWindow(middle - half, middle + half, { animation: false });
      };
      const scroll = (by) => (scroller.scrollTop += by);
      return {
        zoomIn: () => look(Math.exp(-40 / 320), 0),
        zoomOut: () => look(Math.exp(40 / 320), 0),
        panOn: () => look(1, 0.04),
        panBack: () => look(1, -0.04),
        down: () => scroll(70),
        up: () => scroll(-70),
      };
    },
  };
  const way = ways[kind]();
  const { port1, port2 } = new MessageChannel();
  window.step = (name) =>
    new Promise((resolve) => {
      const began = performance.now();
      // Everything between the beginning of a frame and what comes after it is script or paint commands.
      requestAnimationFrame(() => requestAnimationFrame(() => port2.postMessage(null)));
      port1.onmessage = () => resolve(performance.now() - began);
      way[name]?.();
    });
}
