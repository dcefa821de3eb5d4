import type { Language, LocalizedText, Parameter } from '../../api/types.ts';

export type EditorKind = 'switch' | 'choice' | 'number' | 'secret' | 'lines' | 'text';

/** The editor that fits a parameter; items without a catalog entry are edited as text. */
export function editorKind(parameter: Parameter | null): EditorKind {
  if (parameter === null) return 'text';
  if (isMultiLine(parameter)) return 'lines';
  if (parameter.secret) return 'secret';
  switch (parameter.type) {
    case 'boolean':
      return 'switch';
    case 'enum':
      return 'choice';
    case 'integer':
      return 'number';
    default:
      return 'text';
  }
}

/** Certificates and data are pasted, not typed. */
export function isMultiLine(parameter: Parameter | null): boolean {
  return parameter?.type === 'certificate' || parameter?.type === 'base64';
}

export const SWITCH_WIRES = { on: 'true', off: 'false' } as const;

export function localized(text: LocalizedText, language: Language): string {
  return text[language] || text.en;
}

/** Whether a wire text stands for no value: phones clear some items by the text `NULL` (phones reference, section 0). */
export function isCleared(parameter: Parameter | null, wire: string): boolean {
  return wire === '' || (parameter !== null && wire === parameter.emptyWire);
}

/** Wire text of what was typed: an emptied field becomes the text that clears the item. */
export function wireOfText(parameter: Parameter | null, text: string): string {
  return text === '' ? (parameter?.emptyWire ?? '') : text;
}

export type ValueWords =
  | { kind: 'empty' }
  | { kind: 'on' }
  | { kind: 'off' }
  | { kind: 'text'; text: string; unit: string | null };

/** What a wire text means to a reader; codes that the catalog does not list stay as they are. */
export function describeWire(parameter: Parameter | null, wire: string, language: Language): ValueWords {
  if (isCleared(parameter, wire)) return { kind: 'empty' };
  if (parameter === null) return { kind: 'text', text: wire, unit: null };
  if (parameter.type === 'boolean') {
    if (wire === SWITCH_WIRES.on) return { kind: 'on' };
    if (wire === SWITCH_WIRES.off) return { kind: 'off' };
  }
  const choice = parameter.values?.find((entry) => entry.wire === wire);
  if (choice !== undefined) return { kind: 'text', text: localized(choice.label, language), unit: null };
  return { kind: 'text', text: wire, unit: parameter.unit };
}

export type ValueFault =
  | { kind: 'required' }
  | { kind: 'integer' }
  | { kind: 'range'; min: number; max: number }
  | { kind: 'min'; min: number }
  | { kind: 'max'; max: number }
  | { kind: 'excluded'; numbers: readonly number[] }
  | { kind: 'maxLength'; maxLength: number }
  | { kind: 'trimmed' }
  | { kind: 'digits' };

function numberFault(parameter: Parameter, wire: string): ValueFault | null {
  // Only canonical digits: another spelling of the same number would look like drift for ever.
  if (!/^(?:0|-?[1-9]\d{0,15})$/.test(wire)) return { kind: 'integer' };
  const value = Number(wire);
  const { min, max, excluded } = parameter;
  if (excluded.includes(value)) return { kind: 'excluded', numbers: excluded };
  const below = min !== null && value < min;
  const above = max !== null && value > max;
  if (!below && !above) return null;
  if (min !== null && max !== null) return { kind: 'range', min, max };
  return min !== null ? { kind: 'min', min } : { kind: 'max', max: max ?? 0 };
}

/** What is wrong with a wire text by the simpler rules of the catalog; the server checks them all. */
export function findFault(parameter: Parameter | null, wire: string): ValueFault | null {
  if (parameter === null) return null;
  if (wire === '' && parameter.emptyWire === null) return { kind: 'required' };
  if (isCleared(parameter, wire)) return null;
  if (parameter.type === 'integer') return numberFault(parameter, wire);
  if (isMultiLine(parameter)) return null;
  if (wire !== wire.trim()) return { kind: 'trimmed' };
  if (parameter.maxLength !== null && [...wire].length > parameter.maxLength) {
    return { kind: 'maxLength', maxLength: parameter.maxLength };
  }
  return parameter.format === 'digits' && !/^[\d*#+]+$/.test(wire) ? { kind: 'digits' } : null;
}
