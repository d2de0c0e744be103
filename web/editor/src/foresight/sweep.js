// The sweep: what becomes of the forecast when one figure of the scenario takes one value after another.
// Asks for it, shows what is told of the present texts, and drops what is told of older ones.
import { line } from "../line.js";
import { button, element } from "../prose.js";
import { save } from "../save.js";
import { grouped } from "./figures.js";
import { form } from "./sweep/form.js";
import { picture } from "./sweep/picture.js";

/** How long the texts have to stay as they are, in milliseconds: they are read once for each value. */
const PAUSE = 150;

const texts = {
  loading: "Loading what simulates many runs …",
  nothing: "The present text cannot be simulated: see the problems.",
  crashed: "The sweep stopped over this text. Your text is kept.",
  missing: "The sweep could not be loaded. Check the connection. Your text is kept.",
};

/** Makes the view in `host`; what comes back shows the sweep for one state of the texts. */
export function sweep(host, onApply) {
  let wanted;
  let pause;
  const { ask } = line("foresight-engine", "sweeper", hear, fail);

  const asked = form(start);
  const status = element("p", [texts.loading], { className: "foresight-status", role: "status" });
  const toggle = button("Stop", () => (toggle.dataset.stopped ? start() : ask("stop")));
  const bar = element("progress", [], { max: 1, value: 0, ariaLabel: "Simulated runs" });
  const head = element("div", [status, toggle], { className: "foresight-head" });
  const body = element("div", [], { className: "foresight-body" });
  const shown = picture(body, {
    onExport: (kind) => ask({ export: kind }),
    onWrite(changes) {
      asked.keep();
      onApply("scenario", wanted.inputs.scenario, JSON.stringify(changes));
    },
  });
  host.replaceChildren(asked.whole, head, bar, body);

  function start() {
    host.ariaBusy = "true";
    ask({ sweep: { generation: wanted.generation, inputs: wanted.inputs, ...asked.values() } });
  }

  function hear(told) {
    const [[kind, content]] = Object.entries(told);
    if (kind === "file") return save(`sweep.${content.kind}`, content.text);
    if (content.generation !== wanted.generation) return;
    switch (kind) {
      case "subject":
        return asked.show(content);
      case "refused":
        asked.refuse(content.field, content.message);
        return say([], true);
      case "progress":
        return advance(content);
      case "picture":
        body.inert = false;
        shown.draw(content);
        return advance(content, content);
      case "nothing":
        return say([texts.nothing]);
      case "failed":
        return fail(content.loaded);
    }
  }

  /** How far the runs are; only where they end is it announced. */
  function advance({ done, of, isStopped }, picture) {
    const isRunning = done < of && !isStopped;
    status.ariaLive = isRunning ? "off" : "polite";
    status.replaceChildren(...(done === of && picture ? counted(picture) : underWay(done, of, isStopped)));
    toggle.textContent = isStopped ? "Go on" : "Stop";
    toggle.dataset.stopped = isStopped ? "yes" : "";
    toggle.hidden = done === of;
    bar.value = done / of;
    host.ariaBusy = String(isRunning);
    host.dataset.state = isRunning ? "running" : "";
  }

  /** Something in place of how far it is; the last picture stays, out of reach, if it is told to. */
  function say(content, isPictureKept = false) {
    host.ariaBusy = "false";
    host.dataset.state = isPictureKept ? "refused" : "said";
    status.ariaLive = "polite";
    status.replaceChildren(...content);
    toggle.hidden = true;
    body.inert = true;
    if (!isPictureKept) shown.clear();
  }

  function fail(loaded) {
    say([loaded ? texts.crashed : texts.missing, " ", button("Try again", start)]);
  }

  return (next) => {
    wanted = next;
    host.ariaBusy = "true";
    clearTimeout(pause);
    pause = setTimeout(start, PAUSE);
  };
}

function counted({ runs, points }) {
  const each = points.length === 1 ? "" : ` for each of ${points.length} values`;
  return [element("strong", [`${grouped(runs)} runs`]), each];
}

function underWay(done, of, isStopped) {
  const known = element("strong", [`${grouped(done)} of ${grouped(of)} runs`]);
  return [known, isStopped ? " · stopped" : " …"];
}
