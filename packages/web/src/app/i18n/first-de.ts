import { session } from '../../features/session/i18n/de.ts';
import { shared } from '../../shared/i18n/common-de.ts';
import type { Texts } from '../../shared/i18n/texts.ts';
import { app } from './de.ts';
import type { first as en } from './first-en.ts';

/** The German texts that the sign-in page needs. */
export const first: Texts<typeof en> = { ...shared, app, session };
