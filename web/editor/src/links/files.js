// What can be taken along beside a link: the timeline as a picture and in words, and both texts as files.
import { draw } from "../drawing.js";
import { shownFan } from "../look/shown-fan.js";
import { button, element } from "../prose.js";
import { save } from "../save.js";
import { png } from "./png.js";

const texts = {
  working: "Drawing the timeline …",
  failed: "The timeline could not be drawn. Check the connection, then try again.",
  copied: "The summary is in the clipboard.",
};

/**
 * The buttons.
 *
 * @param {object} shared what the link holds: `Shared` of the core, as it is passed on
 * @param {string} link it is in the picture, too
 */
export function files(shared, link) {
  const said = element("p", [], { className: "said-below", role: "status" });
  const say = (text) => said.replaceChildren(text);

  /** Draws, and does something with what is drawn. */
  async function withDrawn(look, use) {
    say(texts.working);
    try {
      const drawn = await draw({ shared }, { ...look, fan: shownFan() });
      say(drawn.trouble ?? (await use(drawn)) ?? "");
    } catch (error) {
      console.warn(error);
      say(texts.failed);
    }
  }

  const name = (stage, kind) => `${stage.replace(/[^\p{L}\p{N}._-]+/gu, "-") || "timeline"}.${kind}`;
  const theme = document.documentElement.dataset.theme;
  const pictures = [
    button("Save as SVG", () => withDrawn({}, ({ svg, stage }) => saved(name(stage, "svg"), svg))),
    button("Save as PNG", () =>
      withDrawn({ theme }, async ({ svg, stage }) => saved(name(stage, "png"), await png(svg, link))),
    ),
    button("Copy summary", () => withDrawn({}, ({ summary }) => copied(`${summary.join("\n")}\n`))),
  ];
  const both = [button("Save template", () => say(saved("template.yaml", shared.template)))];
  if (shared.scenario !== "") {
    both.push(button("Save scenario", () => say(saved("scenario.yaml", shared.scenario))));
  }
  if (shared.lesson !== undefined) {
    both.push(button("Save lesson", () => say(saved("lesson.md", shared.lesson))));
  }
  return element("div", [group("Timeline", pictures), group("Files", both), said], { className: "take-along" });
}

function group(name, buttons) {
  const made = element("div", [element("span", [name], { ariaHidden: "true" }), ...buttons], { role: "group" });
  made.setAttribute("aria-label", name);
  return made;
}

function saved(name, content) {
  save(name, content);
  const size = content.length < 10_000 ? `${content.length} bytes` : `${Math.round(content.length / 1000)} KB`;
  return `${name} is saved (${size}).`;
}

async function copied(text) {
  await navigator.clipboard.writeText(text);
  return texts.copied;
}
