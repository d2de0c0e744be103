// All values with their figures.
import { element } from "../../prose.js";
import { scroller, small } from "../parts.js";

export function table(shown) {
  const { points, budgets } = shown;
  const hasErrors = points.some(({ errors }) => errors.at > 0);
  const columns = ["Half by", "95 % by", "Halts", ...(hasErrors ? ["Errors"] : []), ...budgets];
  const head = ["Value", ...columns].map((name) => element("th", [name], { scope: "col" }));
  const rows = points.map(({ value, isNow, half, most, halts, errors, kept }) => {
    const name = element("th", [value, isNow ? element("small", ["now"]) : ""], { scope: "row" });
    const figures = [half, most, halts, ...(hasErrors ? [errors] : [])].map(figure);
    return element("tr", [name, ...figures, ...kept.map((it) => element("td", [verdict(it)]))]);
  });
  const made = element("table", [element("thead", [element("tr", head)]), element("tbody", rows)]);
  return scroller("All values", made);
}

/** Whether a budget is kept. */
export const verdict = (isKept) => (isKept ? "kept" : "broken");

function figure(figure) {
  return element("td", figure ? [figure.text, " ", small(figure.interval)] : ["–"]);
}
