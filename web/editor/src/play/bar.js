// The player as it is seen: buttons, a slider over all moments, and what happens at the present one.
import { button, element, sentence } from "../prose.js";

const SPEEDS = [
  [0.5, "½×"],
  [1, "1×"],
  [2, "2×"],
  [4, "4×"],
];

/**
 * Draws the player in `host`.
 *
 * @param {HTMLElement} host
 * @param {object} on what is called: `toggle`, `step(by)`, `seek(at)`, `settle`, `speed(factor)`, `close`, `key(event)`
 */
export function bar(host, on) {
  const toggle = control("▶", "Play", on.toggle);
  const back = control("‹", "One moment back", () => on.step(-1));
  const next = control("›", "One moment on", () => on.step(1));
  const slider = element("input", [], { type: "range", min: 0, step: 1, className: "player-slider" });
  slider.setAttribute("aria-label", "Moment");
  slider.addEventListener("input", () => on.seek(Number(slider.value)));
  slider.addEventListener("change", on.settle);
  slider.addEventListener("keydown", on.key);
  const time = element("output", [], { className: "player-time" });
  time.setAttribute("aria-hidden", "true");
  const controls = element("div", [back, toggle, next, slider, time, speeds(on.speed), closer(on.close)], {
    className: "player-controls",
  });
  const rule = element("span", [], { className: "player-rule" });
  const text = element("p", [], { className: "player-text" });
  const states = element("ul", [], { className: "player-states", ariaLabel: "What the tasks are doing" });
  const said = element("div", [element("div", [rule, states], { className: "player-head" }), text], {
    className: "player-said",
  });
  const status = element("p", [], { className: "visually-hidden", role: "status" });
  const made = element("div", [controls, said, status], { className: "player", role: "group", ariaLabel: "Player" });
  host.replaceChildren(made);

  return {
    toggle,
    slider,
    /** Something else than a run is to be said. */
    say(words, ...more) {
      made.dataset.state = "said";
      text.replaceChildren(words, ...more);
      for (const part of [rule, states]) part.replaceChildren();
    },
    /** The run, and where it is seen from. */
    open(run) {
      made.dataset.state = "";
      slider.max = run.end;
    },
    /** The time alone, many times a second. */
    move(at, spoken) {
      slider.value = at;
      if (time.textContent !== spoken) time.textContent = spoken;
    },
    /** What happens at the present moment. */
    tell(moment, number, count, tally) {
      rule.textContent = `${moment.time} · ${moment.rule}`;
      text.replaceChildren(...sentence(moment.text));
      states.replaceChildren(...tally.map(state));
      slider.setAttribute("aria-valuetext", `${moment.time}, moment ${number} of ${count}: ${plainly(moment.text)}`);
      // They stay focusable, for whoever steps with them.
      back.ariaDisabled = String(number === 1);
      next.ariaDisabled = String(number === count);
    },
    /** For those who do not see it. */
    announce(moment) {
      status.textContent = `${moment.time}: ${plainly(moment.text)}`;
    },
    playing(isPlaying) {
      toggle.querySelector("span").textContent = isPlaying ? "❚❚" : "▶";
      for (const name of ["ariaLabel", "title"]) toggle[name] = isPlaying ? "Pause" : "Play";
    },
  };
}

const plainly = (text) => text.replaceAll("`", "");

function state([name, count]) {
  const made = element("li", [element("span", [], { className: "player-state" }), `${count} ${name}`]);
  made.dataset.state = name;
  return made;
}

function control(sign, name, onPress) {
  const made = button("", onPress);
  made.append(element("span", [sign], { ariaHidden: "true" }));
  return Object.assign(made, { ariaLabel: name, title: name, className: "player-button" });
}

function closer(onClose) {
  const made = control("×", "Close the player", onClose);
  made.classList.add("quiet");
  return made;
}

function speeds(onSpeed) {
  const options = SPEEDS.map(([factor, name]) => element("option", [name], { value: factor, selected: factor === 1 }));
  const made = element("select", options, { ariaLabel: "Speed", title: "Speed" });
  made.addEventListener("change", () => onSpeed(Number(made.value)));
  return made;
}
