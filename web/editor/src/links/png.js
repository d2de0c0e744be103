// Pictures in PNG that know their link: it stands in the file as a text, where programs that show pictures pass
// over it.

/** What the text with the link is called in the file. */
const KEYWORD = "laneway-link";
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Browsers draw no larger canvas. */
const LARGEST_SIDE = 16_000;
const LARGEST_AREA = 120_000_000;

/**
 * Promises a picture in SVG as the bytes of one in PNG, with twice as many pixels where that is possible.
 *
 * @param {string} svg
 * @param {string} link what is to be read from it again
 */
export async function png(svg, link) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(2, LARGEST_SIDE / Math.max(width, height), Math.sqrt(LARGEST_AREA / (width * height)));
  const canvas = Object.assign(document.createElement("canvas"), {
    width: Math.round(width * scale),
    height: Math.round(height * scale),
  });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser could not draw the picture.");
  return withLink(new Uint8Array(await blob.arrayBuffer()), link);
}

/** The bytes of a picture with a link in it. */
export function withLink(bytes, link) {
  // A text in UTF-8 that is not compressed, in no language in particular (iTXt).
  const text = new TextEncoder().encode(`iTXt${KEYWORD}\0\0\0\0\0${link}`);
  const end = chunks(bytes).find(({ type }) => type === "IEND");
  if (!end) throw new Error("This is no whole picture in PNG.");
  const chunk = new Uint8Array(text.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, text.length - 4);
  chunk.set(text, 4);
  view.setUint32(text.length + 4, checksum(text));
  const made = new Uint8Array(bytes.length + chunk.length);
  made.set(bytes.subarray(0, end.start));
  made.set(chunk, end.start);
  made.set(bytes.subarray(end.start), end.start + chunk.length);
  return made;
}

/** The link in the bytes of a picture; nothing if there is none, or they are no picture in PNG. */
export function linkIn(bytes) {
  for (const { type, data } of chunks(bytes)) {
    if (type !== "iTXt") continue;
    const text = new TextDecoder().decode(data);
    if (text.startsWith(`${KEYWORD}\0\0\0`)) return text.split("\0").at(-1);
  }
  return undefined;
}

/** The parts of a file in PNG, as far as it is whole. */
function chunks(bytes) {
  const found = [];
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) return found;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = SIGNATURE.length;
  while (start + 12 <= bytes.length) {
    const end = start + 8 + view.getUint32(start);
    if (end + 4 > bytes.length) break;
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    found.push({ type, start, data: bytes.subarray(start + 8, end) });
    start = end + 4;
  }
  return found;
}

/** CRC-32, as PNG has it. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
