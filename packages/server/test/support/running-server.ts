import { randomBytes } from 'node:crypto';
import { createPhone, type PhoneOptions, type VirtualPhone } from '@deskfleet/simulator';
import { pino } from 'pino';
import { type NodeInputs, prepareDatabase, type RunningNode, startNode } from '../../src/app.ts';
import { putSetting } from '../../src/features/settings/index.ts';
import { loadConfig } from '../../src/infra/config/index.ts';
import { ApiClient, PASSWORD } from './api-client.ts';
import { claimLoopbackRange } from './loopback-range.ts';
import { openServerDatabase, type ServerDatabase } from './server-database.ts';

export { ApiClient, eventually, PASSWORD } from './api-client.ts';

/** A node of the server with all its listeners on loopback, on a database of its own. */
export interface RunningServer {
  readonly database: ServerDatabase;
  readonly node: RunningNode;
  /** The key of the installation, 32 bytes. */
  readonly secretKey: Uint8Array;
  /** Address for phones. */
  readonly phones: string;
  /** Signs in and talks to the admin API. */
  readonly api: ApiClient;
  /** A virtual phone at an address of its own, not switched on yet; switched off when the server stops. */
  aPhone(options?: Partial<PhoneOptions>): VirtualPhone;
  /** Starts a second node on the same database, with the same log unless it has its own. */
  anotherNode(own?: Pick<NodeInputs, 'log'>): Promise<RunningNode>;
  /** What a server does with the database before it starts. */
  prepareAgain(): Promise<void>;
  /** Everything that was logged, as JSON lines. */
  readonly logged: () => string;
  stop(): Promise<void>;
}

export interface RunningServerSetup {
  /** Settings for phones; the usual ones make tests wait for minutes. */
  readonly phoneSettings?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly openings?: NodeInputs['openings'];
}

/** Phones of one process have seeds of their own, and so their MACs. */
let seeds = 0;

export async function startServer(setup: RunningServerSetup = {}): Promise<RunningServer> {
  const [database, addresses] = await Promise.all([openServerDatabase(), claimLoopbackRange()]);
  const phoneSettings = setup.phoneSettings ?? { contactGapSeconds: 1, contactIntervalSeconds: 1 };
  await putSetting(database.db, 'phones', phoneSettings, new Date());
  const lines: string[] = [];
  const inputs = {
    config: loadConfig({
      DESKFLEET_HOST: '127.0.0.1',
      DESKFLEET_ADMIN_PORT: '0',
      DESKFLEET_PHONE_PORT: '0',
      DESKFLEET_SECURE_PHONE_PORT: '0',
      DESKFLEET_DCMP_PORT: '0',
      DESKFLEET_METRICS_PORT: '0',
      DESKFLEET_ADMIN_PASSWORD: PASSWORD,
      ...setup.env,
    }),
    databaseUrl: database.url,
    secretKey: randomBytes(32),
    version: '0.0.0-test',
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    ...(setup.openings === undefined ? {} : { openings: setup.openings }),
  };
  await prepareDatabase(inputs);
  const node = await startNode(inputs);
  const nodes = [node];
  const phones: VirtualPhone[] = [];
  const server = `https://127.0.0.1:${node.ports.phones}`;
  const api = new ApiClient(node.ports.admin);
  await api.signIn();
  return {
    database,
    node,
    secretKey: inputs.secretKey,
    phones: server,
    api,
    aPhone: (options = {}) => {
      seeds += 1;
      const phone = createPhone({
        model: 'cp410',
        address: addresses.next(),
        server,
        seed: seeds,
        ...options,
        items: { 'dls-contact-interval': '1', ...options.items },
        behavior: { bootMs: 10, overloadDelayMs: [50, 100], localChangeDelayMs: 10, ...options.behavior },
      });
      phones.push(phone);
      return phone;
    },
    anotherNode: async (own) => {
      const other = await startNode({ ...inputs, ...own });
      nodes.push(other);
      return other;
    },
    prepareAgain: () => prepareDatabase(inputs),
    logged: () => lines.join(''),
    stop: async () => {
      await Promise.all(phones.map((phone) => phone.powerOff()));
      api.close();
      await Promise.all(nodes.map((running) => running.stop()));
      await database.close();
    },
  };
}
