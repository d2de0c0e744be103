// Which lesson is open, and how one gets to another.
import { element } from "../prose.js";
import { course } from "./course.js";
import { curtain } from "./curtain.js";
import { list } from "./list.js";
import { readLesson } from "./teacher.js";
import { interrupt } from "./theater.js";

const FOLDER = "./lessons/";

const texts = {
  loading: "Loading the lesson …",
  missing: "This lesson could not be loaded. Check the address and the connection.",
  foreign:
    "A lesson can be opened from this site only. Save the file and open it from the list of lessons, or put it beside the page.",
  unread: "The lesson could not be read: the engine has stopped. Your own text is kept.",
};

let index;
let hooks;

/**
 * Opens a lesson, or the list of them.
 *
 * @param {{ onShown: (template: string, scenario: string, stage?: string, cursor?: number) => void, onLeft: () => void,
 *   text?: string }} page shows texts of a lesson, and gives the user's own back; gets `close()`. Has the `text` of a lesson
 *   that a link has brought, until it is opened
 * @param {string | undefined} named one of ours, or the address of another on this site
 */
export async function lessons(page, named) {
  hooks = page;
  // The page closes it when other texts take its place.
  hooks.close = close;
  if (page.text !== undefined) return openLinked();
  index ??= await load();
  if (named === undefined) return list(index, { onOpen: open, onFile: openFile });
  const own = index.find(({ file }) => file === named || file === `${named}.md`);
  return own ? open(own) : openAddress(named);
}

async function load() {
  const response = await fetch(`${FOLDER}index.json`);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

async function open(own) {
  window.lanewayLeaveLink();
  remember(own.file.replace(/\.md$/, ""));
  await show(async () => text(`${FOLDER}${own.file}`), { id: own.file, number: index.indexOf(own) + 1, of: index.length });
}

async function openAddress(named) {
  const address = new URL(named, document.baseURI);
  if (address.origin !== location.origin) return say(texts.foreign);
  await show(() => text(address), { id: address.pathname });
}

async function openLinked() {
  const { text: written } = hooks;
  hooks.text = undefined;
  remember(undefined);
  await show(async () => written, {});
}

async function openFile(file) {
  window.lanewayLeaveLink();
  remember(undefined);
  await show(() => file.text(), { id: `file:${file.name}` });
}

async function text(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.text();
}

async function show(read, place) {
  say(texts.loading);
  let written;
  try {
    written = await read();
  } catch (error) {
    console.warn(error);
    return say(texts.missing);
  }
  try {
    const lesson = await readLesson(written);
    const { id = `link:${lesson.title}`, number, of } = place;
    course(host(), { ...lesson, written }, { id, number, of, next: index?.[number] }, { ...hooks, onNext: open, onList: () => lessons(hooks), onLeave: leave });
  } catch (error) {
    console.warn(error);
    say(texts.unread);
  }
}

/** A sentence in the place of a lesson. */
function say(words) {
  const close = element("button", ["Close"], { type: "button" });
  close.addEventListener("click", leave);
  host().replaceChildren(element("div", [element("p", [words], { role: "status" }), close], { className: "course-said" }));
}

const host = () => document.getElementById("course");

function close() {
  if (!host().firstChild) return;
  interrupt();
  curtain(false);
  document.documentElement.toggleAttribute("data-present", false);
  host().replaceChildren();
  remember(undefined);
}

function leave() {
  const isLesson = host().firstChild?.className === "course";
  close();
  // A sentence in the place of a lesson has shown nothing.
  if (isLesson) hooks.onLeft();
  else window.lanewayLeaveLink();
  document.querySelector(".lessons-open")?.focus();
}

/** The lesson in the address, so that it can be passed on and is there again after a reload. */
function remember(named) {
  const address = new URL(location.href);
  if (named === undefined) address.searchParams.delete("lesson");
  else address.searchParams.set("lesson", named);
  history.replaceState(history.state, "", address);
}
