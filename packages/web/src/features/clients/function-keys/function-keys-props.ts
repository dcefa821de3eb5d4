import type { ReactNode } from 'react';
import type { ClientScope } from '../../../api/types.ts';
import type { Changes } from '../../../shared/list/search-params.ts';
import type { DraftScope } from '../configuration/drafts.ts';
import type { ConfigurationTargets } from '../configuration/use-targets.ts';
import type { KeyView } from './key-view.ts';

/** What the function keys of an element need: a client today, users and templates alike. */
export interface FunctionKeysProps {
  scope: ClientScope;
  targets: ConfigurationTargets;
  draftScope: DraftScope;
  /** Name of the element, for dialogs and paper. */
  name: string;
  view: KeyView;
  onView: (changes: Changes<KeyView>) => void;
  /** The one thing to do where no keys are known. */
  emptyAction: ReactNode;
  /** Leads to the other parameters. */
  configurationLink: ReactNode;
}
