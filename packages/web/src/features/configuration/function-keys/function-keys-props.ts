import type { ReactNode } from 'react';
import type { Changes } from '../../../shared/list/search-params.ts';
import type { ConfiguredElement, SubmitDialogProps } from '../configured-element.ts';
import type { DraftScope } from '../drafts.ts';
import type { KeyView } from './key-view.ts';

/** What the function keys of a client, a user or a template need. */
export interface FunctionKeysProps {
  element: ConfiguredElement;
  submitDialog: (props: SubmitDialogProps) => ReactNode;
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
