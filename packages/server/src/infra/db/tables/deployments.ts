import type { Instant, MaybeInstant, Ref } from './columns.ts';

/** A file of which a phone said something outside of its list of files, or that an order brought there. */
export interface ClientFilesTable {
  clientId: Ref;
  /** In the phone's spelling, upper case, e.g. `RINGTONE`. */
  type: string;
  name: string;
  /** In the phone's words, `ok` when it is there; empty: it was deleted. */
  status: string;
  /** Date and time as the phone wrote them; empty: it did not say. */
  toldDate: string;
  toldTime: string;
  toldAt: Instant;
  /** The file that was brought; it may be gone. */
  fileId: Ref | null;
  sha256: string | null;
  jobId: Ref | null;
  broughtAt: MaybeInstant;
}

/** When a phone was told of software last. */
export interface SoftwareOrdersTable {
  clientId: Ref;
  targetId: Ref;
  toldAt: Instant;
}

/** A target whose phone fetches files, may do so, or waits for it. */
export interface TransfersTable {
  targetId: Ref;
  clientId: Ref;
  subnet: string;
  state: 'queued' | 'admitted' | 'begun';
  since: Instant;
  /** When its place is given to others. */
  until: MaybeInstant;
}

/** Files of a template that a client has still to get, because it has just got the template. */
export interface TemplateFilesDueTable {
  clientId: Ref;
  templateId: Ref;
  withSoftware: boolean;
  since: Instant;
}

/** Software that a client was given by the policy of a template. */
export interface SoftwareUpdatesTable {
  clientId: Ref;
  fileId: Ref;
  /** What it had then. */
  softwareVersion: string;
  jobId: Ref | null;
  orderedAt: Instant;
}
