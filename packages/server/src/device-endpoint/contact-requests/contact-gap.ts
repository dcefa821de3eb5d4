import type { ClientBase, Pool } from 'pg';
import type { PhoneSettings } from '../../features/settings/index.ts';
import { findReportedItem } from '../../features/values/index.ts';

/** In which a phone tells the seconds for which it ignores further contact requests (protocol reference section 3.1). */
const CONTACT_GAP_ITEM = 'dls-contact-interval';
/** A day: whoever claims a MAC keeps it from being asked for no longer. */
const LONGEST_SECONDS = 86_400;
/** On top of the gap, so that the phone's clock has passed it for sure. */
const GRACE_SECONDS = 10;

/** Seconds for which a phone is left in peace that has heard a contact request, or may have heard one. */
export type ContactGaps = (clientId: string) => number;

/** The gap of phones that is set here, or a longer one that they tell themselves. */
export async function findContactGaps(
  db: Pool | ClientBase,
  clientIds: readonly string[],
  { contactGapSeconds }: Pick<PhoneSettings, 'contactGapSeconds'>,
): Promise<ContactGaps> {
  const told = await findReportedItem(db, clientIds, CONTACT_GAP_ITEM);
  return (clientId) => Math.max(contactGapSeconds, read(told.get(clientId))) + GRACE_SECONDS;
}

function read(told = ''): number {
  return /^\d{1,9}$/.test(told) ? Math.min(Number(told), LONGEST_SECONDS) : 0;
}
