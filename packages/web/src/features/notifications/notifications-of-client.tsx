import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import classes from '../../shared/components/short-list.module.css';
import { NotificationEntry } from './notification-entry.tsx';
import { clientNotificationsQuery, useClearNotifications } from './notifications.queries.ts';

const SHOWN = 5;

/** What administrators were told about a client and nobody has cleared yet. */
export function NotificationsOfClient({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(clientNotificationsQuery(clientId, SHOWN));
  const clear = useClearNotifications();
  const more = (data?.total ?? 0) - (data?.items.length ?? 0);
  return (
    <Panel>
      <PanelTitle>{t('notifications.title')}</PanelTitle>
      <InlineProblem error={error ?? clear.error} />
      {data?.items.length === 0 ? <p className={classes['none']}>{t('notifications.empty')}</p> : null}
      <ul className={classes['entries']}>
        {(data?.items ?? []).map((notification) => (
          <NotificationEntry
            key={notification.id}
            notification={notification}
            onClear={() => clear.mutate(notification.id)}
          />
        ))}
      </ul>
      {more > 0 ? <p className={classes['more']}>{t('notifications.more', { count: more })}</p> : null}
    </Panel>
  );
}
