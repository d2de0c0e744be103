// The dialog with a link. As long as something looks like a secret, no link is shown before the user has decided
// about that.
import { openDialog } from "../frame.js";
import { button, element } from "../prose.js";
import { ask } from "./engine.js";
import { files } from "./files.js";
import { forms, site } from "./forms.js";
import { secrets } from "./secrets.js";

const texts = {
  working: "Making the link …",
  failed: "The link could not be made. Check the connection, then try again.",
  redacted: "Placeholders stand in the link where the texts have secrets. Your texts are as they were.",
};

/**
 * Opens the dialog with a link.
 *
 * @param {object} inputs the texts, the stage and the seed: `Inputs` of `web/src/protocol.rs`
 * @param {object} view what is seen of the run: `SharedView` of core
 */
export function share(inputs, view) {
  const { body } = openDialog("share-dialog", ["Share"]);
  write(body, { ...inputs, view }, false);
}

async function write(body, shared, redact) {
  say(body, texts.working);
  try {
    const { written } = await ask({ write: { shared, redact, site: site() } });
    if (written.secrets.length === 0) show(body, written, redact);
    else warn(body, written, shared, redact);
  } catch {
    say(body, texts.failed);
    body.append(button("Try again", () => write(body, shared, redact)));
  }
}

function say(body, text) {
  body.replaceChildren(element("p", [text], { role: "status" }));
}

function show(body, written, isRedacted) {
  const note = isRedacted ? [element("p", [texts.redacted], { className: "said", role: "status" })] : [];
  body.replaceChildren(...note, ...forms(written.forms, written.shared.lesson !== undefined), files(written.shared, written.forms.link));
  body.querySelector(".field button").focus();
}

function warn(body, written, shared, isRedacted) {
  const onRedact = isRedacted ? null : () => write(body, shared, true);
  const onShare = () => show(body, written, isRedacted);
  body.replaceChildren(...secrets(written.secrets, { onRedact, onShare }));
  body.querySelector(".dialog-foot button").focus();
}
