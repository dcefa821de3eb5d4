import { session } from '../../features/session/i18n/en.ts';
import { shared } from '../../shared/i18n/common-en.ts';
import { app } from './en.ts';

/** The English texts that the sign-in page needs. */
export const first = { ...shared, app, session };
