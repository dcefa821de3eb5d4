/** A key in the drawing: its cap, and beside it the part of the display that shows its label. */
export interface KeyBox {
  number: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Where the cap is: keys of a left column have it on their left. */
  capSide: 'left' | 'right';
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Sizes of a drawing in its own units, about a pixel each. */
export interface PictureLayout {
  width: number;
  height: number;
  body: Rect;
  handset: Rect | null;
  display: Rect;
  /** Dial pad; modules have none, and in a small window there is no room for it. `ring`: the navigation keys. */
  pad: { x: number; y: number; ring: boolean } | null;
  keys: readonly KeyBox[];
  fixed: readonly KeyBox[];
}

export const CAP_WIDTH = 52;
const ROW = 40;
const EDGE = 16;
/** More keys than this stand on both sides of the display. */
const ONE_COLUMN = 10;
const PAD_HEIGHT = 150;
const PAD_WIDTH = 126;

function column(numbers: readonly number[], x: number, y: number, width: number, capSide: 'left' | 'right') {
  return numbers.map((number, at): KeyBox => ({ number, x, y: y + at * ROW, width, height: ROW, capSide }));
}

/**
 * Places the keys of a page. Where keys sit on a case no source tells exactly: they stand beside the display, as they
 * do on all of these phones, in the order of their numbers.
 *
 * @param narrow - for a small window: one column, no handset
 */
export function layOut(
  page: { module: number; keys: readonly number[]; fixed: readonly number[] },
  narrow: boolean,
): PictureLayout {
  const isModule = page.module > 0;
  const two = !narrow && !isModule && page.keys.length > ONE_COLUMN;
  const half = Math.ceil(page.keys.length / 2);
  const left = two ? page.keys.slice(0, half) : [];
  const right = two ? page.keys.slice(half) : page.keys;
  const rows = Math.max(right.length, left.length, isModule ? 1 : 3);

  const hasHandset = !narrow && !isModule;
  const handset = hasHandset ? { x: 24, y: 24, width: 76, height: rows * ROW + PAD_HEIGHT } : null;
  const from = hasHandset ? 124 : EDGE;
  const labelWidth = narrow ? 256 : two ? 230 : 300;
  const boxWidth = labelWidth + CAP_WIDTH;
  const top = 24;
  const displayX = two ? from + CAP_WIDTH : from;
  const display = { x: displayX, y: top, width: two ? 2 * labelWidth : labelWidth, height: rows * ROW };
  const rightX = two ? from + boxWidth : from;
  const width = rightX + boxWidth + EDGE;
  const below = top + rows * ROW + 18;

  // Beside the dial pad, if there is one.
  const beside = narrow ? 0 : PAD_WIDTH;
  const fixed = column(page.fixed, rightX + beside, below, boxWidth - beside, 'right');
  const padSpace = isModule ? 0 : narrow ? 0 : PAD_HEIGHT;
  const fixedSpace = page.fixed.length * ROW;
  const under = Math.max(padSpace, fixedSpace);
  const height = top + rows * ROW + (under === 0 ? EDGE : under + 34);
  const pad = padSpace === 0 ? null : { x: displayX + 4, y: below + 8, ring: page.fixed.length === 0 };
  return {
    width,
    height,
    body: { x: 1, y: 1, width: width - 2, height: height - 2 },
    handset: handset === null ? null : { ...handset, height: height - 48 },
    display,
    pad,
    keys: [...column(left, from, top, boxWidth, 'left'), ...column(right, rightX, top, boxWidth, 'right')],
    fixed,
  };
}

/** The key that an arrow leads to, in the order of the page; the ends hold. */
export function neighbour(keys: readonly KeyBox[], number: number, arrow: string): number {
  const at = keys.findIndex((box) => box.number === number);
  const here = keys[at];
  if (here === undefined) return keys[0]?.number ?? number;
  if (arrow === 'Home') return keys[0]?.number ?? number;
  if (arrow === 'End') return keys.at(-1)?.number ?? number;
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    const side = arrow === 'ArrowLeft' ? 'left' : 'right';
    return (
      keys.find((box) => box.capSide === side && box.capSide !== here.capSide && box.y === here.y)?.number ??
      number
    );
  }
  return keys[at + (arrow === 'ArrowDown' ? 1 : -1)]?.number ?? number;
}

/** Text that fits into a width; by code points, so that no character is cut in two. */
export function fitText(text: string, most: number): string {
  // Whatever a phone reports: no more than needed is taken apart.
  const points = [...text.slice(0, most * 2 + 2)];
  return points.length > most ? `${points.slice(0, most - 1).join('')}…` : text;
}
