// Whom to ask about links: what `web/src/links/messages.rs` says.
import { asker } from "../asker.js";

/** Promises the answer to a question. */
export const ask = asker("link-engine");
