// The forecast: asks for one of the texts that the page hands over, shows what is told of them, and drops
// what is told of older ones.
import { line } from "../line.js";
import { button, element, sentence } from "../prose.js";
import { save } from "../save.js";
import { grouped } from "./figures.js";
import { runsPicker } from "./parts.js";
import { picture } from "./picture.js";

const CHOICES = [1_000, 10_000, 100_000, 1_000_000];

const texts = {
  loading: "Loading what simulates many runs …",
  nothing: "The present text cannot be simulated: see the problems.",
  crashed: "The forecast stopped over this text. Your text is kept.",
  missing: "The forecast could not be loaded. Check the connection. Your text is kept.",
};

/** Makes the view in `host`; what comes back shows the forecast of one state of the texts. */
export function forecast(host) {
  let wanted;
  let runs = CHOICES[1];
  const { ask } = line("foresight-engine", "lead", hear, fail);

  const status = element("p", [texts.loading], { className: "foresight-status", role: "status" });
  const count = runsPicker(CHOICES, CHOICES[1], (chosen) => {
    runs = chosen;
    start();
  });
  const toggle = button("Stop", () => (toggle.dataset.stopped ? start() : ask("stop")));
  const bar = element("progress", [], { max: 1, value: 0, ariaLabel: "Simulated runs" });
  const head = element("div", [status, count, toggle], { className: "foresight-head" });
  const body = element("div", [], { className: "foresight-body" });
  const shown = picture(body, { onExport: () => ask("export") });
  host.replaceChildren(head, bar, body);

  function start() {
    host.ariaBusy = "true";
    ask({ forecast: { generation: wanted.generation, inputs: wanted.inputs, runs } });
  }

  function hear(told) {
    const [[kind, content]] = Object.entries(told);
    if (kind === "json") return save("forecast.json", content);
    if (content.generation !== wanted.generation) return;
    switch (kind) {
      case "progress":
        return advance(content);
      case "picture":
        shown.draw(content);
        return advance(content);
      case "same":
        return say(sentence(content.sentence));
      case "nothing":
        return say([texts.nothing]);
      case "failed":
        return fail(content.loaded);
    }
  }

  /** How far the runs are; only where they end is it announced. */
  function advance({ done, of, isStopped }) {
    const isRunning = done < of && !isStopped;
    const known = done === of ? `${grouped(of)} runs` : `${grouped(done)} of ${grouped(of)} runs`;
    status.ariaLive = isRunning ? "off" : "polite";
    status.replaceChildren(element("strong", [known]), isStopped ? " · stopped" : isRunning ? " …" : "");
    toggle.textContent = isStopped ? "Go on" : "Stop";
    toggle.dataset.stopped = isStopped ? "yes" : "";
    toggle.hidden = done === of;
    bar.value = done / of;
    host.ariaBusy = String(isRunning);
    host.dataset.state = isRunning ? "running" : "";
  }

  /** One sentence in place of a forecast. */
  function say(content, ...more) {
    host.ariaBusy = "false";
    host.dataset.state = "said";
    status.ariaLive = "polite";
    status.replaceChildren(...content);
    status.append(...more);
    toggle.hidden = true;
    shown.clear();
  }

  function fail(loaded) {
    say([loaded ? texts.crashed : texts.missing], " ", button("Try again", start));
  }

  return (next) => {
    wanted = next;
    start();
  };
}
