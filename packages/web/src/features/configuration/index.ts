export { type Change, objectionsOf, orderedValues } from './changes.ts';
export { ChangesTable } from './changes-table.tsx';
export { ConfigurationArea } from './configuration-area.tsx';
export {
  type ConfiguredElement,
  type ElementValues,
  phoneCount,
  type SubmitDialogProps,
} from './configured-element.ts';
export { type DraftScope, useDrafts } from './drafts.ts';
export { FunctionKeys } from './function-keys/function-keys.tsx';
export { type KeyView, readKeyView } from './function-keys/key-view.ts';
export { ElementHistory } from './history/element-history.tsx';
export { type HistorySearch, readHistorySearch } from './history/history-search.ts';
export { type PutBackAsked, PutBackDialog, usePutBackChoice } from './history/put-back-dialog.tsx';
export { ValueHistory } from './history/value-history.tsx';
export { type ConfigurationView, readConfigurationView } from './row-view.ts';
export { useRowLabel } from './row-words.ts';
export { type ConfigurationRow, type StoredValue, scopesOf, type ValueKey, valueKey } from './rows.ts';
export { SubmitValuesDialog } from './submit-values-dialog.tsx';
export { discardUnsavedChanges, UnsavedChanges, unsavedChangeCount } from './unsaved-changes.tsx';
