// Drawings.

export function label(x, y, side, text, kind = "tick") {
  return svg("text", { class: kind, x, y, "text-anchor": side }, text);
}

export function svg(tag, attributes, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}
