import { Drawer } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExpiredSessionDialog, usePreference } from '../../features/session/index.ts';
import { useShortcutListener, useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { KeyboardHelp } from './keyboard-help.tsx';
import { MainMenu } from './main-menu.tsx';
import { Palette } from './palette.tsx';
import classes from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useLive } from './use-live.ts';

const readCollapsed = (stored: unknown): boolean => stored === true;

/** The frame around every page: menu, top bar, and what floats above them. */
export function Shell() {
  const { t } = useTranslation();
  const [collapsed, setCollapsed] = usePreference('menu.collapsed', readCollapsed);
  const [drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const main = useRef<HTMLElement>(null);
  const place = useLocation({ select: (location) => location.pathname.split('/').slice(0, 3).join('/') });

  useLive();
  useShortcutListener();
  useShortcuts(t('app.keys.general'), [
    { keys: 'mod+k', label: t('app.keys.palette'), run: () => setPalette(true) },
    { keys: '?', label: t('app.keys.help'), run: () => setHelp(true) },
  ]);

  // Another page begins at its beginning, for the keyboard and the screen reader too.
  const shown = useRef(place);
  useEffect(() => {
    setDrawer(false);
    if (shown.current === place) return;
    shown.current = place;
    main.current?.focus({ preventScroll: true });
  }, [place]);

  return (
    <div className={classes['shell']} data-collapsed={collapsed}>
      <a href="#main" className={classes['skip']}>
        {t('app.skip')}
      </a>
      <aside className={classes['side']}>
        <MainMenu collapsed={collapsed} onToggle={() => setCollapsed(!collapsed)} />
      </aside>
      <TopBar
        onMenu={() => setDrawer(true)}
        onPalette={() => setPalette(true)}
        onHelp={() => setHelp(true)}
      />
      <main id="main" ref={main} tabIndex={-1} className={classes['main']}>
        <Outlet />
      </main>
      <Drawer
        opened={drawer}
        onClose={() => setDrawer(false)}
        size={264}
        padding={0}
        withCloseButton={false}
        attributes={{ content: { 'aria-label': t('app.menu.label') } }}
      >
        <MainMenu collapsed={false} />
      </Drawer>
      <Palette opened={palette} onClose={() => setPalette(false)} />
      <KeyboardHelp opened={help} onClose={() => setHelp(false)} />
      <ExpiredSessionDialog />
      <Notifications position="bottom-right" containerWidth={360} />
    </div>
  );
}
