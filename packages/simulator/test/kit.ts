import { afterEach } from 'vitest';
import { type Exchange, type PhoneOptions, VirtualPhone } from '../src/index.ts';
import { ScriptedServer, type ScriptedServerOptions } from './scripted-server.ts';

const cleanUps: (() => Promise<unknown>)[] = [];

/** Ends what a test started, newest first; each test file calls it once. */
export function cleanUpAfterEach(): void {
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });
}

/** Does something when the running test is over. */
export function atEnd(task: () => Promise<unknown>): void {
  cleanUps.push(task);
}

export async function startServer(options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  const server = await ScriptedServer.start(options);
  atEnd(() => server.stop());
  return server;
}

/** A phone at a free contact port that boots at once and retries soon; off. */
export function aPhone(
  server: ScriptedServer | undefined,
  options: Partial<PhoneOptions> = {},
): VirtualPhone {
  const { behavior, ...rest } = options;
  const phone = new VirtualPhone({
    model: 'cp410',
    mac: '00:1A:E8:12:34:56',
    e164: '498970012345',
    contactPort: 0,
    ...(server === undefined ? {} : { server: server.url }),
    ...rest,
    behavior: {
      bootMs: 0,
      localChangeDelayMs: 0,
      overloadDelayMs: [0, 0],
      retry: { firstDelayMs: 1, factor: 1, maxDelayMs: 1, jitter: 0, attempts: 5 },
      ...behavior,
    },
  });
  atEnd(() => phone.powerOff());
  return phone;
}

/** The same, switched on and done with its start-up. */
export async function aRunningPhone(
  server: ScriptedServer,
  options: Partial<PhoneOptions> = {},
): Promise<VirtualPhone> {
  const phone = aPhone(server, options);
  await phone.powerOn();
  await phone.waitFor('idle');
  return phone;
}

/** What was said, in short: `start-up`, `reply-to WriteItems busy`, … and the action that answered it. */
export function talk(exchanges: readonly Exchange[]): string[] {
  return exchanges.map(({ reason, repliesTo, status, answer, error }) => {
    const said = [reason, repliesTo, status].filter((word) => word !== undefined).join(' ');
    return `${said} -> ${answer?.action ?? error?.kind}`;
  });
}

/** Items as an object; indexed ones as `name[index]`, statuses in angle brackets. */
export function valuesOf(
  items: readonly { name: string; index?: number; value: string; status?: string }[],
): Record<string, string> {
  return Object.fromEntries(
    items.map(({ name, index, value, status }) => [
      index === undefined ? name : `${name}[${index}]`,
      status === undefined ? value : `<${status}>`,
    ]),
  );
}
