import type { ClientBase } from 'pg';
import {
  type DeviceKind,
  type FileToBring,
  filesFor,
  newestSoftware,
  type OrderedFile,
  refusalOf,
} from '../deployments/index.ts';
import { type TargetRemark, wording } from '../jobs/index.ts';
import { getTemplateFiles, toOrdered } from './files-of-template.ts';
import { findSoftwareLeaders } from './template-files.queries.ts';

/**
 * Clients that do not get the software of a template, because another template of theirs goes first and brings other software:
 * whichever of them comes last, a phone must not be taken from one to the other.
 */
export async function findOutranked(
  tx: ClientBase,
  template: { readonly id: string; readonly name: string },
  files: readonly OrderedFile[],
  clientIds: readonly string[],
): Promise<Map<string, TargetRemark>> {
  if (!files.some(isSoftware)) return new Map();
  const leaders = (await findSoftwareLeaders(tx, clientIds)).filter(
    ({ templateId }) => templateId !== template.id,
  );
  const filesOf = new Map<string, OrderedFile[]>();
  for (const id of new Set(leaders.map(({ templateId }) => templateId))) {
    filesOf.set(id, toOrdered(await getTemplateFiles(tx, id)));
  }
  return new Map(
    leaders.flatMap(({ clientId, templateId, templateName, ...kind }): [string, TargetRemark][] => {
      const own = softwareFor(files, kind);
      const first = softwareFor(filesOf.get(templateId) ?? [], kind);
      if (own === undefined || first === undefined || isSameContent(own, first)) return [];
      const version = first.softwareVersion ?? first.name;
      const say = ({ name }: OrderedFile) =>
        wording('target.software_outranked', {
          name,
          winner: templateName,
          template: template.name,
          version,
        });
      const leftOut = files.flatMap((file, place) =>
        isSoftware(file) && refusalOf(file, kind) === undefined ? [[place, say(file)] as const] : [],
      );
      return [[clientId, { events: [say(own)], leftOut: Object.fromEntries(leftOut) }]];
    }),
  );
}

function isSoftware({ type, action }: OrderedFile): boolean {
  return type === 'software' && action === 'deploy';
}

function softwareFor(files: readonly OrderedFile[], kind: DeviceKind): FileToBring | undefined {
  return newestSoftware([...filesFor(files, kind).files.values()]);
}

function isSameContent(one: FileToBring, other: FileToBring): boolean {
  return one.fileId === other.fileId || (one.sha256 !== null && one.sha256 === other.sha256);
}
