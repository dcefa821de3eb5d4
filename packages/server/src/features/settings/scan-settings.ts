import type { Static } from 'typebox';
import Type from 'typebox';
import { readAddressRange } from '../../infra/addresses/index.ts';
import type { ServerContext } from '../../infra/context.ts';
import type { FieldError } from '../../infra/errors/index.ts';
import { Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { settingsGroup } from './settings-group.ts';

/** How the server looks for phones. */
export const ScanSettings = StrictObject(
  {
    allowedNetworks: Type.Array(
      Type.String({ maxLength: 100, description: 'A subnet, range or address.', examples: ['10.0.0.0/8'] }),
      {
        maxItems: 200,
        description: 'Networks in which scans may look for phones (IPv4).',
        examples: [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']],
      },
    ),
    perSecond: Type.Integer({
      minimum: 1,
      maximum: 200,
      description: 'Addresses that a scan asks in a second.',
      examples: [20],
    }),
    callBackAddress: Nullable(
      Type.String({
        maxLength: 45,
        description:
          'Address at which phones that are found are to call, when that is not the address of the server (`server.url`, a name in it is looked up); null: that address, and without one the address from which the server reaches them.',
        examples: ['10.20.30.40'],
      }),
    ),
    callBackPort: Nullable(
      Type.Integer({
        minimum: 1,
        maximum: 65_535,
        description:
          'Port at which they are to call; null: that of the address of the server (`server.url`), and without one the port for phones of this server.',
        examples: [18_443],
      }),
    ),
  },
  { title: 'ScanSettings', description: 'How the server looks for phones.' },
);
export type ScanSettings = Static<typeof ScanSettings>;

export const ScanSettingsChange = Type.Partial(ScanSettings, {
  title: 'ScanSettingsChange',
  description: 'Settings for scans to change; absent ones stay as they are.',
  additionalProperties: false,
});

const Stored = Type.Partial(ScanSettings, { additionalProperties: false });

/** Private networks (RFC 1918): whoever has others knows which. */
export const defaultScanSettings: ScanSettings = {
  allowedNetworks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  perSecond: 20,
  callBackAddress: null,
  callBackPort: null,
};

const group = settingsGroup<ScanSettings>('scans', Stored, defaultScanSettings);

export const getScanSettings = ({ db }: Pick<ServerContext, 'db'>) => group.find(db);

/** Changes settings on all nodes. @throws AppError `request.invalid` */
export async function changeScanSettings(
  context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
  change: Partial<ScanSettings>,
): Promise<ScanSettings> {
  refuseUnreadable(change);
  return group.change(context, change);
}

function refuseUnreadable({ allowedNetworks = [], callBackAddress = null }: Partial<ScanSettings>): void {
  const errors = allowedNetworks.flatMap((network, place): FieldError[] =>
    readAddressRange(network)?.kind === 'ipv4' ? [] : [unreadable(`scans.allowedNetworks.${place}`, network)],
  );
  const callBack = callBackAddress === null ? undefined : readAddressRange(callBackAddress);
  if (callBackAddress !== null && (callBack === undefined || callBack.first !== callBack.last)) {
    errors.push(unreadable('scans.callBackAddress', callBackAddress));
  }
  if (errors.length > 0) throw invalidRequest(errors);
}

function unreadable(field: string, text: string): FieldError {
  const isOne = field === 'scans.callBackAddress';
  const sentence = isOne
    ? {
        en: `“${text}” is no IP address.`,
        de: `„${text}“ ist keine IP-Adresse.`,
      }
    : {
        en: `“${text}” is no IPv4 subnet, range or address: write it as 10.0.0.0/8 or 10.1.0.10-10.1.0.99.`,
        de: `„${text}“ ist kein IPv4-Subnetz, kein Bereich und keine Adresse: Schreiben Sie 10.0.0.0/8 oder 10.1.0.10-10.1.0.99.`,
      };
  return { field, message: sentence.en, code: 'addresses.form', text: sentence };
}
