import { acceptance } from '../../features/acceptance/i18n/de.ts';
import { clients } from '../../features/clients/i18n/de.ts';
import { configuration } from '../../features/configuration/i18n/de.ts';
import { functionKeys } from '../../features/configuration/i18n/function-keys-de.ts';
import { deployments } from '../../features/deployments/i18n/de.ts';
import { files } from '../../features/files/i18n/de.ts';
import { groups } from '../../features/groups/i18n/de.ts';
import { itemNames } from '../../features/item-names/i18n/de.ts';
import { jobs } from '../../features/jobs/i18n/de.ts';
import { notifications } from '../../features/notifications/i18n/de.ts';
import { parameters } from '../../features/parameters/i18n/de.ts';
import { plugAndPlay } from '../../features/plug-and-play/i18n/de.ts';
import { rollouts } from '../../features/rollouts/i18n/de.ts';
import { scans } from '../../features/scans/i18n/de.ts';
import { storageProviders } from '../../features/storage-providers/i18n/de.ts';
import { templates } from '../../features/templates/i18n/de.ts';
import { users } from '../../features/users/i18n/de.ts';
import type { Texts } from '../../shared/i18n/texts.ts';
import { first } from './first-de.ts';
import type { resources as en } from './resources-en.ts';

/** All German texts. */
export const resources: Texts<typeof en> = {
  ...first,
  acceptance,
  clients,
  configuration,
  deployments,
  files,
  groups,
  itemNames,
  functionKeys,
  jobs,
  notifications,
  parameters,
  plugAndPlay,
  rollouts,
  scans,
  storageProviders,
  templates,
  users,
};
