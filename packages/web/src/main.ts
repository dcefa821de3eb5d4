import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.layer.css';
import './app/theme/tokens.css';
import './app/theme/base.css';
import './app/theme/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { loadLanguage } from './app/i18n/load-language.ts';
import { startI18n, storedLanguage } from './shared/i18n/index.ts';

const root = document.getElementById('root');
if (root !== null) {
  await startI18n(storedLanguage(), loadLanguage);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
