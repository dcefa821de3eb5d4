import type { Pool } from 'pg';
import { claimInvitations } from '../../features/acceptance/index.ts';
import { checkContactAddress } from '../../features/clients/index.ts';
import type { PhoneSettings } from '../../features/settings/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { sendContactRequest } from './send-contact-request.ts';

export interface InviteDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: () => PhoneSettings;
}

/**
 * Asks approved phones to call, so that nobody has to restart them. One that does not hear it registers when it calls by
 * itself.
 */
export async function inviteHeldPhones(deps: InviteDeps, ids: readonly string[]): Promise<void> {
  const { pool, clock, log, settings } = deps;
  const invitations = await claimInvitations(pool, ids, clock.now(), settings().contactIntervalSeconds);
  await Promise.all(
    invitations.map(async ({ id, contactMeUri, address }) => {
      const check = checkContactAddress(contactMeUri, address);
      if (!check.usable) return;
      const outcome = await sendContactRequest(check.contact);
      if (!outcome.asked)
        log.info({ heldPhone: id, problem: outcome.problem.en }, 'an approved phone was not reached');
    }),
  );
}
