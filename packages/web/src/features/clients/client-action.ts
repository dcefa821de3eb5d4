import type { ClientScope } from '../../api/types.ts';

/** Actions on one or many clients. */
export type ClientAction = 'refresh-data' | 'restart' | 'factory-reset' | 'delete';

/** What an action is for. */
export interface ActionSubject {
  scope: ClientScope;
  count: number;
  /** Name of a single client. */
  name: string | null;
}

export interface ActionRequest {
  action: ClientAction;
  subject: ActionSubject;
  onDone?: () => void;
}
