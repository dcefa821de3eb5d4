import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import monoUrl from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?url';
import '@mantine/core/styles.layer.css';
import './app/theme/tokens.css';
import './app/theme/base.css';
import './app/theme/controls.css';
import { askForSession } from './api/early-session.ts';
import { loadLanguage } from './app/i18n/load-language.ts';
import { wasSignedIn } from './app/signed-in-hint.ts';
import { storedLanguage } from './shared/i18n/language.ts';

// This file is small and comes first, so that everything the first view needs is asked for in the same moment and not
// one after the other: the session, the scripts, the words, the letters.
askForSession();
const app = import('./app/start.tsx');
const language = storedLanguage();
void loadLanguage.first(language);
preloadFont(interUrl);
if (wasSignedIn()) {
  void import('./app/signed-in.tsx');
  void loadLanguage.all(language);
  preloadFont(monoUrl);
}

const root = document.getElementById('root');
if (root !== null) void app.then(({ start }) => start(root, language));

function preloadFont(href: string): void {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: '', href });
  document.head.append(link);
}
