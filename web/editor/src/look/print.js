// On paper: all rows of the run, as its picture in a file has them, in slices that fit on pages. On the screen only the
// rows in and around sight are there.
import { draw } from "../drawing.js";
import { element } from "../prose.js";

/** So long after the last change the picture is drawn, to be there when somebody prints, in milliseconds. */
const STILL = 1_500;
/** What is shown is compared with what was when nothing has moved for so long, in milliseconds: the texts may be long. */
const GLANCE = 250;
/** A picture with more rows is drawn only when it is asked for by key; so is that of a longer text, whose rows may not be there yet. */
const MANY = 5_000;
const LONG = 250_000;
/** What a page in landscape holds at 96 pixels an inch, less its margins; A4 and Letter. */
const PAGE = { width: 1_000, height: 660 };
/** How high the axis is, and the lane below it. */
const AXIS = 46;
const LANE = 38;
const SVG = "http://www.w3.org/2000/svg";

/** Has the picture of what `inputs` tells ready, and puts it in the place of the timeline while that is printed. */
export function printing(timeline, look, inputs, fan) {
  let ready = { of: undefined, svg: undefined };
  let awaited;
  let glance;
  let timer;
  let paper;
  /** All of the run, whatever of it is looked at. */
  const shown = () => ({ ...inputs(), view: {} });
  const wanted = () => JSON.stringify([shown(), fan()]);

  async function prepare() {
    const of = wanted();
    if (ready.of === of) return;
    const { svg } = await draw({ shared: shown() }, { width: PAGE.width, theme: "light", fan: fan() });
    ready = { of, svg };
  }

  /** Called at every step of a zoom, which changes nothing that is shown here. */
  function soon() {
    clearTimeout(glance);
    glance = setTimeout(compare, GLANCE);
  }

  function compare() {
    if (inputs().template.length > LONG) return;
    const now = wanted();
    if (awaited === now) return;
    awaited = now;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (wanted() !== now) return soon();
      if (Number(look.grid()?.getAttribute("aria-rowcount")) <= MANY) prepare().catch(console.warn);
    }, STILL);
  }

  function lay() {
    if (paper || !ready.svg || ready.of !== wanted()) return;
    paper = element("div", [], { className: "look__paper" });
    const picture = new DOMParser().parseFromString(ready.svg, "image/svg+xml").documentElement;
    paper.attachShadow({ mode: "open" }).append(style(), ...slices(document.importNode(picture, true)));
    timeline.append(paper);
    timeline.dataset.onPaper = "";
  }

  function takeAway() {
    paper?.remove();
    paper = undefined;
    delete timeline.dataset.onPaper;
  }

  new MutationObserver(soon).observe(look.grid(), { attributes: true });
  soon();
  const media = matchMedia("print");
  media.addEventListener("change", () => (media.matches ? lay() : takeAway()));
  window.addEventListener("beforeprint", lay);
  window.addEventListener("afterprint", takeAway);
  window.addEventListener("keydown", async (event) => {
    const isPrint = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "p";
    if (!isPrint || ready.of === wanted()) return;
    event.preventDefault();
    await prepare().catch(console.warn);
    window.print();
  });
}

const style = () =>
  element("style", ["svg{display:block;overflow:hidden}div>svg{width:100%;height:auto}div{break-inside:avoid}div+div{break-before:page}"]);

/** The picture in slices between rows; each begins with the axis, and has what crosses its rows. */
function slices(picture) {
  const [, , width, height] = picture.getAttribute("viewBox").split(" ").map(Number);
  const rows = [...picture.querySelectorAll('g[transform] > g[role="img"]')].filter((row) => row.querySelector("text"));
  const ground = rows[0]?.parentElement;
  ground?.setAttribute("data-rows", "");
  const top = Number(/translate\(0 ([\d.]+)\)/.exec(ground?.getAttribute("transform") ?? "")?.[1] ?? 0);
  const middles = rows.map((row) => top + Number(row.querySelector("text").getAttribute("y")) - 4.5);
  const breaks = middles.slice(1).map((middle, index) => (middle + middles[index]) / 2);
  const hasLane = [...picture.querySelectorAll("title")].some(({ textContent }) => textContent.startsWith("At once"));
  const head = AXIS + (hasLane ? LANE : 0);
  rows.forEach((row) => row.remove());

  /** What stands from one height to another, with the rows that do, at this height. */
  function part(y, from, until, own) {
    const made = picture.cloneNode(true);
    const place = { x: 0, y, width, height: until - from, viewBox: `0 ${from} ${width} ${until - from}` };
    for (const [key, value] of Object.entries(place)) made.setAttribute(key, value);
    made.querySelector("[data-rows]")?.append(...own);
    return made;
  }

  const made = [];
  let from = 0;
  while (from < height) {
    const isFirst = from === 0;
    const room = PAGE.height - (isFirst ? 0 : head);
    const ends = [...breaks, height].filter((at) => at > from && at <= from + room);
    const until = ends.at(-1) ?? from + room;
    const own = rows.filter((_, index) => middles[index] > from && middles[index] < until);
    const parts = isFirst ? [part(0, from, until, own)] : [part(0, top - head, top, []), part(head, from, until, own)];
    if (!isFirst) parts[0].setAttribute("aria-hidden", "true");
    const page = svg("svg", { viewBox: `0 0 ${width} ${(isFirst ? 0 : head) + until - from}` });
    page.append(...parts);
    made.push(element("div", [page]));
    from = until;
  }
  return made;
}

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
