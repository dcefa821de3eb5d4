import type { Page } from 'playwright-core';

/** How long the configuration area keeps its reader waiting, in milliseconds. */
export interface ConfigurationSpeed {
  /** From the last byte of catalog and values to the first rows on the screen. */
  readonly openMs: number;
  /** From each key of a search to the next picture, in order (Event Timing; less than 16 ms count as 0). */
  readonly searchKeysMs: readonly number[];
  /** From each key in a value's field to the next picture. */
  readonly fieldKeysMs: readonly number[];
}

/** Runs in the page, before its own scripts: when the first rows are on the screen, and how long each key takes. */
const WATCH = `
  globalThis.watched = { shownAt: undefined, keys: [] };
  new MutationObserver((changes, observer) => {
    if (document.querySelector('[data-item] [data-editor]') === null) return;
    observer.disconnect();
    // Two frames: the picture with the rows is on its way when the second one begins.
    requestAnimationFrame(() => requestAnimationFrame((now) => { watched.shownAt = now; }));
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') watched.keys.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });
`;

const OPENED = `(async () => {
  while (watched.shownAt === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  const answers = performance
    .getEntriesByType('resource')
    .filter(({ name }) => /\\/values(-summary)?$|\\/parameters$/.test(new URL(name).pathname));
  return watched.shownAt - Math.max(...answers.map((entry) => entry.responseEnd));
})()`;

/**
 * Opens the configuration area at an address and types in it. The page must be signed in.
 *
 * @param path - address of the area
 * @param find - a search that finds few parameters
 * @param field - accessible name of a text field among those found
 */
export async function measureConfiguration(
  page: Page,
  path: string,
  find: string,
  field: string,
): Promise<ConfigurationSpeed> {
  await page.addInitScript({ content: WATCH });
  await page.goto(path);
  const openMs = await page.evaluate<number>(OPENED);

  const search = page.getByPlaceholder('Search parameters');
  await search.focus();
  const searchKeysMs = await typeTimed(page, find);
  await page.getByRole('textbox', { name: field }).focus();
  const fieldKeysMs = await typeTimed(page, '1234567890');
  return { openMs, searchKeysMs, fieldKeysMs };
}

/** Types as a quick person does, and takes the time of each key. */
async function typeTimed(page: Page, text: string): Promise<number[]> {
  await page.evaluate('watched.keys.length = 0');
  await page.keyboard.type(text, { delay: 60 });
  await page.waitForTimeout(300);
  const slow = await page.evaluate<number[]>('watched.keys');
  return [...slow, ...Array.from({ length: Math.max(0, text.length - slow.length) }, () => 0)];
}
