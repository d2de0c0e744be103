// Hides what the picture and its figures would give away, until the reader has said what to expect.

/** Draws the curtain, or opens it; `web/styles/lessons.css` says what is behind it. */
export function curtain(isDrawn) {
  document.documentElement.toggleAttribute("data-curtain", isDrawn);
}
