import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

export type TemplateType = 'onboarding' | 'default';
export type SoftwareUpdate = 'disabled' | 'ignored' | 'always' | 'only-newer';

/** A set of desired values for many clients. */
export interface TemplatesTable {
  id: Id;
  name: string;
  description: string;
  type: TemplateType;
  ranking: number;
  /** Short names of models that it is for; empty: all. */
  models: string[];
  /** `SIP` or `HFA`; empty: all. */
  softwareTypes: string[];
  softwareUpdate: SoftwareUpdate;
  version: Generated<number>;
  createdAt: Instant;
  updatedAt: Instant;
  /** User name of who changed it last. */
  updatedBy: string | null;
  /** Nobody sees it any more; its values are being withdrawn from clients. */
  removedAt: MaybeInstant;
}

/** The content of a template. `idx` -1 means no index. */
export interface TemplateValuesTable {
  templateId: Ref;
  item: string;
  idx: Generated<number>;
  value: string | null;
  /** Set instead of `value` for secrets. */
  sealed: string | null;
}

/** Templates that administrators have chosen for clients. */
export interface ClientTemplatesTable {
  clientId: Ref;
  templateId: Ref;
  chosenAt: Instant;
  chosenBy: string | null;
}

/** Templates that have their rows in `desired_values` of clients. */
export interface TemplateAssignmentsTable {
  clientId: Ref;
  origin: 'group' | 'template' | 'onboarding';
  templateId: Ref;
  ranking: number;
  assignedAt: Instant;
}

/** Clients whose templates have to be brought in line with what is chosen and with their groups. */
export interface UnsettledClientsTable {
  clientId: Ref;
}

/** How many clients templates and groups have, and how many there are (id 0): the sum of all rows of a subject and id. */
export interface UsageCountsTable {
  subject: 'template-clients' | 'template-chosen' | 'group-members' | 'clients';
  id: Ref;
  delta: ColumnType<string, number, number>;
}

/** What filters of groups look at, in short rows. */
export interface ClientFactsTable {
  clientId: Ref;
  /** The phone's own number, also while a mobile user is logged on. */
  e164: string;
  address: string | null;
  model: string;
  softwareType: string;
  /** Null: not looked for yet. */
  serverAddress: string | null;
}

/** Clients that a filter finds, and the templates that they get. */
export interface GroupsTable {
  id: Id;
  name: string;
  description: string;
  ranking: number;
  filter: JSONColumnType<object>;
  version: Generated<number>;
  createdAt: Instant;
  updatedAt: Instant;
  updatedBy: string | null;
}

export interface GroupTemplatesTable {
  groupId: Ref;
  templateId: Ref;
  /** Place in the list, from 0. */
  position: number;
}

export interface GroupMembersTable {
  clientId: Ref;
  groupId: Ref;
  joinedAt: Instant;
}
