import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Client, ClientValue } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import list from '../../shared/components/short-list.module.css';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useLanguage } from '../../shared/i18n/index.ts';
import { cutText, visibleText } from '../../shared/text/visible-text.ts';
import { catalogQuery, localized, useValueWords } from '../parameters/index.ts';
import classes from './client-overview.module.css';
import { clientValuesQuery } from './clients.queries.ts';

const SHOWN = 8;
const LONGEST = 80;

/** Values that the phone has otherwise than desired, or refused, in the words of the configuration area. */
export function Differences({ client }: { client: Client }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(clientValuesQuery(client.id));
  // A refusal needs somebody who looks at it; a difference may go away by itself.
  const refused = data?.items.filter(({ state }) => state === 'refused') ?? [];
  const drifted = data?.items.filter(({ state }) => state === 'drift') ?? [];
  const found = [...refused, ...drifted];
  if (data !== undefined && found.length === 0) return null;
  return (
    <Panel className={classes['wide'] ?? ''}>
      <PanelTitle
        detail={
          <Link
            to="/clients/$clientId/configuration"
            params={{ clientId: client.id }}
            search={{ show: drifted.length === 0 ? 'refused' : 'drift' }}
          >
            {t('clients.overview.differences.all')}
          </Link>
        }
      >
        {t('clients.overview.differences.title')}
      </PanelTitle>
      <InlineProblem error={error} />
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t('clients.overview.differences.parameter')}</th>
            <th scope="col">{t('clients.overview.differences.wanted')}</th>
            <th scope="col">{t('clients.overview.differences.phone')}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, SHOWN).map((value) => (
            <Difference key={`${value.item}[${value.index ?? ''}]`} value={value} />
          ))}
        </tbody>
      </table>
      {found.length > SHOWN ? (
        <p className={list['more']}>
          {t('clients.overview.differences.more', { count: found.length - SHOWN })}
        </p>
      ) : null}
    </Panel>
  );
}

function Difference({ value }: { value: ClientValue }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useValueWords();
  const { data: catalog } = useQuery(catalogQuery);
  const parameter = catalog?.items.find(({ id }) => id === value.parameterId) ?? null;
  const shown = (wire: string | null, isSet: boolean): string => {
    if (!isSet) return t('common.none');
    return value.secret || wire === null ? '••••••••' : cutText(words(parameter, wire), LONGEST).shown;
  };
  return (
    <tr>
      <td>
        {parameter === null ? <code>{visibleText(value.item)}</code> : localized(parameter.label, language)}
        {value.index === null ? null : ` ${value.index}`}
      </td>
      <td data-label={t('clients.overview.differences.wanted')} className={classes['value']}>
        {shown(value.desired, value.desiredSet)}
      </td>
      <td data-label={t('clients.overview.differences.phone')} className={classes['value']}>
        {value.refused === null ? (
          shown(value.reported, value.reportedAt !== null)
        ) : (
          <StateMark tone="failed">
            {t('clients.overview.differences.refused', { status: visibleText(value.refused.status) })}
          </StateMark>
        )}
      </td>
    </tr>
  );
}
