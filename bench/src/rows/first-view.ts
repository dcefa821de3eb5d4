import type { Browser } from 'playwright-core';
import { openProfile, SIGNED_IN, signIn } from '../browser/chromium.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row, Verdict } from '../row.ts';
import type { Installation } from '../servers/installation.ts';

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
  const context = await openProfile(browser, admin);
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

/** Runs in the page before its own scripts; text, because the page's policy forbids whatever else is not a file. */
const watch = ({ shown, signedIn }: View): string => `
  ${signedIn ? SIGNED_IN : ''}
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

export const firstViewRow: Row = {
  name: 'first-view',
  title: `The admin app in a fresh Chromium, nothing cached, processor slowed down ${SLOW_DOWN} times`,
  measure: async (environment, options) => {
    const rounds = options.quick ? 2 : 7;
    const browser = await environment.openBrowser();
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
      const middleOf = (key: string, figure: keyof Measured): number =>
        latencyOf((found.get(key) ?? []).map((one) => one[figure])).p50;
      return {
        series: [],
        errors: {},
        figures: Object.fromEntries(
          VIEWS.map(({ name }) => [
            `${name}: main thread ms, plain / slowed down, requests`,
            [
              middleOf(`${name} 1`, 'mainThreadMs'),
              middleOf(`${name} ${SLOW_DOWN}`, 'mainThreadMs'),
              middleOf(`${name} ${SLOW_DOWN}`, 'requests'),
            ]
              .map((figure) => figure.toFixed(0))
              .join(' / '),
          ]),
        ),
        verdicts: VIEWS.flatMap(({ name }) => {
          const slowed = `${name} ${SLOW_DOWN}`;
          return verdictsOf(name, middleOf(slowed, 'interactiveMs'), middleOf(slowed, 'scriptKb'));
        }),
      };
    } finally {
      await browser.close();
    }
  },
};

function verdictsOf(name: string, interactiveMs: number, scriptKb: number): Verdict[] {
  return [
    {
      what: `${name}, interactive`,
      mark: `< ${MOST_INTERACTIVE_MS} ms`,
      measured: `${interactiveMs.toFixed(0)} ms`,
      met: interactiveMs < MOST_INTERACTIVE_MS,
    },
    {
      what: `${name}, script`,
      mark: `< ${MOST_SCRIPT_KB} KB`,
      measured: `${scriptKb.toFixed(0)} KB`,
      met: scriptKb < MOST_SCRIPT_KB,
    },
  ];
}
