import type { Certainty } from './parameter.ts';

/** How many function keys a model has by itself, numbered from 1 (phones reference, sections 2 and 7). */
export interface KeyLayout {
  /** Models as clients show them, e.g. `OpenStage 40`. */
  readonly models: readonly string[];
  /** Keys on each level. */
  readonly keys: number;
  /** 1 or 2. */
  readonly levels: number;
  /** Of the numbers; `inferred` ones are to be taken as a guess until a phone reports its keys. */
  readonly certainty: Certainty;
  /** Short name as in the phones reference. */
  readonly source: string;
}

/** The models whose keys a source counts. Of all others only what the phone reports is known. */
export const keyLayouts: readonly KeyLayout[] = [
  { models: ['OpenStage 15'], keys: 8, levels: 2, certainty: 'certain', source: 'G 120' },
  { models: ['OpenStage 40'], keys: 6, levels: 2, certainty: 'certain', source: 'G 120' },
  { models: ['OpenStage 60'], keys: 8, levels: 2, certainty: 'certain', source: 'G 120' },
  { models: ['OpenStage 80'], keys: 9, levels: 2, certainty: 'certain', source: 'G 120' },
  { models: ['IP 35G', 'IP 35G Eco'], keys: 3, levels: 2, certainty: 'certain', source: 'G 120' },
  { models: ['IP 55G'], keys: 8, levels: 2, certainty: 'certain', source: 'G 120' },
  { models: ['CP200'], keys: 4, levels: 1, certainty: 'inferred', source: 'user guide CP200/400/600' },
];

/** How the numbers of keys are made up (phones reference, section 2). */
export interface KeyNumbering {
  /** Added to a number for the same key on the second level. */
  readonly secondLevel: number;
  /** Key modules have numbers of their own hundreds, the first one those from this on. */
  readonly firstModule: number;
  /** Between one module and the next. */
  readonly moduleStep: number;
  /** Keys of a module on each level; certain for OpenStage only. */
  readonly moduleKeys: number;
  /** First and last number that keys with a printed function can have. */
  readonly fixedFrom: number;
  readonly fixedTo: number;
}

export const keyNumbering: KeyNumbering = {
  secondLevel: 1000,
  firstModule: 300,
  moduleStep: 100,
  moduleKeys: 12,
  fixedFrom: 4001,
  fixedTo: 4099,
};
