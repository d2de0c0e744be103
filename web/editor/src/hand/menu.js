// The menu of a task or a step: what can be otherwise with it. One press is one edit.
import { openDialog } from "../frame.js";
import { button, element, sentence } from "../prose.js";
import { read, written } from "./time.js";

const names = {
  move: "Move it to",
  step: "Its step",
  fault: "What goes wrong",
  need: "What it needs",
};

/** Longer lists are folded. */
const MANY = 8;

/** Opens it beside the row; the focus goes to the first thing, or to the first of a group. */
export async function menu(subject, row, wishes, focus) {
  const title = subject.task ?? `step ${row.querySelector(".timeline__step")?.textContent}`;
  const { dialog, body } = openDialog("hand-menu", ["Edit ", element("code", [title])]);
  body.replaceChildren(element("p", ["Looking …"], { role: "status" }));
  place(dialog, row);
  const told = await wishes.about(subject);
  if (!dialog.open) return;
  if (told.refused) {
    body.replaceChildren(element("p", sentence(told.refused), { className: "refused", role: "alert" }));
    return;
  }
  const trouble = element("p", [], { className: "refused", role: "alert" });
  let isBusy = false;
  const grant = async (wish) => {
    if (isBusy) return;
    isBusy = true;
    const why = await wishes.grant(wish);
    isBusy = false;
    if (!why) return dialog.close();
    trouble.replaceChildren(...sentence(why));
    trouble.scrollIntoView({ block: "nearest" });
  };
  const { takes, entries } = told.about;
  const groups = Object.entries(names).map(([group, name]) => {
    const own = entries.filter((entry) => entry.group === group);
    return own.length > 0 && part(group, group === "step" && !subject.task ? "The step" : name, own, grant);
  });
  body.replaceChildren(trouble, ...[takes && duration(subject.task, takes, grant), ...groups].filter(Boolean));
  const first = body.querySelector(`[data-group="${focus}"] button:enabled`) ?? body.querySelector("input, button:enabled");
  first?.focus();
  place(dialog, row);
}

function duration(task, { key, millis, is_drawn, others }, grant) {
  const input = element("input", [], { type: "text", value: written(millis), autocomplete: "off", spellcheck: false });
  const wait = key === "ready_after" ? "It is ready after" : "It runs for";
  const label = element("label", [element("span", [wait]), input]);
  const notes = [
    is_drawn && "It is drawn for each attempt now; a time set here is always the same.",
    others > 0 && `This holds for ${others + 1} tasks of the stage.`,
  ].filter(Boolean);
  const form = element("form", [label, element("button", ["Set"]), ...notes.map((it) => element("p", [it]))], { className: "takes" });
  input.addEventListener("input", () => input.setCustomValidity(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wished = read(input.value);
    if (wished === undefined) {
      input.setCustomValidity("Write a time such as 45s or 1m30s.");
      input.reportValidity();
      return;
    }
    grant({ duration: { task, millis: wished } });
  });
  return form;
}

function part(group, name, entries, grant) {
  const heading = element("h3", [name]);
  // What holds for all of them is said once; of places, one is tried for all.
  const [{ refused }] = entries;
  if (refused && (group === "move" || entries.every((entry) => entry.refused === refused))) {
    return element("section", [heading, element("p", sentence(refused), { className: "refused" })]);
  }
  const shown = entries.map((entry) => choice(entry, grant));
  const [few, more] = entries.length > MANY + 2 ? [shown.slice(0, MANY), shown.slice(MANY)] : [shown, []];
  const rest = more.length > 0 ? [element("details", [element("summary", [`${more.length} more`]), list(more)])] : [];
  const made = element("section", [heading, list(few), ...rest]);
  made.dataset.group = group;
  return made;
}

const list = (items) => element("ul", items.map((item) => element("li", [item])));

/** A switch for what is so or not, a button for what is done once. */
function choice({ label, is_on, wish, refused }, grant) {
  const made = button("", () => grant(wish));
  made.replaceChildren(element("span", sentence(label)), ...(refused ? [element("small", sentence(refused))] : []));
  made.disabled = Boolean(refused);
  if (is_on === null) return made;
  made.setAttribute("role", "switch");
  made.ariaChecked = String(is_on);
  return made;
}

/** Beside its row where there is room; on a phone it rises from the bottom, as its style says. */
function place(dialog, row) {
  if (innerWidth < 640) return;
  const { top, bottom, left } = row.getBoundingClientRect();
  const { width, height } = dialog.getBoundingClientRect();
  const below = bottom + 4;
  const y = below + height < innerHeight ? below : Math.max(8, Math.min(top - height - 4, innerHeight - height - 8));
  dialog.style.margin = "0";
  dialog.style.top = `${Math.max(8, y)}px`;
  dialog.style.left = `${Math.max(8, Math.min(left + 24, innerWidth - width - 8))}px`;
}
