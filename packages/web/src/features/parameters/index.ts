export { catalogQuery, followParameters } from './catalog.queries.ts';
export { indexesOf, isNumbered } from './index-rule.ts';
export { ParameterEditor } from './parameter-editor.tsx';
export { findFault, isCleared, isMultiLine, localized, type ValueFault } from './parameter-value.ts';
export { type SecretDraft, SecretEditor } from './secret-editor.tsx';
export { useFaultWords, useValueWords } from './use-value-words.ts';
