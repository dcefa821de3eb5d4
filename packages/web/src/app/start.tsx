import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Language } from '../api/types.ts';
import { ChangePasswordPage, SignInPage, sessionQuery } from '../features/session/index.ts';
import { startI18n } from '../shared/i18n/index.ts';
import { App, SignedIn } from './app.tsx';
import { loadLanguage } from './i18n/load-language.ts';
import { queryClient } from './query-client.ts';

/** How long an empty page waits for what fills it; the splash would not be seen before, either. */
const PATIENCE_MS = 400;

/** Draws the app, at once complete when what it needs arrives soon: half a page costs as much work as a whole one. */
export async function start(root: HTMLElement, language: Language): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await startI18n(language, loadLanguage);
  await Promise.race([loadFirstScreen(), patience]);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

async function loadFirstScreen(): Promise<void> {
  try {
    const session = await queryClient.ensureQueryData(sessionQuery);
    const screen = session === null ? SignInPage : session.mustChangePassword ? ChangePasswordPage : SignedIn;
    await screen.preload();
    await answersHaveCome();
  } catch {
    // The app asks again and says what is wrong.
  }
}

/** Waits until nothing is asked for any more. */
function answersHaveCome(): Promise<void> {
  return new Promise((resolve) => {
    const cache = queryClient.getQueryCache();
    const look = (): void => {
      if (queryClient.isFetching() > 0) return;
      stop();
      resolve();
    };
    const stop = cache.subscribe(look);
    look();
  });
}
