import type { User, UserScope } from '../../api/types.ts';

/** Mobile users that something is done with. */
export interface ChosenUsers {
  scope: UserScope;
  count: number;
  /** Those of them that the page shows. */
  shown: readonly User[];
}

export const oneUser = (user: User): ChosenUsers => ({ scope: { ids: [user.id] }, count: 1, shown: [user] });

export interface UserDialogProps {
  users: ChosenUsers;
  onClose: () => void;
  onDone: () => void;
}
