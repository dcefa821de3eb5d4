export { catalogQuery, followParameters } from './catalog.queries.ts';
export { indexesOf, isNumbered } from './index-rule.ts';
export { isOldPhone, oldPhoneFault } from './old-phones.ts';
export { ParameterEditor } from './parameter-editor.tsx';
export {
  choicesOf,
  defaultWire,
  describeWire,
  findFault,
  isCleared,
  isMultiLine,
  localized,
  type ParameterList,
  type ValueFault,
} from './parameter-value.ts';
export { type SecretDraft, SecretEditor } from './secret-editor.tsx';
export { useFaultWords, useValueWords } from './use-value-words.ts';
export {
  type NamedValue,
  ShownValue,
  useParameters,
  useSectionWords,
  useValueLabel,
} from './value-words.tsx';
