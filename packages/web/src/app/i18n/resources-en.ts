import { acceptance } from '../../features/acceptance/i18n/en.ts';
import { clients } from '../../features/clients/i18n/en.ts';
import { configuration } from '../../features/configuration/i18n/en.ts';
import { functionKeys } from '../../features/configuration/i18n/function-keys-en.ts';
import { deployments } from '../../features/deployments/i18n/en.ts';
import { files } from '../../features/files/i18n/en.ts';
import { groups } from '../../features/groups/i18n/en.ts';
import { itemNames } from '../../features/item-names/i18n/en.ts';
import { jobs } from '../../features/jobs/i18n/en.ts';
import { notifications } from '../../features/notifications/i18n/en.ts';
import { parameters } from '../../features/parameters/i18n/en.ts';
import { plugAndPlay } from '../../features/plug-and-play/i18n/en.ts';
import { rollouts } from '../../features/rollouts/i18n/en.ts';
import { scans } from '../../features/scans/i18n/en.ts';
import { storageProviders } from '../../features/storage-providers/i18n/en.ts';
import { templates } from '../../features/templates/i18n/en.ts';
import { users } from '../../features/users/i18n/en.ts';
import { first } from './first-en.ts';

/** All English texts; their keys are what the rest of the app may ask for. */
export const resources = {
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
