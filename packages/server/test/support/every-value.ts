import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  brokenRelations,
  findParameter,
  type Parameter,
  parameters,
  parseWire,
  type Scope,
  validatePhone,
  validateWire,
} from '@deskfleet/catalog';

/** A value to be ordered. */
export interface ChosenValue {
  readonly parameter: Parameter;
  readonly index: number | undefined;
  readonly wire: string;
}

export interface Phone {
  readonly scope: Scope;
  readonly model: string;
  readonly softwareVersion: string;
  /** The value that it has. */
  readonly valueOf: (item: string, index: number | undefined) => string | undefined;
}

const certificates = makeCertificates();

/** Texts of which each parameter takes at least two, whatever its type and format. */
const TEXTS: readonly string[] = [
  '4989700100',
  '4989700200',
  '192.0.2.10',
  '192.0.2.20',
  '255.255.255.0',
  '255.255.0.0',
  '2001:db8::10',
  '2001:db8::20',
  'pbx.example',
  'other.example',
  'https://files.example/one',
  'https://files.example/two',
  '00:1A:E8:12:34:56',
  '00:1A:E8:12:34:57',
  'Ward 3',
  'Ward 4',
  'Ward',
  'ward',
  '1234',
  '12345678',
  'Quiet-Lake-9',
  'Quiet-Lake-10',
  '0xx',
  '*99',
  'de',
  'en',
  'DE',
  'US',
  '6f1ed002-ab5d-4d3e-8f0a-3b1f2f2f9c11',
  '6f1ed002-ab5d-4d3e-8f0a-3b1f2f2f9c12',
  'A'.repeat(64),
  'B'.repeat(64),
  'A'.repeat(40),
  'B'.repeat(40),
  'AAAA',
  'AAAB',
  ...certificates,
];

/** In pieces of the smallest size a report would take hundreds of messages. */
const PREFERRED: Readonly<Record<string, readonly string[]>> = { 'dls-chunk-size': ['9000'] };

/** What may be set: values that the catalog takes and the phone does not have yet. */
function candidatesFor(parameter: Parameter, present: string | undefined): string[] {
  const { min, max, values } = parameter;
  const numbers =
    parameter.type === 'integer'
      ? [min, (min ?? 0) + 1, (min ?? 0) + 2, max, (max ?? 100) - 1, 60, 42, 10]
      : [];
  const texts = [
    ...(PREFERRED[parameter.item] ?? []),
    ...(values ?? []).map(({ wire }) => wire),
    ...numbers.filter((number) => number !== null).map(String),
    ...TEXTS,
    'true',
    'false',
  ];
  return [...new Set(texts)].filter(
    (wire) => wire !== present && validateWire(parameter, wire) === undefined,
  );
}

/** Takes the numbers of fixed keys only (phones reference, section 2). */
const OF_FIXED_KEYS: ReadonlySet<string> = new Set(['key-functionality']);

function indexesOf({ index, item }: Parameter): (number | undefined)[] {
  switch (index.kind) {
    case 'single':
      return [undefined];
    case 'fixed':
      return [index.index];
    case 'keys':
      return OF_FIXED_KEYS.has(item) ? [4002, 4003] : [1, 1002];
    case 'list': {
      const { from, to = from + 1 } = index;
      return [...new Set([from, Math.min(from + 1, to), to])];
    }
  }
}

/**
 * A value for every parameter that can be set on a phone, each another one than the phone has, that together break no
 * rule. Of a list its first two and its last entry, of the keys one of each level.
 *
 * @throws RangeError naming the parameters for which there is none
 */
export function chooseEveryValue(phone: Phone): ChosenValue[] {
  const places = new Map<string, { parameter: Parameter; index: number | undefined; candidates: string[] }>();
  for (const parameter of parameters) {
    if (parameter.readOnly || !parameter.scopes.includes(phone.scope)) continue;
    if (validatePhone(parameter, phone) !== undefined) continue;
    for (const index of indexesOf(parameter)) {
      const key = `${parameter.item} ${index}`;
      if (places.has(key)) continue;
      const candidates = candidatesFor(parameter, phone.valueOf(parameter.item, index));
      places.set(key, { parameter, index, candidates });
    }
  }
  const without = [...places.values()].filter(({ candidates }) => candidates.length === 0);
  if (without.length > 0)
    throw new RangeError(`no value for ${without.map(({ parameter }) => parameter.id).join(', ')}`);
  const chosen = new Map([...places].map(([key, { candidates }]) => [key, candidates[0] ?? '']));
  keepRules([...places.values()], chosen, phone);
  return [...places].map(([key, { parameter, index }]) => ({
    parameter,
    index,
    wire: chosen.get(key) ?? '',
  }));
}

/** Exchanges values until no rule is broken. */
function keepRules(
  places: readonly { parameter: Parameter; index: number | undefined; candidates: string[] }[],
  chosen: Map<string, string>,
  phone: Phone,
): void {
  const changes = places.map(({ parameter, index }) => ({ parameter: parameter.id, index: index ?? null }));
  const broken = () =>
    brokenRelations(
      {
        changes,
        valueOf: (id, index) => {
          const parameter = findParameter(id);
          if (parameter === undefined) return undefined;
          const wire =
            chosen.get(`${parameter.item} ${index ?? undefined}`) ??
            phone.valueOf(parameter.item, index ?? undefined);
          return wire === undefined ? undefined : parseWire(parameter, wire);
        },
      },
      phone.scope,
    ).filter(({ severity }) => severity === 'error');
  let errors = broken();
  for (let round = 0; round < 20 && errors.length > 0; round += 1) {
    for (const { parameterIds } of errors) {
      for (const place of places.filter(({ parameter }) => parameterIds.includes(parameter.id))) {
        const key = `${place.parameter.item} ${place.index}`;
        const before = chosen.get(key) ?? '';
        for (const candidate of place.candidates) {
          chosen.set(key, candidate);
          const now = broken();
          if (now.length < errors.length) {
            errors = now;
            break;
          }
          chosen.set(key, before);
        }
      }
    }
  }
  if (errors.length > 0) throw new RangeError(errors.map(({ text }) => text.en).join('\n'));
}

/** PEM and PKCS#12 in base64, of two certificates with their keys. */
function makeCertificates(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'deskfleet-certificates-'));
  const openssl = (...args: string[]): Buffer =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return ['one.example', 'two.example'].flatMap((name) => {
      openssl(
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '30',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        'key.pem',
        '-out',
        'cert.pem',
      ); // prettier-ignore
      const p12 = openssl('pkcs12', '-export', '-in', 'cert.pem', '-inkey', 'key.pem', '-passout', 'pass:');
      return [readFileSync(join(folder, 'cert.pem'), 'utf8').trim(), p12.toString('base64')];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
