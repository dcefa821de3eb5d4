// node bench/src/first-view.ts [<rounds>]: how soon the admin app can be used, in a fresh Chromium without anything
// cached. Needs the built app (`npm start` builds it) and Chromium (`DESKFLEET_CHROMIUM` names another one).
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { BenchError } from './bench-error.ts';
import { Environment } from './environment.ts';
import { latencyOf } from './measure/statistics.ts';
import { type Installation, PASSWORD } from './servers/installation.ts';

const SLOW_DOWN = 4;
const MOST_SCRIPT_KB = 250;
const MOST_INTERACTIVE_MS = 1_000;
/** What still happens this long after the view is shown belongs to it. */
const SETTLED_MS = 500;

interface View {
  readonly name: string;
  readonly clients: number;
  readonly path: string;
  /** What has to be there. */
  readonly shown: string;
  readonly signedIn: boolean;
}

const ROW = 'tbody a[href^="/clients/"]';
const VIEWS: readonly View[] = [
  {
    name: 'sign-in page',
    clients: 50,
    path: '/',
    shown: 'input[type=password]',
    signedIn: false,
  },
  { name: 'list of 50 clients', clients: 50, path: '/clients?pageSize=50', shown: ROW, signedIn: true },
  { name: 'list of 10,000 clients', clients: 10_000, path: '/clients', shown: ROW, signedIn: true },
  {
    name: 'list of 10,000 clients, 50 a page',
    clients: 10_000,
    path: '/clients?pageSize=50',
    shown: ROW,
    signedIn: true,
  },
];

interface Measured {
  readonly interactiveMs: number;
  /** Time that the main thread worked until the view was there; barely depends on what else the machine does. */
  readonly mainThreadMs: number;
  readonly scriptKb: number;
  readonly requests: number;
}

async function measure(browser: Browser, view: View, admin: string, slowDown: number): Promise<Measured> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: admin, locale: 'en-US' });
  try {
    if (view.signedIn) await signIn(context);
    const page = await context.newPage();
    const shown = new Promise<void>((resolve) => {
      page.on('console', (message) => message.text() === 'first-view' && resolve());
    });
    await page.addInitScript(watch(view));
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(view.path, { waitUntil: 'commit' });
    await shown;
    const { metrics } = await devtools.send('Performance.getMetrics');
    const mainThread = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    await page.waitForTimeout(SETTLED_MS * 2);
    const seen = (await page.evaluate(READ)) as Omit<Measured, 'mainThreadMs'>;
    return { ...seen, mainThreadMs: mainThread * 1_000 };
  } finally {
    await context.close();
  }
}

async function signIn(context: BrowserContext): Promise<void> {
  const answer = await context.request.post('/api/v1/session', {
    headers: { 'x-requested-with': 'deskfleet' },
    data: { username: 'admin', password: PASSWORD },
  });
  if (!answer.ok()) throw new BenchError(`signing in gave ${answer.status()}`);
}

/** Runs in the page before its own scripts; text, because the page's policy forbids whatever else is not a file. */
const watch = ({ shown, signedIn }: View): string => `
  if (${signedIn}) localStorage.setItem('deskfleet.signedIn', 'yes');
  window.firstView = { shownMs: 0, tasks: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.firstView.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  const watcher = new MutationObserver(() => {
    if (document.querySelector(${JSON.stringify(shown)}) === null) return;
    watcher.disconnect();
    requestAnimationFrame(() => setTimeout(() => {
      window.firstView.shownMs = performance.now();
      console.debug('first-view');
    }));
  });
  watcher.observe(document, { childList: true, subtree: true });`;

const READ = `(() => {
  const { shownMs, tasks } = window.firstView;
  const ends = tasks.filter(([start]) => start < shownMs + ${SETTLED_MS}).map(([start, length]) => start + length);
  const files = performance.getEntriesByType('resource');
  const scripts = files.filter(({ name }) => name.endsWith('.js'));
  return {
    interactiveMs: Math.max(shownMs, ...ends),
    scriptKb: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024,
    requests: files.length,
  };
})()`;

function openBrowser(): Promise<Browser> {
  const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = process.env['DESKFLEET_CHROMIUM'] ?? paths.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new BenchError('Chromium is missing (Debian: apt-get install chromium)');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? 7);
  if (!existsSync(new URL('../../packages/web/dist/index.html', import.meta.url)))
    throw new BenchError('the admin app has not been built: `npm start` builds it');
  const environment = new Environment({ placement: undefined, profile: undefined, say: console.error });
  const browser = await openBrowser();
  try {
    const servers = new Map<number, Installation>();
    for (const { clients } of VIEWS) servers.set(clients, await environment.installation(clients));
    const found = new Map<string, Measured[]>();
    // In turns, so that a busy moment of the machine meets all of them; the first turn only warms up the servers.
    for (let round = -1; round < rounds; round += 1) {
      for (const view of VIEWS) {
        const admin = servers.get(view.clients)?.admin ?? '';
        for (const slowDown of [1, SLOW_DOWN]) {
          const measured = await measure(browser, view, admin, slowDown);
          const key = `${view.name} ${slowDown}`;
          if (round >= 0) found.set(key, [...(found.get(key) ?? []), measured]);
        }
      }
    }
    for (const { name } of VIEWS)
      report(name, found.get(`${name} 1`) ?? [], found.get(`${name} ${SLOW_DOWN}`) ?? []);
  } finally {
    await browser.close();
    await environment.close();
  }
}

function report(name: string, plain: readonly Measured[], slowed: readonly Measured[]): void {
  const middle = (of: readonly Measured[], figure: keyof Measured): number =>
    latencyOf(of.map((one) => one[figure])).p50;
  const script = middle(slowed, 'scriptKb');
  const interactive = middle(slowed, 'interactiveMs');
  const fastest = Math.min(...slowed.map(({ interactiveMs }) => interactiveMs));
  const mark = (met: boolean): string => (met ? 'met' : 'MISSED');
  console.log(`${name}
  script ${script.toFixed(0)} KB in ${middle(slowed, 'requests')} requests (< ${MOST_SCRIPT_KB} KB: ${mark(script < MOST_SCRIPT_KB)})
  interactive at ${SLOW_DOWN}x slow-down ${interactive.toFixed(0)} ms, fastest ${fastest.toFixed(0)} ms (< ${MOST_INTERACTIVE_MS} ms: ${mark(interactive < MOST_INTERACTIVE_MS)})
  main thread until then ${middle(plain, 'mainThreadMs').toFixed(0)} ms, at ${SLOW_DOWN}x ${middle(slowed, 'mainThreadMs').toFixed(0)} ms`);
}

await main();
