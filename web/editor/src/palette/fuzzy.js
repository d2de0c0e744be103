// How well a name fits what is typed. Pure, and tested as it is.

/** Beginnings of words are what people type. */
const isBeginning = (text, at) => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]);

/**
 * Where the typed characters are in a text, in this order, and how well they fit: the more of them stand together or
 * begin words, and the earlier, the better. `undefined` if one of them is missing.
 *
 * @returns {{ score: number, places: number[] } | undefined}
 */
export function fit(typed, text) {
  const wanted = typed.toLowerCase().replace(/\s+/g, "");
  const within = text.toLowerCase();
  if (wanted === "") return { score: 0, places: [] };
  const whole = within.indexOf(typed.toLowerCase().trim());
  if (whole >= 0) {
    const places = Array.from(typed.trim(), (_, index) => whole + index);
    return { score: 100 + (isBeginning(text, whole) ? 50 : 0) - whole / 10, places };
  }
  return scattered(wanted, within, text);
}

/** Prefers, for each character, the next beginning of a word that still leaves room for the rest. */
function scattered(wanted, within, text) {
  const places = [];
  let score = 0;
  let from = 0;
  for (const [index, character] of Array.from(wanted).entries()) {
    const rest = wanted.slice(index + character.length);
    const next = within.indexOf(character, from);
    if (next < 0) return undefined;
    const place = next === from ? next : beginning(character, within, text, next, rest);
    const isNext = index > 0 && place === places.at(-1) + 1;
    score += isNext ? 5 : isBeginning(text, place) ? 4 : -(place - from) / 10;
    places.push(place);
    from = place + character.length;
  }
  return { score, places };
}

function beginning(character, within, text, next, rest) {
  for (let at = next; at >= 0; at = within.indexOf(character, at + 1)) {
    if (isBeginning(text, at) && isIn(rest, within, at + 1)) return at;
  }
  return next;
}

function isIn(rest, within, from) {
  let at = from;
  for (const character of rest) {
    at = within.indexOf(character, at);
    if (at < 0) return false;
    at += 1;
  }
  return true;
}
