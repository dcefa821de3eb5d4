import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClientTemplates as Found } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { catalogQuery, localized, useValueWords } from '../parameters/index.ts';
import classes from './client-templates.module.css';
import { clientTemplatesQuery } from './clients.queries.ts';

/** The templates of a client with where each comes from, and which of their values lost. */
export function ClientTemplates({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(clientTemplatesQuery(clientId));
  return (
    <Panel className={classes['panel'] ?? ''}>
      <PanelTitle
        detail={
          <Button
            component={Link}
            to="/templates/apply"
            search={{ ids: clientId } as never}
            size="compact-sm"
            variant="subtle"
          >
            {t('clients.templates.apply')}
          </Button>
        }
      >
        {t('clients.templates.title')}
      </PanelTitle>
      <InlineProblem error={error} />
      {data === undefined ? null : data.templates.length === 0 ? (
        <p className={classes['text']}>{t('clients.templates.none')}</p>
      ) : (
        <Templates templates={data.templates} />
      )}
      {data === undefined || data.conflicts.length === 0 ? null : <Conflicts conflicts={data.conflicts} />}
    </Panel>
  );
}

function Templates({ templates }: Pick<Found, 'templates'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t('clients.templates.template')}</th>
          <th scope="col">{t('clients.templates.origin')}</th>
          <th scope="col">{t('clients.templates.since')}</th>
          <th scope="col">{t('clients.templates.inForce')}</th>
        </tr>
      </thead>
      <tbody>
        {templates.map(({ template, origin, groups, since, valueCount, winningCount }) => (
          <tr key={`${template.id} ${origin}`}>
            <td>
              <Link to="/templates/$templateId" params={{ templateId: template.id }}>
                {template.name}
              </Link>
            </td>
            <td data-label={t('clients.templates.origin')}>
              {t(`clients.templates.origins.${origin}`)}
              {groups.map((group, at) => (
                <span key={group.id}>
                  {at === 0 ? ' ' : ', '}
                  <Link to="/groups/$groupId" params={{ groupId: group.id }}>
                    {group.name}
                  </Link>
                </span>
              ))}
            </td>
            <td data-label={t('clients.templates.since')}>
              <RelativeTime iso={since} />
            </td>
            <td data-label={t('clients.templates.inForce')}>
              {winningCount === valueCount ? (
                <StateMark tone="ok">
                  {t('clients.templates.all', { count: valueCount, number: format.number(valueCount) })}
                </StateMark>
              ) : (
                <StateMark tone="attention">
                  {t('clients.templates.some', {
                    count: valueCount,
                    winning: format.number(winningCount),
                    number: format.number(valueCount),
                  })}
                </StateMark>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Conflicts({ conflicts }: Pick<Found, 'conflicts'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useValueWords();
  const { data: catalog } = useQuery(catalogQuery);
  const parameters = new Map((catalog?.items ?? []).map((parameter) => [parameter.id, parameter]));
  return (
    <div className={classes['conflicts']}>
      <h3>{t('clients.templates.conflicts')}</h3>
      <ul>
        {conflicts.map(({ item, index, parameterId, winner, losers }) => {
          const parameter = parameters.get(parameterId ?? '') ?? null;
          const name = parameter === null ? visibleText(item) : localized(parameter.label, language);
          const value = (wire: string | null): string =>
            wire === null ? '••••••••' : visibleText(words(parameter, wire)).slice(0, 80);
          return (
            <li key={`${item} ${index}`}>
              <strong>
                {name}
                {index === null ? '' : ` ${index}`}
              </strong>
              {': '}
              {winner === null ? (
                t('clients.templates.edited')
              ) : (
                <>
                  {winner.template.name} ({value(winner.value)})
                </>
              )}{' '}
              {t('clients.templates.before')}{' '}
              {losers.map((loser) => `${loser.template.name} (${value(loser.value)})`).join(', ')}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
