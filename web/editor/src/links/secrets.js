// What looks like a secret, and what can be done about it.
import { button, element, sentence } from "../prose.js";

/**
 * The list, and buttons.
 *
 * @param {object[]} found each a `Found` of `web/src/links`
 * @param {{ onRedact: (() => void) | null, onShare: () => void }} choices put placeholders there, which cannot
 *   be done twice; or make the link as it is
 */
export function secrets(found, { onRedact, onShare }) {
  const words = onRedact
    ? "This looks like something secret. Whoever has the link could read it."
    : "No placeholder can be put here: take it out by hand, then share again.";
  const canRedact = onRedact && found.some(({ isReplaceable }) => isReplaceable);
  const redact = canRedact ? [button("Redact", onRedact)] : [];
  if (canRedact) redact[0].className = "primary";
  const foot = element("div", [...redact, button("Share anyway", onShare)], { className: "dialog-foot" });
  return [
    element("p", [words], { role: "status" }),
    element("ul", found.map(item), { className: "secrets", ariaLabel: "Secrets" }),
    foot,
  ];
}

function item({ pane, line, column, what, placeholder, isReplaceable }) {
  const instead = isReplaceable
    ? ["→ ", element("code", [placeholder])]
    : ["to be taken out by hand"];
  return element("li", [
    element("span", [`${pane} ${line}:${column}`], { className: "where" }),
    element("span", sentence(what), { className: "what" }),
    element("span", instead, { className: "instead" }),
  ]);
}
