import { useLanguage } from '../../../shared/i18n/index.ts';
import { localized } from '../../parameters/index.ts';
import { FUNCTION, type KeyState } from './key-state.ts';
import { useFunctionWords } from './use-key-words.ts';
import type { Keys } from './use-keys.ts';

export interface FunctionChoice {
  /** Code on the wire. */
  value: string;
  label: string;
}

/**
 * The functions that a key can get: those whose necessary fields can be set on these phones, and the one it has,
 * also where the catalog does not know its code.
 */
export function useFunctionChoices({ knowledge }: Keys, key: KeyState): FunctionChoice[] {
  const language = useLanguage();
  const functionWords = useFunctionWords();
  const values = key.cells.get(FUNCTION)?.parameter.values ?? [];
  const choices = values
    .filter(({ value, wire }) => {
      if (wire === key.functionWire) return true;
      const fields = knowledge.functions.get(value)?.fields ?? [];
      return fields.every(({ parameter, required }) => !required || key.cells.has(parameter));
    })
    .map(({ wire, label }) => ({ value: wire, label: localized(label, language) }));
  return choices.some(({ value }) => value === key.functionWire)
    ? choices
    : [...choices, { value: key.functionWire, label: functionWords(key) }];
}
