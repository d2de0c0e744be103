// A link in the forms in which it is passed on, each with a button that copies it.
import { button, element } from "../prose.js";

/** Programs that people chat and mail with cut longer links. */
const LONG = 4000;

/** The fields of a link to what is behind this fragment. */
export function forms(fragment, stage) {
  const link = `${site()}#${fragment}`;
  const length = `${link.length.toLocaleString("en")} characters`;
  const title = stage ? `${stage.replace(/[[\]]/g, "")} in Laneway` : "A workflow in Laneway";
  const said = [length];
  if (link.length > LONG) {
    said.push(". ", element("span", ["Some chat and mail programs cut links that long: send the files, too."], { className: "long" }));
  }
  const first = field("Link", link, said);
  first.querySelector("button").className = "primary";
  return [
    first,
    field("Markdown", `[${title}](${link})`),
    field("Command line", `laneway open '${link}'`),
    element("p", [
      "Whoever has the link has both texts, the stage, the selected task and the moment that is played. They are in the link itself: " +
        "what stands behind its # is sent to no server.",
    ], { className: "privacy" }),
  ];
}

/** The address of the page, without what a quote or a bracket would end. */
function site() {
  return location.href.split("#")[0].replace(/['()]/g, (it) => `%${it.charCodeAt(0).toString(16)}`);
}

function field(name, text, said = []) {
  const input = element("input", [], { type: "text", value: text, readOnly: true, spellcheck: false });
  input.addEventListener("focus", () => input.select());
  const copy = button("Copy", async () => {
    try {
      await navigator.clipboard.writeText(text);
      call("Copied");
    } catch {
      // Where the clipboard is refused, the text is at least selected.
      input.focus();
    }
  });
  function call(word) {
    copy.textContent = word;
    copy.setAttribute("aria-label", `${word}: ${name}`);
  }
  call("Copy");
  const label = element("label", [element("span", [name]), input]);
  const parts = [label, copy];
  if (said.length > 0) parts.push(element("p", said));
  return element("div", parts, { className: "field" });
}
