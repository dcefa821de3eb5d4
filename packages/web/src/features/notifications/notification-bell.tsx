import { Button, Popover } from '@mantine/core';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { InlineProblem } from '../../shared/components/messages.tsx';
import classes from './notification-bell.module.css';
import { NotificationEntry } from './notification-entry.tsx';
import { notificationsQuery, useClearNotifications } from './notifications.queries.ts';

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
              <NotificationEntry
                key={notification.id}
                notification={notification}
                onClear={() => clear.mutate(notification.id)}
                onOpenClient={() => setOpened(false)}
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
