// The rows of the picture, and where things stand in them.

/** The grid that an element is in. */
export const pictureAt = (element) => element.closest?.(".timeline__content");

/** The row that an element is in. */
export const rowAt = (element) => element.closest?.(".timeline__row");

/** What a row is about, as the engine is asked. */
export const subjectOf = ({ dataset }) => (dataset.task ? { task: dataset.task } : { step: Number(dataset.step) });

/** A row by what finds it again after it has been drawn anew. */
export function keyOf({ dataset }) {
  return dataset.task ? `[data-task="${CSS.escape(dataset.task)}"]` : `[data-step="${dataset.step}"]:not([data-task])`;
}

/** The row of a key, if it is drawn. */
export const rowOf = (picture, key) => picture.querySelector(`.timeline__row${key}`);

/** Where the bar of a row stands, in the coordinates of what scrolls. */
export function barOf(row) {
  const pieces = row.querySelectorAll(".timeline__piece");
  const picture = pictureAt(row);
  const last = pieces[pieces.length - 1];
  const top = picture.offsetTop + row.offsetTop;
  return {
    end: row.dataset.end === undefined ? undefined : Number(row.dataset.end),
    top: last ? top + last.offsetTop : top,
    height: last ? last.offsetHeight : row.offsetHeight,
    millisPerPixel: Number(picture.dataset.millisPerPixel),
  };
}
