import { Tooltip } from '@mantine/core';
import {
  IconCloud,
  IconDeviceLandlinePhone,
  IconFiles,
  IconHome,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconListCheck,
  IconSettings,
  IconStairsUp,
  IconTag,
  IconTemplate,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../shared/components/logo.tsx';
import classes from './main-menu.module.css';

interface Entry {
  to: NonNullable<LinkProps['to']>;
  label:
    | 'app.home'
    | 'clients.list.title'
    | 'users.title'
    | 'templates.title'
    | 'groups.title'
    | 'files.title'
    | 'storageProviders.title'
    | 'jobs.list.title'
    | 'rollouts.title'
    | 'itemNames.title'
    | 'app.settings';
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
}

/** The places of the app: only those that exist. */
export const PLACES: readonly Entry[] = [
  { to: '/', label: 'app.home', icon: IconHome },
  { to: '/clients', label: 'clients.list.title', icon: IconDeviceLandlinePhone },
  { to: '/users', label: 'users.title', icon: IconUsers },
  { to: '/templates', label: 'templates.title', icon: IconTemplate },
  { to: '/groups', label: 'groups.title', icon: IconUsersGroup },
  { to: '/files', label: 'files.title', icon: IconFiles },
  { to: '/storage-providers', label: 'storageProviders.title', icon: IconCloud },
  { to: '/jobs', label: 'jobs.list.title', icon: IconListCheck },
  { to: '/rollouts', label: 'rollouts.title', icon: IconStairsUp },
  { to: '/item-names', label: 'itemNames.title', icon: IconTag },
  { to: '/settings', label: 'app.settings', icon: IconSettings },
];

interface MainMenuProps {
  collapsed: boolean;
  /** Absent where the menu cannot be collapsed. */
  onToggle?: () => void;
}

export function MainMenu({ collapsed, onToggle }: MainMenuProps) {
  const { t } = useTranslation();
  const toggleLabel = collapsed ? t('app.menu.expand') : t('app.menu.collapse');
  const ToggleIcon = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={classes['menu']} data-collapsed={collapsed} aria-label={t('app.menu.label')}>
      <Link to="/" className={classes['logo']} aria-label={`Deskfleet, ${t('app.home')}`}>
        <Logo compact={collapsed} />
      </Link>
      <ul className={classes['places']}>
        {PLACES.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Tooltip label={t(label)} position="right" disabled={!collapsed}>
              <Link
                to={to}
                className={classes['entry']}
                activeOptions={{ exact: to === '/', includeSearch: false }}
              >
                <Icon size={20} stroke={1.6} aria-hidden />
                <span className={collapsed ? 'df-visually-hidden' : undefined}>{t(label)}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
      {onToggle === undefined ? null : (
        <Tooltip label={toggleLabel} position="right" disabled={!collapsed}>
          <button type="button" className={`${classes['entry']} ${classes['toggle']}`} onClick={onToggle}>
            <ToggleIcon size={20} stroke={1.6} aria-hidden />
            <span className={collapsed ? 'df-visually-hidden' : undefined}>{toggleLabel}</span>
          </button>
        </Tooltip>
      )}
    </nav>
  );
}
