// A page about a code, as elements.
import { button, element, sentence } from "../prose.js";

const severities = { error: "Error", warning: "Warning", hint: "Hint" };

const repairs = {
  safe: "has a safe fix",
  unsafe: "has a fix that is to be looked at",
  none: "has no fix",
};

/** The parts of a page; `onTry` hears which example is to be tried. */
export function draw(page, onTry) {
  return [
    element("p", [`${severities[page.severity]}, ${repairs[page.repair]}`], { className: "rule-kind" }),
    paragraph(page.what),
    title("Why"),
    paragraph(page.why),
    ...example("Bad", page.bad, onTry),
    ...said(page),
    ...example("Good", page.good, onTry),
    title("Allowing it"),
    ...allowing(page),
  ];
}

/** The texts of an example, and a button that tries it; some examples are only described. */
function example(name, shown, onTry) {
  const texts = [["Template", shown.template], ["Scenario", shown.scenario]].filter(([, text]) => text !== null);
  const blocks = texts.flatMap(([kind, text]) => {
    const block = code(text, `${name} example, ${kind.toLowerCase()}`);
    return texts.length > 1 ? [element("h4", [kind]), block] : [block];
  });
  const description = shown.description === null ? [] : [paragraph(shown.description)];
  return [title(name), ...blocks, ...description, ...tryButton(name, shown, onTry)];
}

function tryButton(name, shown, onTry) {
  if (shown.template === null) return [];
  const made = button("Try it", () => onTry(shown));
  made.ariaLabel = `Try it: ${name.toLowerCase()} example`;
  return [made];
}

/** What is said about the bad example, with the fixes that are offered. */
function said({ said, bad }) {
  const items = said.map(({ document, line, message, fixes }) => {
    const where = bad.scenario === null ? `Line ${line}: ` : `Line ${line} of the ${document}: `;
    const offered = fixes.map(({ title, safe }) =>
      element("li", [safe ? "Safe fix: " : "Fix, to be looked at: ", ...sentence(title)]),
    );
    const list = offered.length > 0 ? [element("ul", offered)] : [];
    return element("li", [where, ...sentence(message), ...list]);
  });
  return items.length > 0 ? [title("What is said"), element("ul", items)] : [];
}

function allowing({ allowing, code: name }) {
  const project = code(`[rules]\n${name} = "off"\n`, "In laneway.toml");
  const whole = "For a whole project, `laneway.toml` switches it off:";
  switch (allowing) {
    case "by_comment":
      return [
        paragraph("Where it is meant to be, a comment at the end of the line, or before it, allows it:"),
        code(`# laneway: allow ${name} reason\n`, "As a comment"),
        paragraph(whole),
        project,
      ];
    case "for_project":
      return [paragraph(`What is wrong with a comment is not allowed by a further one. ${whole}`), project];
    default:
      return [paragraph("An error cannot be allowed: with it the meaning of the file is unclear.")];
  }
}

const title = (text) => element("h3", [text]);

const paragraph = (text) => element("p", sentence(text));

/** A block that can be scrolled from the keyboard, as long lines do not break. */
function code(text, label) {
  return element("pre", [element("code", [text])], { tabIndex: 0, role: "group", ariaLabel: label });
}
