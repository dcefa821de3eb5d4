import { IconAlertTriangle, IconCircleX, IconInfoCircle, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { useKnownText, useLanguage } from '../../shared/i18n/index.ts';
import classes from './notification-entry.module.css';

const ICON = { info: IconInfoCircle, warning: IconAlertTriangle, error: IconCircleX } as const;

interface NotificationEntryProps {
  notification: Notification;
  onClear: () => void;
  /** Called when the link to the client is followed; without it there is no link. */
  onOpenClient?: () => void;
}

/** What one notification says, as an element of a list. */
export function NotificationEntry({ notification, onClear, onOpenClient }: NotificationEntryProps) {
  const { t } = useTranslation();
  const known = useKnownText('notifications.kind');
  const language = useLanguage();
  const Icon = ICON[notification.severity];
  const { sentenceDe } = notification.params;
  // Sentences of the server come in both languages.
  const params =
    language === 'de' && typeof sentenceDe === 'string'
      ? { ...notification.params, sentence: sentenceDe }
      : notification.params;
  const text = known({ code: notification.kind, params, text: notification.text });
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
          {notification.clientId === null || onOpenClient === undefined ? null : (
            <Link to="/clients/$clientId" params={{ clientId: notification.clientId }} onClick={onOpenClient}>
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
