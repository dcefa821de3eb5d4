import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { InlineProblem } from '../../../shared/components/messages.tsx';
import { Mono } from '../../../shared/components/mono.tsx';
import { Panel, PanelTitle } from '../../../shared/components/page.tsx';
import { RelativeTime } from '../../../shared/components/relative-time.tsx';
import list from '../../../shared/components/short-list.module.css';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { useKnownText } from '../../../shared/i18n/index.ts';
import { clientContactsQuery } from '../clients.queries.ts';

const SHOWN = 5;

/** Why the phone called lately, and whether something failed, with the way to what was said. */
export function LatestContacts({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const known = useKnownText('contact');
  const { data, error } = useQuery(clientContactsQuery(clientId, { page: 1, pageSize: SHOWN }));
  return (
    <Panel>
      <PanelTitle
        detail={
          <Link to="/clients/$clientId/contacts" params={{ clientId }}>
            {t('clients.overview.allContacts')}
          </Link>
        }
      >
        {t('clients.overview.latestContacts')}
      </PanelTitle>
      <InlineProblem error={error} />
      {data?.items.length === 0 ? <p className={list['none']}>{t('clients.overview.noContacts')}</p> : null}
      <ul className={list['list']}>
        {(data?.items ?? []).map(({ id, at, reason, address, kind, failed, steps }) => (
          <li key={id}>
            <span>{known({ code: reason, params: {}, text: reason })}</span>
            <Mono>{address}</Mono>
            {failed ? (
              <StateMark tone="failed">{t('clients.contacts.failed')}</StateMark>
            ) : (
              <span className={list['soft']}>
                {kind === 'quiet'
                  ? t('clients.contacts.nothingToDo')
                  : t('clients.contacts.messages', { count: steps.length })}
              </span>
            )}
            <span className={list['when']}>
              <RelativeTime iso={at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
