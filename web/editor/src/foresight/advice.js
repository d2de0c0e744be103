// Advice: asks what to change next in the texts that the page hands over, and offers it. Whoever changes
// the texts meanwhile ends the worker that looks for what nobody wants any more.
import { line } from "../line.js";
import { button, element } from "../prose.js";
import { grouped } from "./figures.js";
import { levers, risks } from "./levers.js";
import { offer } from "./offer.js";
import { folds, section } from "./parts.js";

/** How long the texts have to stay as they are, in milliseconds: it is much work. */
const PAUSE = 400;

const texts = {
  working: "Trying what could be changed …",
  nothing: "The present text cannot be simulated: see the problems.",
  none: "No single change lets it end earlier at no higher risk.",
  crashed: "The advice stopped over this text. Your text is kept.",
  missing: "The advice could not be loaded. Check the connection. Your text is kept.",
};

/** Makes the view in `host`; what comes back shows the advice for one state of the texts. */
export function advice(host, onApply) {
  let wanted;
  let isBusy = false;
  let pause;
  const { ask, end } = line("foresight-engine", "adviser", hear, fail);
  const status = element("p", [texts.working], { className: "foresight-status", role: "status" });
  const bar = element("progress", [], { ariaLabel: "Trying changes" });
  const body = element("div", [], { className: "foresight-body" });
  host.replaceChildren(status, bar, body);

  function start() {
    if (isBusy) end();
    isBusy = true;
    clearTimeout(pause);
    pause = setTimeout(() => ask({ generation: wanted.generation, inputs: wanted.inputs }), PAUSE);
    say("running", [texts.working]);
  }

  function hear(told) {
    const [[kind, content]] = Object.entries(told);
    if (content.generation !== wanted.generation) return;
    if (kind === "progress") return;
    isBusy = false;
    if (kind === "nothing") return say("said", [texts.nothing]);
    say("", ["Every change was measured in the same ", element("strong", [`${grouped(content.runs)} runs`]), "."]);
    body.replaceChildren(...parts(content, wanted.inputs.template, onApply));
  }

  function fail(loaded) {
    isBusy = false;
    body.replaceChildren();
    say("said", [loaded ? texts.crashed : texts.missing, " ", button("Try again", start)]);
  }

  function say(state, content) {
    host.dataset.state = state;
    host.ariaBusy = String(state === "running");
    status.replaceChildren(...content);
  }

  return (next) => {
    const isSame = wanted?.generation === next.generation && host.dataset.state !== "said";
    wanted = next;
    if (!isSame) start();
  };
}

function parts(advice, text, onApply) {
  const fold = folds();
  const draw = (offers, kind) => {
    const drawn = offers.map((it, index) => offer(it, advice, text, { fold, key: `${kind}${index}`, isFirst: index === 0, onApply }));
    return element("ol", drawn, { className: "offers" });
  };
  const next = advice.next.length > 0 ? draw(advice.next, "next") : element("p", [advice.noEdits || texts.none]);
  return [
    advice.given && element("p", [advice.given]),
    section("What to change next", [next, unsaid(advice.unsaid)].filter(Boolean)),
    advice.failures.length > 0 && section("What a failure could do instead", [draw(advice.failures, "failure")]),
    advice.slows.length > 0 && levers(advice, fold),
    advice.risks.length > 0 && risks(advice),
  ].filter(Boolean);
}

/** Nothing is moved before what it may need. */
function unsaid(tasks) {
  if (tasks.length === 0) return null;
  const some = tasks.slice(0, 5).flatMap((task, index) => [index > 0 ? ", " : "", element("code", [task])]);
  const more = tasks.length > 5 ? ` and ${tasks.length - 5} more` : "";
  return element("p", ["Nobody has said what ", ...some, more, " needs, so it is moved before nothing. Give it ",
    element("code", ["needs"]), " in the scenario, or ", element("code", ["needs: []"]), "."], { className: "unsaid" });
}
