import type { Language, LocalizedText, Parameter } from '../../api/types.ts';

export type EditorKind = 'switch' | 'choice' | 'number' | 'secret' | 'text';

/** The editor that fits a parameter; items without a catalog entry are edited as text. */
export function editorKind(parameter: Parameter | null): EditorKind {
  if (parameter === null) return 'text';
  if (parameter.secret) return 'secret';
  if (/boolean/.test(parameter.type) && (parameter.values === null || parameter.values.length === 2)) {
    return 'switch';
  }
  if (parameter.values !== null && parameter.values.length > 0) return 'choice';
  if (/integer|number/.test(parameter.type)) return 'number';
  return 'text';
}

const TRUE_WORDS = new Set(['true', 'on', 'yes', 'enabled', '1']);

/** Wire texts of a two-valued parameter. */
export function switchWires(parameter: Parameter): { on: string; off: string } {
  const values = parameter.values ?? [];
  const on = values.find((entry) => TRUE_WORDS.has(entry.value.toLowerCase()));
  const off = values.find((entry) => entry !== on);
  return on === undefined || off === undefined
    ? { on: 'true', off: 'false' }
    : { on: on.wire, off: off.wire };
}

export function localized(text: LocalizedText | null, language: Language): string {
  return text === null ? '' : text[language] || text.en;
}

export type ValueWords =
  | { kind: 'empty' }
  | { kind: 'on' }
  | { kind: 'off' }
  | { kind: 'text'; text: string; unit: string | null };

/** What a wire text means to a reader; codes that the catalog does not list stay as they are. */
export function describeWire(parameter: Parameter | null, wire: string, language: Language): ValueWords {
  if (wire === '') return { kind: 'empty' };
  if (parameter === null) return { kind: 'text', text: wire, unit: null };
  if (editorKind(parameter) === 'switch') {
    const { on, off } = switchWires(parameter);
    if (wire === on) return { kind: 'on' };
    if (wire === off) return { kind: 'off' };
  }
  const choice = parameter.values?.find((entry) => entry.wire === wire);
  if (choice !== undefined) return { kind: 'text', text: localized(choice.label, language), unit: null };
  return { kind: 'text', text: wire, unit: parameter.unit };
}

export type ValueFault =
  | { kind: 'integer' }
  | { kind: 'range'; min: number; max: number }
  | { kind: 'min'; min: number }
  | { kind: 'max'; max: number }
  | { kind: 'maxLength'; maxLength: number }
  | { kind: 'digits' };

function rangeFault(parameter: Parameter, value: number): ValueFault | null {
  const { min, max } = parameter;
  const below = min !== null && value < min;
  const above = max !== null && value > max;
  if (!below && !above) return null;
  if (min !== null && max !== null) return { kind: 'range', min, max };
  return min !== null ? { kind: 'min', min } : { kind: 'max', max: max ?? 0 };
}

/** What is wrong with a wire text by the catalog's rules; the server has the last word. Empty clears, so it fits. */
export function findFault(parameter: Parameter | null, wire: string): ValueFault | null {
  if (parameter === null || wire === '') return null;
  if (editorKind(parameter) === 'number') {
    if (!/^-?\d+$/.test(wire)) return { kind: 'integer' };
    return rangeFault(parameter, Number(wire));
  }
  if (parameter.maxLength !== null && [...wire].length > parameter.maxLength) {
    return { kind: 'maxLength', maxLength: parameter.maxLength };
  }
  return parameter.format === 'digits' && !/^[\d*#+]+$/.test(wire) ? { kind: 'digits' } : null;
}
