// Everything that can be done on the page now. It is read off the page itself, by the names that it tells assistive
// technology, so that what is added to the page is a command, too.
import { create, drafts, open } from "../drafts/shelf.js";

/** Where commands come from, and what is none: cells of the timeline, lines of the editors. */
const HOME = "header, main, .notes";
const NOT_HERE = '[role="treegrid"], [role="grid"], .cm-editor, dialog';

/** The keys of commands that have some. */
const KEYS = { Keys: "?", "Refactor …": "Alt+Enter" };

/** A command: `{ name, group, keys, run }`. */
export function commands() {
  return [...places(), ...buttons(), ...choices(), ...ofDrafts()];
}

function places() {
  const editor = (id) => () => document.querySelector(`#${id} .cm-content`)?.focus();
  const region = (id) => () => {
    const found = document.getElementById(id);
    found?.scrollIntoView({ block: "nearest" });
    found?.querySelector('[tabindex="0"], button:not(:disabled)')?.focus();
  };
  return [
    ["template", editor("template")],
    ["scenario", editor("scenario")],
    ["timeline", region("timeline")],
    ["problems", region("problems")],
  ].map(([id, run]) => ({ name: `Go to the ${id}`, group: "Page", run }));
}

function buttons() {
  return found("button").flatMap((button) => {
    const said = (button.getAttribute("aria-label") ?? button.textContent).replace(/\s+/g, " ").trim();
    if (said === "" || button.disabled) return [];
    const [name, group] = told(button, said);
    return [{ name, group, keys: KEYS[said], run: () => button.click() }];
  });
}

/** What a button does, in words that stand by themselves, and where it belongs. */
function told(button, said) {
  const theme = /^Theme: (.*)$/.exec(said);
  if (theme) return [`Change the colours (now ${theme[1]})`, "Page"];
  const list = button.closest("ul[aria-label], ol[aria-label]")?.getAttribute("aria-label");
  if (list === "Fixes") return [said, "Fix"];
  if (list === "Related places") return [`Go to ${said}`, "Problem"];
  if (button.matches(".rule")) return [`Read about ${said}`, "Problem"];
  if (/^(Error|Warning|Hint), /.test(said)) return [`Go to ${brief(said)}`, "Problem"];
  if (button.hasAttribute("aria-pressed")) return [`Show ${said}`, "View"];
  return [said, regionOf(button)];
}

/** The first sentence of a problem. */
function brief(said) {
  const [first] = said.replaceAll("`", "").split(/[.;] /, 1);
  return first[0].toLowerCase() + first.slice(1).replace(/\.$/, "");
}

function regionOf(element) {
  const region = element.closest("section[aria-label], section[aria-labelledby], [role=region]");
  const label = region?.getAttribute("aria-labelledby");
  const heading = label && document.getElementById(label)?.textContent;
  return heading || region?.getAttribute("aria-label") || "Page";
}

/** Each choice of each list that can be chosen from. */
function choices() {
  return found("select").flatMap((select) => {
    const group = (select.getAttribute("aria-label") ?? select.labels[0]?.querySelector("span")?.textContent ?? "").trim();
    const others = Array.from(select.options).filter((option) => !option.disabled && !option.selected);
    return others.map((option) => ({
      name: option.textContent.trim(),
      group,
      run() {
        select.value = option.value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      },
    }));
  });
}

function ofDrafts() {
  const desk = window.lanewayDesk;
  try {
    const others = drafts().filter(({ id, deleted }) => !deleted && id !== desk.id);
    const opens = others.map(({ id, name }) => ({ name, group: "Open draft", run: () => open(desk, id) }));
    return [{ name: "New draft", group: "Drafts", run: () => open(desk, create()) }, ...opens];
  } catch {
    // Nothing can be kept in this browser.
    return [];
  }
}

function found(what) {
  const within = HOME.split(", ").map((home) => `${home} ${what}`).join(", ");
  return Array.from(document.querySelectorAll(within)).filter(
    (element) => !element.closest(NOT_HERE) && (element.checkVisibility?.() ?? true),
  );
}
