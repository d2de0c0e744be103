// When many runs end, over the bars of the one that is seen: a fan of four moments on the same axis.
import { line } from "../line.js";
import { button, element, sentence } from "../prose.js";
import { shownFan } from "./shown-fan.js";

/** Enough for the moments that are shown. */
const RUNS = 10_000;

/** A button that lays the fan over the timeline, and takes it away. */
export function fanning(timeline, look, inputs) {
  let asked;
  let generation = 0;
  let fan;
  const said = element("span", [], { className: "look__said", role: "status" });
  const { ask } = line("foresight-engine", "lead", hear, () => say(["The forecast could not be made."]));
  const toggle = button("Fan", () => (toggle.ariaPressed === "true" ? close() : open()));
  Object.assign(toggle, { ariaPressed: "false", title: "When many runs end, on the same axis" });
  const observer = new MutationObserver(() => (JSON.stringify(inputs()) === asked ? place() : close()));

  function open() {
    generation += 1;
    asked = JSON.stringify(inputs());
    toggle.ariaPressed = "true";
    say(["…"]);
    ask({ forecast: { generation, inputs: inputs(), runs: RUNS } });
  }

  function close() {
    generation += 1;
    ask("stop");
    observer.disconnect();
    fan?.remove();
    fan = undefined;
    toggle.ariaPressed = "false";
    say([]);
  }

  function say(content) {
    said.replaceChildren(...content);
  }

  function hear(told) {
    const [[kind, content]] = Object.entries(told);
    if (content.generation !== generation) return;
    if (kind === "picture") draw(content);
    else if (kind !== "progress") {
      close();
      say(kind === "same" ? sentence(content.sentence) : ["There is nothing to foresee."]);
    }
  }

  function draw({ finish, done }) {
    if (finish.length === 0) return say([`None of ${done} runs succeeds.`]);
    say([`${done} runs: ${finish.map(({ name, at }) => `${name} ${at}`).join(", ")}`]);
    fan?.remove();
    fan = element("div", finish.map(({ name }) => element("span", [element("b", [name.replace(" by", "")])])), {
      className: "look__fan",
      ariaHidden: "true",
    });
    fan.moments = finish.map((it) => it.at_ms ?? it.atMs);
    // What pictures of the run show, too.
    fan.dataset.moments = JSON.stringify(finish.map(({ name }, index) => [name.replace(" by", ""), fan.moments[index]]));
    timeline.querySelector(".timeline__scroller").append(fan);
    observer.observe(look.grid(), { attributes: true });
    place();
  }

  /** Where the moments stand now; what the axis does not reach is told in words only. */
  function place() {
    if (!fan) return;
    const { axisLeft, millisPerPixel, labels, end } = look.grid().dataset;
    fan.style.height = `${look.grid().offsetTop + look.grid().offsetHeight}px`;
    [...fan.children].forEach((line, index) => {
      const at = fan.moments[index];
      const x = Number(axisLeft) + at / Number(millisPerPixel);
      line.hidden = at > Number(end) || x < Number(labels) || x > look.grid().clientWidth;
      line.style.left = `${x}px`;
    });
  }

  return { tool: element("div", [toggle, said], { className: "look__fan-tool" }), told: shownFan };
}
