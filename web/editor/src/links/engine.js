// Whom to ask about links.
import { asking } from "../asking.js";

/** Asks what `web/src/links/messages.rs` says it can be asked; promises the answer. */
export const ask = asking("link-engine", "");
