export { catalogQuery } from './catalog.queries.ts';
export { type IndexRule, indexesOf, readIndexRule } from './index-rule.ts';
export { ParameterEditor } from './parameter-editor.tsx';
export { editorKind, findFault, localized, type ValueFault } from './parameter-value.ts';
export { type SecretDraft, SecretEditor } from './secret-editor.tsx';
export { menuTitle, sectionTitle } from './section-titles.ts';
export { useFaultWords, useValueWords } from './use-value-words.ts';
