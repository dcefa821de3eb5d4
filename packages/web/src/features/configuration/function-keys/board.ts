import type { KeyLayout, KeyNumbering } from '../../../api/types.ts';
import { numberAt, placeOf } from './key-number.ts';

/** What is seen at once: one level of the phone or of a key module. */
export interface KeyPage {
  /** In addresses: `1`, `2`, `m1`, `m1-2`. */
  id: string;
  /** Number of the key module; 0 for the phone itself. */
  module: number;
  level: 1 | 2;
  /** Numbers of the keys, ascending. */
  keys: readonly number[];
  /** Keys with a printed function, beside those of the phone's first level. */
  fixed: readonly number[];
}

export interface Board {
  pages: readonly KeyPage[];
  /**
   * How it is known which keys there are: the phone told, or only the model is known. What is for many phones is drawn for a
   * chosen model, or for any. `mixed`: whatever keys one of several models has.
   */
  source: 'reported' | 'model-certain' | 'model-inferred' | 'chosen' | 'any' | 'mixed';
}

type Layout = Pick<KeyLayout, 'keys' | 'levels' | 'certainty'>;

export interface BoardFacts {
  numbering: KeyNumbering;
  /** Of the model; undefined when no source counts its keys. */
  layout: Layout | undefined;
  /** For what is not of one kind of phone: whether the layout is that of a chosen model, of any, or of several. */
  drawn?: 'chosen' | 'any' | 'mixed' | undefined;
  /** Attached key modules; null when not told. */
  modules: number | null;
  /** Keys that the phone reported. */
  reported: Iterable<number>;
  /** Keys that somebody wants or is about to want something of. */
  wanted: Iterable<number>;
}

function pageId(module: number, level: 1 | 2): string {
  if (module === 0) return String(level);
  return level === 1 ? `m${module}` : `m${module}-2`;
}

/** As many keys as the largest of these phones has, to draw what is for many phones. */
export function largestLayout(layouts: readonly KeyLayout[]): Layout {
  return { keys: Math.max(1, ...layouts.map(({ keys }) => keys)), levels: 2, certainty: 'inferred' };
}

/** The keys of several phones: whether one picture shows them all, and what is known of the keys in it. */
export interface CommonLayout {
  /** Whether the models have their keys in different places, as far as anybody knows. */
  mixed: boolean;
  layout: Layout | undefined;
}

/** What phones of these models have in common: a model without a known layout is like itself only. */
export function commonLayout(models: ReadonlySet<string>, layouts: readonly KeyLayout[]): CommonLayout {
  const own = [...models].map((model) => layouts.find((layout) => layout.models.includes(model)));
  const known = own.filter((layout) => layout !== undefined);
  const [first] = own;
  if (own.length <= 1) return { mixed: false, layout: first };
  const isCommon =
    known.length === own.length &&
    known.every(({ keys, levels }) => keys === first?.keys && levels === first.levels);
  if (!isCommon) return { mixed: true, layout: known.length === 0 ? undefined : largestLayout(known) };
  return { mixed: false, layout: known.find(({ certainty }) => certainty !== 'certain') ?? first };
}

/** A phone has few modules; a nonsensical report must not draw thousands of keys. */
const MOST_MODULES = 7;

/** The keys of a phone, page by page; no page where nothing is known. */
export function buildBoard(facts: BoardFacts): Board {
  const { numbering, layout } = facts;
  const reported = [...facts.reported];
  const numbers = new Set([...reported, ...facts.wanted]);
  const count = (module: number, keys: number, levels: number): void => {
    for (let position = 1; position <= keys; position += 1) {
      for (const level of [1, 2] as const) {
        if (level > levels) continue;
        const unit = module === 0 ? 'phone' : 'module';
        numbers.add(numberAt({ unit, module, position, level }, numbering));
      }
    }
  };
  if (layout !== undefined) count(0, layout.keys, layout.levels);
  for (let module = 1; module <= Math.min(facts.modules ?? 0, MOST_MODULES); module += 1)
    count(module, numbering.moduleKeys, 2);

  const pages = new Map<string, KeyPage & { keys: number[]; fixed: number[] }>();
  const pageFor = (module: number, level: 1 | 2) => {
    const id = pageId(module, level);
    const page = pages.get(id) ?? { id, module, level, keys: [], fixed: [] };
    pages.set(id, page);
    return page;
  };
  for (const number of [...numbers].toSorted((a, b) => a - b)) {
    const place = placeOf(number, numbering);
    const page = pageFor(place.module, place.level);
    if (place.unit === 'fixed') page.fixed.push(number);
    else page.keys.push(number);
  }
  const told = reported.some((number) => placeOf(number, numbering).unit === 'phone');
  return {
    pages: [...pages.values()].toSorted((a, b) => a.module - b.module || a.level - b.level),
    source: facts.drawn ?? (told || layout === undefined ? 'reported' : `model-${layout.certainty}`),
  };
}

/** The page that a key is on. */
export function pageOf(board: Board, number: number): KeyPage | undefined {
  return board.pages.find((page) => page.keys.includes(number) || page.fixed.includes(number));
}

/** All keys in the order of the pages. */
export function keysOf(board: Board): number[] {
  return board.pages.flatMap((page) => [...page.keys, ...page.fixed]);
}
