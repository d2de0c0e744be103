/** The rows of comma-separated values (RFC 4180), each a list of texts. */
export function rows(text) {
  const made = [[]];
  for (const [, value, end] of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)) {
    if (value === "" && end === "" && made.at(-1).length === 0) break;
    made.at(-1).push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === "") break;
    if (end !== ",") made.push([]);
  }
  return made.filter((row) => row.length > 0);
}
