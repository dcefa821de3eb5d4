import type { Row } from '../row.ts';
import { clientListRow } from './client-list.ts';
import { configurationRow, largeConfigurationRow } from './configuration.ts';
import { configurationAreaRow } from './configuration-area.ts';
import { crashRow } from './crash.ts';
import { desiredValuesRow } from './desired-values.ts';
import { fileServerRow } from './file-server.ts';
import { firstViewRow } from './first-view.ts';
import { fleetSizeRow, newPhonesRow } from './fleet-size.ts';
import { inventoryRows } from './inventories.ts';
import { largeJobRow } from './large-job.ts';
import { listsRow } from './lists.ts';
import { onboardingRow } from './onboarding.ts';
import { providerScanRow } from './provider-scan.ts';
import { startRow } from './start.ts';
import { startUpRows } from './start-ups.ts';
import { steadyLoadRow } from './steady-load.ts';
import { templatesAndGroupsRow } from './templates-and-groups.ts';
import { uploadRow } from './upload.ts';

/** All rows in the order in which they are measured. */
export const rows: readonly Row[] = [
  ...startUpRows,
  ...inventoryRows,
  fleetSizeRow,
  clientListRow,
  newPhonesRow,
  steadyLoadRow,
  configurationRow,
  largeConfigurationRow,
  largeJobRow,
  desiredValuesRow,
  onboardingRow,
  fileServerRow,
  uploadRow,
  crashRow,
  startRow,
  firstViewRow,
  configurationAreaRow,
  templatesAndGroupsRow,
  listsRow,
  providerScanRow,
];
