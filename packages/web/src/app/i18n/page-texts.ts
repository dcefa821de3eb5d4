import { recurringJobs as recurringJobsDe } from '../../features/recurring-jobs/i18n/de.ts';
import { recurringJobs } from '../../features/recurring-jobs/i18n/en.ts';
import { settings as settingsDe } from '../../features/settings/i18n/de.ts';
import { settings } from '../../features/settings/i18n/en.ts';

/** Texts that come with the script of their page; together only for the names of the keys and for the tests. */
export const pageTexts = {
  en: { recurringJobs, settings },
  de: { recurringJobs: recurringJobsDe, settings: settingsDe },
};
