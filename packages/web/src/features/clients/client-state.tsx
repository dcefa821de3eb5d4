import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/types.ts';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { useKnownText, useLanguage } from '../../shared/i18n/index.ts';
import classes from './client-state.module.css';

/** How a client is, in words: its last contact and whatever needs a look. */
export function ClientState({ client }: { client: Client }) {
  const { t } = useTranslation();
  const known = useKnownText('contact');
  const language = useLanguage();
  const reason = client.lastContactReason;
  return (
    <div className={classes['states']}>
      <span className={classes['contact']}>
        {t('clients.state.lastContact')} <RelativeTime iso={client.lastContactAt} />
        {reason === '' ? null : `: ${known({ code: reason, params: {}, text: reason })}`}
      </span>
      {client.access.mode === 'none' ? (
        <StateMark tone="attention">
          {t('clients.state.noAccess')}
          {client.access.reason === null ? null : ` (${client.access.reason[language]})`}
        </StateMark>
      ) : null}
      {client.openTargets === 0 ? null : (
        <StateMark tone="waiting">{t('clients.state.openWork', { count: client.openTargets })}</StateMark>
      )}
      {client.driftCount === 0 ? null : (
        <StateMark tone="attention">
          <Link
            to="/clients/$clientId/configuration"
            params={{ clientId: client.id }}
            search={{ show: 'drift' }}
            className={classes['link']}
          >
            {t('clients.state.drift', { count: client.driftCount })}
          </Link>
        </StateMark>
      )}
      {client.refusedCount === 0 ? null : (
        <StateMark tone="failed">
          <Link
            to="/clients/$clientId/configuration"
            params={{ clientId: client.id }}
            search={{ show: 'refused' }}
            className={classes['link']}
          >
            {t('clients.state.refused', { count: client.refusedCount })}
          </Link>
        </StateMark>
      )}
    </div>
  );
}
