// What the end of the stage depends on: a table of tasks, those that never set the end folded away.
import { element } from "../prose.js";
import { scroller } from "./parts.js";

const columns = [
  ["Critical", "In how many of the runs the end waited for it."],
  ["Matters", "How much of the spread of the end is due to it, from 0 to about 1."],
  ["Slack", "How much later it could settle, in half of the runs, before the end moves."],
  ["Back-off", "Of its time, the share in which Kubernetes waits to try again."],
  ["Attempts", "How many it makes, in the mean."],
];

/** The table; nothing where no run came to its end. */
export function tasks({ rows, more }, fold) {
  if (!rows.some(({ critical }) => critical)) return null;
  const setting = rows.filter(({ criticalMillionths }) => criticalMillionths > 0);
  const others = rows.filter(({ criticalMillionths }) => criticalMillionths === 0);
  const parts = [element("h3", ["What sets the end"]), table(setting, "What sets the end")];
  if (others.length > 0) {
    const name = others.length === 1 ? "1 task that never does" : `${others.length} tasks that never do`;
    parts.push(fold("others", name, table(others, "Tasks that never set the end")));
  }
  if (more > 0) parts.push(element("p", [`and ${more} more tasks`]));
  const meanings = columns.map(([name, meaning]) =>
    element("div", [element("dt", [name]), element("dd", [meaning])]),
  );
  parts.push(fold("columns", "What the columns say", element("dl", meanings, { className: "meanings" })));
  return element("section", parts);
}

function table(rows, name) {
  const head = ["Task", ...columns.map(([column]) => column)];
  const titles = ["", ...columns.map(([, meaning]) => meaning)];
  const cells = head.map((text, index) => element("th", [text], { scope: "col", title: titles[index] }));
  const made = element("table", [
    element("thead", [element("tr", cells)]),
    element("tbody", rows.map(row)),
  ]);
  return scroller(name, made);
}

function row(task) {
  const name = element("th", [element("span", [task.task]), element("small", [task.step])], { scope: "row" });
  const share = element("span", [], { className: "share", ariaHidden: "true" });
  share.style.setProperty("--share", `${task.criticalMillionths / 10_000}%`);
  const critical = element("td", [share, element("span", [task.critical], { className: "figure" })], { title: task.criticalInterval });
  const slack = element("td", [task.slack], { title: `${task.slackRange} in 8 of 10 runs` });
  const others = [task.backOff, task.attempts].map((text) => element("td", [text || "–"]));
  return element("tr", [name, critical, element("td", [task.matters || "–"]), slack, ...others]);
}
