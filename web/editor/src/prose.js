// Text of the engine as elements. It comes as blocks (`web/src/markdown.rs`); whatever a user wrote
// into it becomes text nodes, never markup.

/** Elements for blocks such as `{ Paragraph: [{ Text: "…" }, { Code: "…" }] }`. */
export function prose(blocks) {
  return blocks.map((block) => {
    const [[kind, content]] = Object.entries(block);
    switch (kind) {
      case "List":
        return element("ul", content.map((point) => element("li", point.map(inline))));
      case "Code":
        return element("pre", [content]);
      case "Heading":
        return element("p", [element("strong", content[1].map(inline))]);
      default:
        return element("p", content.map(inline));
    }
  });
}

const tags = { Code: "code", Strong: "strong", Emphasis: "em" };

function inline(piece) {
  const [[kind, content]] = Object.entries(piece);
  if (kind === "Link") return content[0];
  return kind in tags ? element(tags[kind], [content]) : content;
}

/** A sentence that quotes code between backticks. */
export function sentence(text) {
  return text.split(/`([^`]*)`/).map((piece, index) => (index % 2 ? element("code", [piece]) : piece));
}

export function element(tag, children, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function button(text, onPress) {
  const made = element("button", [text], { type: "button" });
  made.addEventListener("click", onPress);
  return made;
}
