import { Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { discardUnsavedChanges, unsavedChangeCount } from '../../features/configuration/index.ts';
import { ExpiredSession, usePreference, useSignOut } from '../../features/session/index.ts';
import { useShortcutListener, useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { Toasts } from '../../shared/toast/toast.tsx';
import { isFormOpen } from '../../shared/unsaved/open-forms.ts';
import { MainMenu } from './main-menu.tsx';
import {
  KeyboardHelp,
  MenuDrawer,
  Overlay,
  type OverlayName,
  Palette,
  PasswordDialog,
  SignOutDialog,
} from './overlays.tsx';
import classes from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useLive } from './use-live.ts';

const readCollapsed = (stored: unknown): boolean => stored === true;

/** The frame around every page: menu, top bar, and what floats above them. */
export function Shell() {
  const { t } = useTranslation();
  const [collapsed, setCollapsed] = usePreference('menu.collapsed', readCollapsed);
  const [overlay, setOverlay] = useState<OverlayName | null>(null);
  const [leaving, setLeaving] = useState(false);
  const signOut = useSignOut();
  const main = useRef<HTMLElement>(null);
  const place = useLocation({ select: (location) => location.pathname.split('/').slice(0, 3).join('/') });
  const close = (): void => setOverlay(null);

  useLive();
  useShortcutListener();
  useShortcuts(t('app.keys.general'), [
    { keys: 'mod+k', label: t('app.keys.palette'), run: () => setOverlay('palette') },
    { keys: '?', label: t('app.keys.help'), run: () => setOverlay('help') },
  ]);

  // Another page begins at its beginning, for the keyboard and the screen reader too.
  const shown = useRef(place);
  useEffect(() => {
    setOverlay((open) => (open === 'menu' ? null : open));
    if (shown.current === place) return;
    shown.current = place;
    main.current?.focus({ preventScroll: true });
  }, [place]);

  const leave = async (): Promise<void> => {
    await signOut.mutateAsync();
    discardUnsavedChanges();
    window.history.replaceState(null, '', '/');
  };
  const askToLeave = (): void => {
    if (unsavedChangeCount() > 0 || isFormOpen()) setLeaving(true);
    else void leave();
  };

  return (
    <div className={classes['shell']} data-collapsed={collapsed}>
      <a href="#main" className={classes['skip']}>
        {t('app.skip')}
      </a>
      <aside className={classes['side']}>
        <MainMenu collapsed={collapsed} onToggle={() => setCollapsed((current) => !current)} />
      </aside>
      <TopBar
        onMenu={() => setOverlay('menu')}
        onPalette={() => setOverlay('palette')}
        onHelp={() => setOverlay('help')}
        onPassword={() => setOverlay('password')}
        onSignOut={askToLeave}
      />
      <main id="main" ref={main} tabIndex={-1} className={classes['main']}>
        <Outlet />
      </main>
      <Overlay opened={overlay === 'menu'}>
        <MenuDrawer opened={overlay === 'menu'} onClose={close} />
      </Overlay>
      <Overlay opened={overlay === 'palette'}>
        <Palette opened={overlay === 'palette'} onClose={close} onSignOut={askToLeave} />
      </Overlay>
      <Overlay opened={overlay === 'help'}>
        <KeyboardHelp opened={overlay === 'help'} onClose={close} />
      </Overlay>
      <Overlay opened={overlay === 'password'}>
        <PasswordDialog opened={overlay === 'password'} onClose={close} />
      </Overlay>
      {leaving ? (
        <Suspense fallback={null}>
          <SignOutDialog onConfirm={leave} onClose={() => setLeaving(false)} />
        </Suspense>
      ) : null}
      <ExpiredSession />
      <Toasts />
    </div>
  );
}
