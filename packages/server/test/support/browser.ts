import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { PASSWORD } from './api-client.ts';
import { eventually, type RunningServer } from './running-server.ts';

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian's Chromium, or the one that `DESKFLEET_CHROMIUM` names. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['DESKFLEET_CHROMIUM'] ?? paths.find((path) => existsSync(path));
  if (executablePath === undefined) throw new TypeError('Chromium is missing: apt-get install chromium');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

type Look = readonly [language: 'en' | 'de', theme: 'light' | 'dark', width: number];

const PAIR: readonly Look[] = [
  ['en', 'light', 1440],
  ['de', 'dark', 390],
];

/**
 * In which language, theme and width pages are looked at: each of them once, for a look at everything takes minutes. The
 * rest of the combinations come with `DESKFLEET_LOOKS=all`.
 */
export const looks: readonly Look[] =
  process.env['DESKFLEET_LOOKS'] === 'all'
    ? [...PAIR, ['de', 'dark', 1440], ['de', 'light', 390], ['en', 'dark', 390]]
    : PAIR;

const SIGN_IN = /^(Sign in|Anmelden)$/;

export interface VisitOptions {
  readonly language?: 'en' | 'de';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
}

/** A new browser profile at the sign-in page of a server. `problems` collects what the page complains about. */
export async function visit(
  browser: Browser,
  server: RunningServer,
  { language = 'en', theme = 'light', width = 1440 }: VisitOptions = {},
): Promise<{ page: Page; problems: string[] }> {
  const options: BrowserContextOptions = {
    ignoreHTTPSErrors: true,
    baseURL: `https://127.0.0.1:${server.node.ports.admin}`,
    viewport: { width, height: 900 },
    locale: language === 'de' ? 'de-DE' : 'en-US',
    colorScheme: theme,
    reducedMotion: 'reduce',
  };
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    // The first question whether somebody is signed in is answered with 401.
    if (message.type() === 'error' && !message.text().includes('401')) problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`https://127.0.0.1:${server.node.ports.admin}/`))
      problems.push(request.url());
  });
  await page.goto('/');
  await page.getByRole('button', { name: SIGN_IN }).waitFor();
  return { page, problems };
}

export async function signIn(page: Page, language: 'en' | 'de' = 'en'): Promise<void> {
  const words =
    language === 'de'
      ? { name: 'Benutzername', password: 'Kennwort' }
      : { name: 'Username', password: 'Password' };
  await page.getByLabel(words.name).first().fill('admin');
  await page.getByLabel(words.password, { exact: false }).first().fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: SIGN_IN }).waitFor({ state: 'detached' });
  await page.getByRole('banner').first().waitFor();
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe-core finds serious or critical in the page, as readable lines. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated by the debugger, so the page's own content security policy stays as it is.
  const { readFile } = await import('node:fs/promises');
  await page.evaluate(await readFile(axePath, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
      );
  });
}

/** By how many pixels the page is wider than its window. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

const IS_SETTLED = `document.querySelector('[aria-busy="true"]') === null && document.fonts.status === 'loaded' &&
  document.getAnimations().every(({ playState, effect }) =>
    playState !== 'running' || effect.getComputedTiming().iterations === Infinity)`;

/** Waits until nothing of the page is on its way, and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  // Asked by the debugger, so the page's own content security policy stays as it is.
  await eventually('a page that is at rest', async () =>
    (await page.evaluate(IS_SETTLED)) ? true : undefined,
  );
}

/** The browser's `IntersectionObserver`, as far as it is used here. */
interface Sight {
  IntersectionObserver: new (
    tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void,
  ) => { observe(element: unknown): void; disconnect(): void };
}

/** Whether something is in the part of the page that is scrolled into view, whatever holds it. */
export const isInSight = (what: Locator): Promise<boolean> =>
  what.evaluate(
    (element) =>
      new Promise<boolean>((resolve) => {
        const { IntersectionObserver } = globalThis as unknown as Sight;
        const observer = new IntersectionObserver(([entry]) => {
          observer.disconnect();
          resolve(entry?.isIntersecting === true);
        });
        observer.observe(element);
      }),
  );

/** The question before what was typed is lost. */
export const discardQuestion = (page: Page): Locator =>
  page.getByRole('dialog', { name: 'Discard what you entered?' });

/**
 * Goes away from a form that is not saved in each of these ways, and stays after all.
 *
 * @param isKept - looks whether everything is as it was typed
 */
export async function triesToLeave(
  page: Page,
  ways: readonly (() => Promise<unknown>)[],
  isKept: () => Promise<unknown>,
): Promise<void> {
  const question = discardQuestion(page);
  for (const leave of ways) {
    await leave();
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await question.waitFor({ state: 'detached' });
    await isKept();
  }
}
