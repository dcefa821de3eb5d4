import { Button, Popover } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBell,
  IconBellOff,
  IconCircleX,
  IconInfoCircle,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { useKnownText } from '../../shared/i18n/index.ts';
import classes from './notification-bell.module.css';
import { notificationsQuery, useClearNotifications } from './notifications.queries.ts';

const ICON = { info: IconInfoCircle, warning: IconAlertTriangle, error: IconCircleX } as const;

/** The bell with its red dot, and what it has to tell. */
export function NotificationBell() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { data, error } = useQuery(notificationsQuery);
  const clear = useClearNotifications();
  const total = data?.total ?? 0;
  const label = t('notifications.bell', { count: total });
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width="min(400px, calc(100vw - 24px))"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <IconButton label={label} className={classes['bell']} onClick={() => setOpened((open) => !open)}>
          <IconBell size={18} />
          {total > 0 ? <span className={classes['dot']} /> : null}
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('notifications.title')}>
        <div className={classes['head']}>
          <h2>{t('notifications.title')}</h2>
          {total > 0 ? (
            <Button variant="subtle" size="compact-sm" onClick={() => clear.mutate('all')}>
              {t('notifications.clearAll')}
            </Button>
          ) : null}
        </div>
        {error === null ? null : <InlineProblem error={error} />}
        {data !== undefined && data.items.length === 0 ? (
          <div className={classes['empty']}>
            <IconBellOff size={20} stroke={1.5} aria-hidden />
            {t('notifications.empty')}
          </div>
        ) : (
          <ul className={classes['list']}>
            {(data?.items ?? []).map((notification) => (
              <Entry
                key={notification.id}
                notification={notification}
                onClear={() => clear.mutate(notification.id)}
                onLeave={() => setOpened(false)}
              />
            ))}
          </ul>
        )}
        {data !== undefined && total > data.items.length ? (
          <div className={classes['more']}>
            {t('notifications.more', { count: total - data.items.length })}
          </div>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

interface EntryProps {
  notification: Notification;
  onClear: () => void;
  onLeave: () => void;
}

function Entry({ notification, onClear, onLeave }: EntryProps) {
  const { t } = useTranslation();
  const known = useKnownText('notifications.kind');
  const Icon = ICON[notification.severity];
  const text = known({ code: notification.kind, params: notification.params, text: notification.text });
  return (
    <li className={classes['entry']}>
      <Icon
        size={16}
        className={classes['icon']}
        data-severity={notification.severity}
        aria-label={t(`notifications.severity.${notification.severity}`)}
      />
      <div className={classes['text']}>
        <div>{text}</div>
        <div className={classes['foot']}>
          <RelativeTime iso={notification.at} />
          {notification.clientId === null ? null : (
            <Link to="/clients/$clientId" params={{ clientId: notification.clientId }} onClick={onLeave}>
              {t('notifications.openClient')}
            </Link>
          )}
        </div>
      </div>
      <IconButton label={t('notifications.clear')} size={24} onClick={onClear}>
        <IconX size={14} />
      </IconButton>
    </li>
  );
}
