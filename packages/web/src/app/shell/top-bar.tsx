import { Button, Kbd, Menu, Tooltip } from '@mantine/core';
import {
  IconCheck,
  IconKeyboard,
  IconLanguage,
  IconMenu2,
  IconMoon,
  IconPlugConnectedX,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { UnsavedChanges } from '../../features/configuration/index.ts';
import { NotificationBell } from '../../features/notifications/index.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { LogoMark } from '../../shared/components/logo.tsx';
import { LANGUAGES, useLanguage } from '../../shared/i18n/index.ts';
import { useLiveStatus } from '../../shared/live/live-status.ts';
import { AccountMenu } from './account-menu.tsx';
import classes from './top-bar.module.css';
import { useChooseLanguage, useToggleTheme } from './use-choices.ts';

interface TopBarProps {
  onMenu: () => void;
  onPalette: () => void;
  onHelp: () => void;
  onPassword: () => void;
  onSignOut: () => void;
}

export function TopBar({ onMenu, onPalette, onHelp, onPassword, onSignOut }: TopBarProps) {
  const { t } = useTranslation();
  return (
    <header className={classes['bar']}>
      <div className={classes['mobile']}>
        <IconButton label={t('app.menu.open')} onClick={onMenu} size={36}>
          <IconMenu2 size={20} />
        </IconButton>
        <Link to="/" aria-label={`Deskfleet, ${t('app.home')}`} className={classes['logo']}>
          <LogoMark size={24} />
        </Link>
      </div>
      <button type="button" className={classes['search']} onClick={onPalette}>
        <IconSearch size={16} aria-hidden />
        <span className={classes['searchText']}>{t('app.top.search')}</span>
        <Kbd size="xs" aria-hidden>
          Ctrl K
        </Kbd>
      </button>
      <div className={classes['right']}>
        <UnsavedChanges />
        <LiveLost />
        <span className={classes['wide']}>
          <IconButton label={t('app.top.help')} onClick={onHelp}>
            <IconKeyboard size={19} />
          </IconButton>
        </span>
        <NotificationBell />
        <LanguageMenu />
        <ThemeSwitch />
        <AccountMenu onPassword={onPassword} onSignOut={onSignOut} />
      </div>
    </header>
  );
}

function LiveLost() {
  const { t } = useTranslation();
  const status = useLiveStatus();
  return (
    <span aria-live="polite">
      {status === 'lost' ? (
        <Tooltip label={t('app.top.liveLostText')} multiline w={260}>
          <span className={classes['lost']}>
            <IconPlugConnectedX size={15} aria-hidden />
            <span className={classes['wide']}>{t('app.top.liveLost')}</span>
          </span>
        </Tooltip>
      ) : null}
    </span>
  );
}

function LanguageMenu() {
  const { t } = useTranslation();
  const language = useLanguage();
  const choose = useChooseLanguage();
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          aria-label={`${t('app.top.language')}: ${language.toUpperCase()}`}
          className={classes['language'] ?? ''}
          leftSection={<IconLanguage size={18} aria-hidden />}
        >
          {language.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map(({ code, name }) => (
          <Menu.Item
            key={code}
            lang={code}
            role="menuitemradio"
            aria-checked={code === language}
            leftSection={
              <IconCheck size={14} style={{ visibility: code === language ? 'visible' : 'hidden' }} />
            }
            onClick={() => choose(code)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation();
  const { dark, toggle } = useToggleTheme();
  return (
    <IconButton label={dark ? t('app.top.light') : t('app.top.dark')} onClick={toggle}>
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </IconButton>
  );
}
