import {
  type DeploymentPriority,
  dottedVersion,
  type FileToBring,
  type OrderedFile,
  wireTypeOf,
} from '../../features/deployments/index.ts';
import type { AnswerItem, DeployWork } from './dialogue.ts';

/** For whom, and for which order, a file is offered. */
type Addressee = Pick<DeployWork, 'clientId' | 'targetId'>;

/**
 * Items of a FileDeployment (protocol reference section 14): without indexes for a single file that is brought, else with
 * indexes from 1 and an action each.
 */
export function fileItems(files: readonly OrderedFile[], addressee: Addressee): AnswerItem[] {
  const [only, ...others] = files;
  if (only?.action === 'deploy' && others.length === 0) {
    return [{ name: 'file-type', value: wireTypeOf(only.type) }, linkTo(only, addressee)];
  }
  return files.flatMap((file, place): AnswerItem[] => {
    const index = place + 1;
    return [
      { name: 'file-type', index, value: wireTypeOf(file.type) },
      file.action === 'deploy'
        ? { ...linkTo(file, addressee), index }
        : { name: 'file-name', index, value: file.name },
      { name: 'file-action', index, value: file.action },
    ];
  });
}

/** Items that one file takes at most. */
export const ITEMS_PER_FILE = 3;

/** Items of a SoftwareDeployment: both `file-type` and `file-sw-type`, since text and example of the guide disagree. */
export function softwareItems(
  file: FileToBring,
  addressee: Addressee,
  priority: DeploymentPriority,
): AnswerItem[] {
  const { softwareType, softwareVersion } = file;
  return [
    { name: 'file-type', value: wireTypeOf('software') },
    linkTo(file, addressee),
    { name: 'file-priority', value: priority },
    ...(softwareType === null ? [] : [{ name: 'file-sw-type', value: `Siemens ${softwareType}` }]),
    ...(softwareVersion === null ? [] : [{ name: 'file-sw-version', value: dottedVersion(softwareVersion) }]),
  ];
}

/** The whole address goes into the item, with the file's name, in spite of "base". */
function linkTo({ fileId, name }: FileToBring, { clientId, targetId }: Addressee): AnswerItem {
  return { name: 'file-https-base-url', link: { fileId, clientId, targetId, name } };
}
