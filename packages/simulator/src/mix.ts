import type { ModelName, SoftwareType } from './models/model.ts';
import { isModelName, MODEL_NAMES } from './models/model.ts';
import { SimulatorError } from './simulator-error.ts';

/** One kind of phone in a fleet and how many of it there are in relation to the others. */
export interface MixEntry {
  readonly model: ModelName;
  readonly softwareType: SoftwareType;
  readonly firmware: 'current' | 'old';
  readonly weight: number;
}

/** What a fleet is made of when nobody says otherwise; the first ten have SIP software, so that one order fits them all. */
export const DEFAULT_MIX = 'cp410:4,cp710:2,cp210:1,ip55g:1,openstage40:1,openstage60:1,cp410-hfa:1';

/**
 * Reads a mix: `<model>[-hfa][-old][:<weight>]`, separated by commas.
 * @throws SimulatorError `invalid-option` with a sentence that names the entry
 */
export function parseMix(text: string): MixEntry[] {
  return text.split(',').map((entry) => {
    const parts = /^([a-z0-9]+)(-hfa)?(-old)?(?::(\d{1,4}))?$/.exec(entry.trim().toLowerCase());
    const model = parts?.[1] ?? '';
    const weight = Number(parts?.[4] ?? 1);
    if (parts === null || !isModelName(model) || weight === 0) {
      const message =
        `"${entry.trim()}" is no part of a mix; write a model (${MODEL_NAMES.join(', ')}), then -hfa or -old ` +
        'where wanted, then a weight, as in cp410:3,openstage40-old:1.';
      throw new SimulatorError('invalid-option', message);
    }
    return {
      model,
      softwareType: parts[2] === undefined ? 'SIP' : 'HFA',
      firmware: parts[3] === undefined ? 'current' : 'old',
      weight,
    };
  });
}

/** The kind of the phone with this number (from 1): the mix is dealt out in turns. */
export function pickFromMix(mix: readonly MixEntry[], number: number): MixEntry {
  const total = mix.reduce((sum, entry) => sum + entry.weight, 0);
  let place = (number - 1) % total;
  for (const entry of mix) {
    if (place < entry.weight) return entry;
    place -= entry.weight;
  }
  throw new SimulatorError('invalid-option', 'A mix needs at least one kind of phone.');
}
