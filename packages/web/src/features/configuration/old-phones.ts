import { createContext, useCallback, useContext } from 'react';
import { type DraftFault, draftFault } from './changes.ts';
import type { Draft } from './drafts.ts';
import type { ConfigurationRow } from './rows.ts';

/** Whether phones among those that are edited do not understand everything in a text. */
export const OldPhones = createContext(false);

/** Why a change cannot be submitted to the phones that are edited, or null. */
export function useDraftFault(): (row: ConfigurationRow, draft: Draft) => DraftFault | null {
  const oldPhones = useContext(OldPhones);
  return useCallback((row, draft) => draftFault(row, draft, oldPhones), [oldPhones]);
}
