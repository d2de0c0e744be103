// The view for other pages: what a link holds as a timeline to look at, with a way into the playground. It is a page
// of its own (`web/embed/embed.html`) and loads neither editors nor the playground's program.
import embed from "../../styles/embed.css";
import tokens from "../../styles/tokens.css";
import { draw } from "./drawing.js";
import { shown, troubled, working } from "./embed/view.js";

const NARROWEST = 280;

const sheet = new CSSStyleSheet();
sheet.replaceSync([tokens, embed].join("\n"));
document.adoptedStyleSheets.push(sheet);

const main = document.querySelector("main");
const dark = matchMedia("(prefers-color-scheme: dark)");

/** The link and the width that are shown, or on their way. */
let current = {};

const asked = new URLSearchParams(location.search).get("theme");
const theme = () => (asked === "light" || asked === "dark" ? asked : dark.matches ? "dark" : "light");

async function show() {
  const wanted = {
    link: location.hash,
    width: Math.max(NARROWEST, document.documentElement.clientWidth),
    theme: theme(),
  };
  if (Object.keys(wanted).every((key) => wanted[key] === current[key])) return;
  if (wanted.link !== current.link) main.replaceChildren(working());
  current = wanted;
  document.documentElement.dataset.theme = wanted.theme;
  const parts = await viewOf(wanted);
  // Meanwhile something else may be wanted.
  if (wanted !== current) return;
  const isOpen = main.querySelector("details")?.open ?? false;
  main.replaceChildren(...parts);
  const details = main.querySelector("details");
  if (details) details.open = isOpen;
}

async function viewOf({ link, width, theme }) {
  try {
    const drawn = await draw({ link }, { width, theme });
    return drawn.svg ? shown(drawn, playground(link)) : troubled(drawn.trouble, playground(link));
  } catch (error) {
    console.warn(error);
    return troubled("The timeline could not be loaded. Check the connection, then reload the page.", playground(link));
  }
}

/** The same link in the playground, which lies beside this page. */
function playground(link) {
  return `${new URL("./", location.href).href}${link}`;
}

/** Tells the page around this one how high it would have to be to show everything. */
function tellHeight() {
  if (parent !== window) parent.postMessage({ lanewayHeight: document.body.getBoundingClientRect().height }, "*");
}

new ResizeObserver(tellHeight).observe(document.body);
new ResizeObserver(show).observe(document.documentElement);
dark.addEventListener("change", show);
addEventListener("hashchange", show);
show();
