import type { Migration } from 'kysely/migration';
import * as accounts from './0001-accounts.ts';
import * as clients from './0002-clients.ts';
import * as jobs from './0003-jobs.ts';
import * as inventoryVersion from './0004-inventory-version.ts';
import * as jobPortions from './0005-job-portions.ts';
import * as clientContacts from './0006-client-contacts.ts';
import * as valueHistory from './0007-value-history.ts';
import * as itemNames from './0010-item-names.ts';
import * as templates from './0020-templates.ts';
import * as groups from './0021-groups.ts';
import * as valuesDue from './0022-values-due.ts';
import * as usageCounts from './0023-usage-counts.ts';
import * as users from './0025-users.ts';
import * as mobility from './0026-mobility.ts';
import * as plugAndPlay from './0030-plug-and-play.ts';
import * as heldPhones from './0031-held-phones.ts';
import * as scans from './0032-scans.ts';
import * as clientList from './0035-client-list.ts';
import * as contactLog from './0036-contact-log.ts';
import * as files from './0040-files.ts';
import * as fileVersions from './0041-file-versions.ts';
import * as downloadProgress from './0042-download-progress.ts';
import * as deployments from './0043-deployments.ts';
import * as templateFiles from './0044-template-files.ts';
import * as storageProviders from './0046-storage-providers.ts';
import * as providerSearches from './0047-provider-searches.ts';
import * as jobLifecycle from './0050-job-lifecycle.ts';
import * as contactPlaces from './0051-contact-places.ts';
import * as dialoguesOfTargets from './0052-dialogues-of-targets.ts';
import * as rollouts from './0055-rollouts.ts';
import * as elementHistory from './0060-element-history.ts';
import * as valueMoves from './0061-value-moves.ts';
import * as leavingUsers from './0065-leaving-users.ts';
import * as clientFilters from './0066-client-filters.ts';
import * as historyJobs from './0075-history-jobs.ts';
import * as clientVersions from './0076-client-versions.ts';
import * as targetCounts from './0080-target-counts.ts';
import * as targetsByNumber from './0081-targets-by-number.ts';
import * as transferPlaces from './0082-transfer-places.ts';
import * as recurringJobs from './0083-recurring-jobs.ts';
import * as scanDetails from './0093-scan-details.ts';
import * as rolloutCounts from './0094-rollout-counts.ts';
import * as longLists from './0098-long-lists.ts';
import * as fileTexts from './0099-file-texts.ts';
import * as heldPhonesText from './0101-held-phones-text.ts';
import * as clientCount from './0102-client-count.ts';

/** Every migration by name, in the order in which they run. Forward only; a landed one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-accounts': accounts,
  '0002-clients': clients,
  '0003-jobs': jobs,
  '0004-inventory-version': inventoryVersion,
  '0005-job-portions': jobPortions,
  '0006-client-contacts': clientContacts,
  '0007-value-history': valueHistory,
  '0010-item-names': itemNames,
  '0020-templates': templates,
  '0021-groups': groups,
  '0022-values-due': valuesDue,
  '0023-usage-counts': usageCounts,
  '0025-users': users,
  '0026-mobility': mobility,
  '0030-plug-and-play': plugAndPlay,
  '0031-held-phones': heldPhones,
  '0032-scans': scans,
  '0035-client-list': clientList,
  '0036-contact-log': contactLog,
  '0040-files': files,
  '0041-file-versions': fileVersions,
  '0042-download-progress': downloadProgress,
  '0043-deployments': deployments,
  '0044-template-files': templateFiles,
  '0046-storage-providers': storageProviders,
  '0047-provider-searches': providerSearches,
  '0050-job-lifecycle': jobLifecycle,
  '0051-contact-places': contactPlaces,
  '0052-dialogues-of-targets': dialoguesOfTargets,
  '0055-rollouts': rollouts,
  '0060-element-history': elementHistory,
  '0061-value-moves': valueMoves,
  '0065-leaving-users': leavingUsers,
  '0066-client-filters': clientFilters,
  '0075-history-jobs': historyJobs,
  '0076-client-versions': clientVersions,
  '0080-target-counts': targetCounts,
  '0081-targets-by-number': targetsByNumber,
  '0082-transfer-places': transferPlaces,
  '0083-recurring-jobs': recurringJobs,
  '0093-scan-details': scanDetails,
  '0094-rollout-counts': rolloutCounts,
  '0098-long-lists': longLists,
  '0099-file-texts': fileTexts,
  '0101-held-phones-text': heldPhonesText,
  '0102-client-count': clientCount,
};
