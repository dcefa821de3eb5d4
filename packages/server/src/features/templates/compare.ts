import type { Catalog } from '@deskfleet/catalog';
import type { SecretBox } from '../../infra/secrets/index.ts';
import { contentKey } from '../values/index.ts';
import { identityOf } from './content.ts';
import type { FileOfContent, StoredValue } from './templates.queries.ts';

/** The contents of two templates side by side, differences first. Secrets are compared and not shown. */
export function compareContents(
  first: readonly StoredValue[],
  second: readonly StoredValue[],
  catalog: Catalog,
  secrets: SecretBox,
) {
  const byKey = (values: readonly StoredValue[]) =>
    new Map(values.map((value) => [contentKey(value.item, value.index), value]));
  const [ofFirst, ofSecond] = [byKey(first), byKey(second)];
  const keys = [...new Set([...ofFirst.keys(), ...ofSecond.keys()])];
  const rows = keys.flatMap((key) => {
    const [one, other] = [ofFirst.get(key), ofSecond.get(key)];
    const known = one ?? other;
    if (known === undefined) return [];
    return [
      {
        ...identityOf(known, catalog),
        first: one?.value ?? null,
        second: other?.value ?? null,
        firstSet: one !== undefined,
        secondSet: other !== undefined,
        differs: textOf(one, secrets) !== textOf(other, secrets),
      },
    ];
  });
  return rows.toSorted((a, b) => Number(b.differs) - Number(a.differs));
}

/** The files of two templates side by side, differences first. */
export function compareFiles(first: readonly FileOfContent[], second: readonly FileOfContent[]) {
  const named = new Map([...first, ...second].map(({ fileId, name }) => [fileId, name]));
  const wish = (files: readonly FileOfContent[], id: string) =>
    files.find(({ fileId }) => fileId === id)?.action ?? null;
  const rows = [...named].map(([fileId, name]) => {
    const [one, other] = [wish(first, fileId), wish(second, fileId)];
    return { fileId, name, first: one, second: other, differs: one !== other };
  });
  return rows.toSorted((a, b) => Number(b.differs) - Number(a.differs));
}

function textOf(value: StoredValue | undefined, secrets: SecretBox): string | undefined {
  if (value === undefined) return undefined;
  return value.sealed === null ? (value.value ?? '') : secrets.open(value.sealed);
}
