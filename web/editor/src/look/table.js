// The tasks as a table that can be sorted: what the picture shows, in figures.
import { list } from "../drawing.js";
import { openDialog } from "../frame.js";
import { spoken } from "../hand/time.js";
import { button, element } from "../prose.js";
import { rows } from "./csv.js";

/** More rows than anyone reads. */
const MOST = 1_000;

/** What the columns are called, in the order of the file, and whether they hold a time or a number. */
const columns = [
  ["Step", "text"],
  ["Task", "text"],
  ["Outcome", "text"],
  ["Started", "time"],
  ["Settled", "time"],
  ["Healed", "time"],
  ["Attempts", "number"],
  ["Waited", "time"],
  ["Slack", "time"],
];

/** A button that opens the table of what `inputs` tells. */
export function tabulating(inputs) {
  const open = async () => {
    const { body } = openDialog("look-table", ["Tasks"]);
    const said = element("p", ["Listing the tasks …"], { role: "status" });
    body.append(said);
    try {
      const text = await list({ ...inputs(), view: {} });
      if (!text) said.textContent = "There is nothing to list.";
      else body.replaceChildren(...table(rows(text).slice(1)));
    } catch (error) {
      console.warn(error);
      said.textContent = "The tasks could not be listed. Check the connection, then try again.";
    }
  };
  const opener = button("Table", open);
  opener.title = "All tasks in figures, to be sorted";
  opener.ariaHasPopup = "dialog";
  return { tool: element("div", [opener], { className: "look__table" }) };
}

/** The table, and what there is to say about it. */
function table(tasks) {
  const said = element("p", [], { className: "look-table-said", role: "status" });
  const body = element("tbody", []);
  let by = -1;
  let isDown = false;

  const heads = columns.map(([name], index) => {
    const sort = button(name, () => order(index));
    return element("th", [sort], { scope: "col" });
  });

  function order(index) {
    isDown = by === index && !isDown;
    by = index;
    const kind = columns[index][1];
    const empty = (value) => value === "";
    tasks.sort(({ [index]: one }, { [index]: other }) => {
      // What is not known comes last, either way.
      if (empty(one) || empty(other)) return empty(one) - empty(other);
      const ascending = kind === "text" ? one.localeCompare(other, "en", { numeric: true }) : one - other;
      return isDown ? -ascending : ascending;
    });
    heads.forEach((head, at) => head.setAttribute("aria-sort", at !== by ? "none" : isDown ? "descending" : "ascending"));
    fill();
  }

  function fill() {
    const seen = tasks.slice(0, MOST).map((task) => {
      const cells = columns.map(([, kind], index) => {
        const value = task[index];
        const text = kind === "time" && value !== "" ? spoken(Number(value)) : value.replaceAll("_", " ");
        return index === 1
          ? element("th", [text], { scope: "row" })
          : element("td", [text], { className: kind === "text" ? "" : "look-table-figure" });
      });
      return element("tr", cells);
    });
    body.replaceChildren(...seen);
    const order = by < 0 ? "in the order of the template" : `by ${columns[by][0].toLowerCase()}, ${isDown ? "the largest first" : "the smallest first"}`;
    const count = tasks.length > MOST ? `The first ${MOST} of ${tasks.length} tasks` : `${tasks.length} ${tasks.length === 1 ? "task" : "tasks"}`;
    said.textContent = `${count}, ${order}.`;
  }

  fill();
  const made = element("table", [element("thead", [element("tr", heads)]), body]);
  made.ariaLabel = "Tasks of the run";
  return [said, element("div", [made], { className: "look-table-scroll", tabIndex: 0, role: "region", ariaLabel: "Table of tasks" })];
}
