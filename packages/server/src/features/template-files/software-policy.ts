import type { SoftwareUpdate } from '../../infra/db/index.ts';
import {
  type DeploymentPayload,
  type DeviceKind,
  type FileToBring,
  filesFor,
  newestSoftware,
  type OrderedFile,
  orderOfVersions,
} from '../deployments/index.ts';

/** Whether a template brings software at all. */
export function bringsSoftware(policy: SoftwareUpdate): policy is 'always' | 'only-newer' {
  return policy === 'always' || policy === 'only-newer';
}

/** What a job does with the files of a template; undefined when there is nothing to do. */
export function payloadOf(
  template: { readonly id: string; readonly name: string; readonly softwareUpdate: SoftwareUpdate },
  files: readonly OrderedFile[],
  withSoftware: boolean,
): DeploymentPayload | undefined {
  const goesAlong = withSoftware && bringsSoftware(template.softwareUpdate);
  const chosen = files.filter(({ type }) => type !== 'software' || goesAlong);
  if (chosen.length === 0) return undefined;
  return {
    files: chosen,
    // Nobody is at the phone to say that it may end a call.
    priority: 'normal',
    allowsDowngrade: template.softwareUpdate === 'always',
    repeats: false,
    onlyFitting: true,
    template: { id: template.id, name: template.name },
  };
}

/**
 * The software that a phone gets by the policy of a template: `always` whatever it has, `only-newer` when what it has is older.
 * A version that cannot be compared is never newer.
 */
export function updateFor(
  policy: SoftwareUpdate,
  files: readonly OrderedFile[],
  phone: DeviceKind & { readonly softwareVersion: string },
): FileToBring | undefined {
  if (!bringsSoftware(policy)) return undefined;
  const file = newestSoftware([...filesFor(files, phone).files.values()]);
  if (file === undefined) return undefined;
  const order = orderOfVersions(file.softwareVersion ?? '', phone.softwareVersion);
  const isDue = policy === 'always' ? order !== 'same' : order === 'newer';
  return isDue ? file : undefined;
}
