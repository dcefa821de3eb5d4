import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { BenchError } from '../bench-error.ts';
import { PASSWORD } from '../servers/installation.ts';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian's Chromium, or the one that `DESKFLEET_CHROMIUM` names, for the built admin app. */
export function launchBrowser(): Promise<Browser> {
  if (!existsSync(new URL('../../../packages/web/dist/index.html', import.meta.url)))
    throw new BenchError('the admin app has not been built: `npm start` builds it');
  const executablePath = process.env['DESKFLEET_CHROMIUM'] ?? PATHS.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new BenchError('Chromium is missing (Debian: apt-get install chromium)');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** A browser profile of its own, with nothing cached; whoever asks for it closes it. */
export function openProfile(browser: Browser, admin: string): Promise<BrowserContext> {
  return browser.newContext({ ignoreHTTPSErrors: true, baseURL: admin, locale: 'en-US' });
}

export async function signIn(context: BrowserContext): Promise<void> {
  const answer = await context.request.post('/api/v1/session', {
    headers: { 'x-requested-with': 'deskfleet' },
    data: { username: 'admin', password: PASSWORD },
  });
  if (!answer.ok()) throw new BenchError(`signing in gave ${answer.status()}`);
}

/** Runs in a page before its own scripts: the app asks who is signed in only where somebody has been. */
export const SIGNED_IN = "localStorage.setItem('deskfleet.signedIn', 'yes');";
