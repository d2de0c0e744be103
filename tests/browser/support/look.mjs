// What of a run is looked at, as users say it and see it.

/** The grid, which says what is seen. */
export const look = (page) => page.locator('.timeline__content');

/** A tool over the timeline. */
export const tool = (page, name) => page.locator('.timeline__tools, .timeline__corner').getByRole('button', { name });
export const find = (page) => page.getByRole('searchbox', { name: 'Find tasks' });

/** From when until when time is seen, in milliseconds; `null` for all of it. */
export async function window(page) {
  const text = await look(page).getAttribute('data-window');
  return text === null ? null : text.split(' ').map(Number);
}

export const axisTexts = (page) => page.locator('.timeline__tick').allTextContents();

/** The names of the rows that are drawn. */
export const rowNames = (page) => page.locator('.timeline__label').allTextContents();

/** Turns the wheel over the bars, with the key that zooms. */
export async function wheel(page, { deltaY }) {
  const { x, y, width } = await look(page).boundingBox();
  await page.mouse.move(x + width * 0.6, y + 40);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, deltaY);
  await page.keyboard.up('Control');
}
