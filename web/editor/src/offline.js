// Use without a network: has the service worker (`web/offline-worker.js`) keep all files of the page, and offers a new
// version when that is complete. Loaded when the first picture stands.
import style from "../../styles/offline.css";
import { button, element } from "./prose.js";

/** How often a page that stays open looks for a new version, in milliseconds. */
const LOOK_AGAIN = 60 * 60 * 1000;

const texts = {
  ready: "A new version of Laneway is ready. Your texts stay as they are.",
  others: "Another tab still shows the version before. Close it, then try again.",
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

/** Has everything kept, now and again whenever there is something new. */
export async function keep() {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register("./offline-worker.js", { updateViaCache: "none" });
  // The first version belongs to this page, too: else what it has not loaded yet would be missed.
  const ready = await serviceWorker.ready;
  const version = document.querySelector('meta[name="laneway-version"]')?.content;
  if (!serviceWorker.controller) ready.active.postMessage({ claim: version });

  const look = () => {
    if (registration.waiting && serviceWorker.controller) offer(registration);
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  look();
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < LOOK_AGAIN) return;
    looked = Date.now();
    // Without a network there is nothing new.
    registration.update().catch(() => {});
  });
}

/** Offers the version that waits. Nothing happens before the user wants it. */
function offer(registration) {
  if (document.querySelector(".news")) return;
  document.adoptedStyleSheets.push(sheet);
  const { serviceWorker } = navigator;
  const words = element("p", [texts.ready], { role: "status" });
  const reload = () => location.reload();
  const use = button("Reload with it", () => {
    // The same function is added once only, however often this is pressed.
    serviceWorker.addEventListener("controllerchange", reload);
    registration.waiting?.postMessage("use");
  });
  use.className = "primary";
  const later = button("Later", () => note.remove());
  const note = element("section", [words, element("div", [use, later], { className: "news-choices" })], { className: "news" });
  note.setAttribute("aria-label", "New version");
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data.others) words.textContent = texts.others;
  });
  document.body.append(note);
}
