// From failure to failure, and along what waited for what.
import { button, element } from "../prose.js";

/** Buttons that go there, and a function that does. */
export function following(look) {
  const press = (sign, name, way) => {
    const made = button(sign, () => look.go(way));
    Object.assign(made, { ariaLabel: name, title: name });
    return made;
  };
  const failure = press("✗", "Go to the next failure (N)", "failure");
  failure.className = "look__failure";
  const tool = element(
    "div",
    [
      press("↖", "Cause: go to what it waited for (U)", "cause"),
      press("↘", "Effect: go to what waited for it (J)", "effect"),
      failure,
    ],
    { className: "look__follow", role: "group", ariaLabel: "Follow" },
  );
  return { tool, go: look.go };
}
