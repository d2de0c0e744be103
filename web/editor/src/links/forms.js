// A link in the forms in which it is passed on, each with its length and a button that copies it.
import { button, element } from "../prose.js";

/** Programs that people chat and mail with cut longer links. */
const LONG = 4000;

/**
 * The fields.
 *
 * @param {{ link: string, markdown: string, embed: string, command: string }} forms `Forms` of the core
 * @param {boolean} isLesson whether the link holds a lesson
 */
export function forms({ link, markdown, embed, command }, isLesson) {
  const warning = "Some chat and mail programs cut links that long: send the files, too.";
  const long = link.length > LONG ? [". ", element("span", [warning], { className: "long" })] : [];
  const first = field("Link", link, long);
  first.querySelector("button").className = "primary";
  return [
    first,
    field("Markdown", markdown),
    field("Embed", embed),
    field("Command line", command),
    element("p", [
      isLesson
        ? "Whoever has the link has the whole lesson. It is in the link itself: "
        : "Whoever has the link has both texts, the stage, the selected task and the moment that is played. They are in the link itself: ",
      "what stands behind its # is sent to no server.",
    ], { className: "privacy" }),
  ];
}

/** The address of the page. */
export function site() {
  return location.href.split("#")[0];
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
  const length = element("p", [`${text.length.toLocaleString("en")} characters`, ...said]);
  return element("div", [label, copy, length], { className: "field" });
}
