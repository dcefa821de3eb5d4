import type { ApiClient } from '../data/api-client.ts';
import type { SeededLists } from '../data/seed-lists.ts';
import { LARGE_NETWORK, SMALL_NETWORK } from '../data/varied-fleet.ts';
import { knownPhone } from '../load/phones.ts';

/** A list of the API, and how it is narrowed. */
export interface List {
  readonly name: string;
  readonly path: string;
  /** Parts of a query, each with its values as they stand there; the empty one is the whole list. */
  readonly filters: readonly string[];
  /** In milliseconds, where it is not the usual mark. */
  readonly mostMs?: number;
}

/** What somebody looks at: a page of a list, narrowed and sorted. */
export interface View {
  readonly list: string;
  /** Path with its query. */
  readonly path: string;
  /** A page that is hundreds of clicks away from both ends. */
  readonly isMiddle: boolean;
}

export interface Fleet extends SeededLists {
  readonly clients: number;
  readonly smallGroupId: string;
  /** Half of the fleet. */
  readonly largeGroupId: string;
}

/** As many as the app shows at most. */
const PAGE_SIZE = 100;

/** Every list that grows with the installation, with filters that find few, many and nobody. */
export function listsOf({
  clients,
  jobId,
  rolloutId,
  scanId,
  providerId,
  smallGroupId,
  largeGroupId,
}: Fleet): readonly List[] {
  const phone = knownPhone(Math.floor(clients / 3));
  const half = knownPhone(0).e164.slice(0, 6);
  return [
    {
      name: 'clients',
      path: '/clients',
      filters: [
        '',
        `search=${phone.e164.slice(-6)}`,
        `search=${encodeURIComponent(phone.mac.slice(-8))}`,
        'search=cp410',
        'search=cp410%20v2',
        `search=${half}`,
        'search=nobody',
        `e164=${phone.e164.slice(-4)}`,
        `e164=${half}`,
        `deviceId=${encodeURIComponent(phone.mac.slice(0, 11))}`,
        'softwareVersion=V1',
        'softwareVersion=R4.6',
        'softwareOlderThan=V1%20R4.0.0',
        'softwareOlderThan=V2%20R0.0.0',
        `address=${encodeURIComponent(LARGE_NETWORK)}`,
        `address=${encodeURIComponent(SMALL_NETWORK)}`,
        'address=127.1',
        'mobility=logged-on',
        'mobility=on',
        'mobility=off',
        'access=direct',
        'access=dcmp',
        'access=none',
        `group=${smallGroupId}`,
        `group=${largeGroupId}`,
        'softwareType=SIP',
        'softwareType=HFA',
        'deviceType=CP710',
        'state=open-work',
        'state=drift',
        'state=refused',
        `search=cp410&address=${encodeURIComponent(LARGE_NETWORK)}&softwareOlderThan=V2%20R0.0.0`,
        `deviceType=CP210&mobility=on&group=${largeGroupId}`,
      ],
    },
    {
      name: 'members of a group',
      path: `/groups/${largeGroupId}/members`,
      filters: ['', 'search=cp410', `search=${phone.e164.slice(-5)}`],
    },
    {
      name: 'mobile users',
      path: '/users',
      filters: ['', 'search=49893', 'search=1234', 'status=logged-on', 'status=logged-off'],
    },
    { name: 'templates', path: '/templates', filters: ['', 'search=99', 'type=default', 'model=CP410'] },
    { name: 'groups', path: '/groups', filters: ['', 'search=99'] },
    {
      name: 'jobs',
      path: '/jobs',
      filters: [
        '',
        'search=admin',
        'search=configure',
        'state=failed',
        'type=configure',
        'initiator=admin-7',
        `after=${dayBefore(60)}`,
        `before=${dayBefore(60)}`,
        'state=success&type=restart',
      ],
    },
    {
      name: 'targets of a job',
      path: `/jobs/${jobId}/targets`,
      // As for a job that is under way, see the row `large-job`.
      mostMs: 200,
      filters: ['', 'state=failed', 'state=success', 'search=said', `search=${phone.e164.slice(-5)}`],
    },
    {
      name: 'clients of a rollout',
      path: `/rollouts/${rolloutId}/clients`,
      filters: ['', 'wave=2', 'state=failed', 'search=cp410', `search=${phone.e164.slice(-5)}`],
    },
    {
      name: 'files',
      path: '/files',
      filters: [
        '',
        'search=bin',
        'search=abc',
        'type=software',
        'type=logo',
        'softwareType=SIP',
        `storage=${providerId}`,
        'storage=provider',
        'model=CP410',
      ],
    },
    {
      name: 'downloads',
      path: '/file-downloads',
      filters: ['', 'state=broken-off', 'state=completed', 'search=bin', 'search=4989', 'search=00012'],
    },
    {
      name: 'plug & play',
      path: '/clients/plug-and-play',
      filters: ['', 'state=recognized', 'state=all', 'search=cp410', 'search=001234', 'search=00%3A1a'],
    },
    {
      name: 'held phones',
      path: '/held-phones',
      filters: ['', 'search=cp410', 'search=127.20.3.', 'state=refused'],
    },
    {
      name: 'addresses of a scan',
      path: `/scans/${scanId}/addresses`,
      filters: ['', 'state=answered', 'state=timed-out', 'state=registered', 'search=.33.'],
    },
    {
      name: 'notifications',
      path: '/notifications',
      filters: ['', 'severity=warning', 'search=phone', 'search=DF%3A00'],
    },
  ];
}

/** At midnight, so that it stays the same while it is measured. */
function dayBefore(days: number): string {
  const day = new Date(Date.now() - days * 86_400_000);
  return `${day.toISOString().slice(0, 10)}T00:00:00.000Z`;
}

interface Description {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get?: {
          readonly parameters?: readonly {
            readonly name: string;
            readonly schema: { readonly enum?: string[] };
          }[];
        };
      }
    >
  >;
}

/** What the lists can be sorted by, as the API itself says. */
export async function readSortKeys(api: ApiClient): Promise<(list: List) => readonly string[]> {
  const { paths } = await api.get<Description>('/openapi.json');
  return ({ path }) => {
    const described = `/api/v1${path.replace(/\/\d+/, '/{id}')}`;
    const sort = paths[described]?.get?.parameters?.find(({ name }) => name === 'sort')?.schema.enum;
    if (sort === undefined) throw new TypeError(`the API does not say what ${path} is sorted by`);
    return sort;
  };
}

/** The first, the middle and the last page of each filter and order. */
export async function viewsOf(
  api: ApiClient,
  list: List,
  sortKeys: readonly string[],
): Promise<readonly View[]> {
  const views: View[] = [];
  for (const filter of list.filters) {
    const narrowed = `${list.path}?pageSize=${PAGE_SIZE}${filter === '' ? '' : `&${filter}`}`;
    const { total } = await api.get<{ total: number }>(narrowed);
    const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
    const middle = Math.ceil(last / 2);
    for (const page of new Set([1, middle, last])) {
      const isMiddle = page === middle && page !== 1 && page !== last;
      for (const sort of sortKeys) {
        for (const order of ['asc', 'desc']) {
          views.push({
            list: list.name,
            path: `${narrowed}&sort=${sort}&order=${order}&page=${page}`,
            isMiddle,
          });
        }
      }
    }
  }
  return views;
}
