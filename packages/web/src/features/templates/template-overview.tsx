import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { ScrollRegion } from '../../shared/components/scroll-region.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { ShownValue, useValueLabel } from '../parameters/index.ts';
import classes from './templates.module.css';
import { templateConflictsQuery, templateQuery } from './templates.queries.ts';
import { ContentMarks } from './use-template-columns.tsx';
import { useTemplateWords } from './use-template-words.ts';

/** What a template is, where it is used, and where others disagree with it. */
export function TemplateOverview() {
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId/' });
  const { data: template } = useQuery(templateQuery(templateId));
  if (template === undefined) return null;
  return (
    <div className={classes['grid']}>
      <Facts template={template} />
      <Usage template={template} />
      {template.type === 'default' ? <Conflicts template={template} /> : null}
    </div>
  );
}

function Facts({ template }: { template: Template }) {
  const { t } = useTranslation();
  const words = useTemplateWords();
  return (
    <Panel>
      <PanelTitle>{t('templates.facts')}</PanelTitle>
      <dl className={classes['facts']}>
        {(['type', 'description', 'ranking', 'models', 'softwareTypes', 'softwareUpdate'] as const).map(
          (field) => (
            <Fact key={field} label={t(`templates.field.${field}`)}>
              {words(field, template[field])}
            </Fact>
          ),
        )}
        <Fact label={t('templates.column.content')}>
          <ContentMarks template={template} />
        </Fact>
        <Fact label={t('templates.column.updated')}>
          <RelativeTime iso={template.updatedAt} />
          {template.updatedBy === null ? null : `, ${template.updatedBy}`}
        </Fact>
      </dl>
    </Panel>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Usage({ template }: { template: Template }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { groups, chosenClients, clients } = template.usage;
  return (
    <Panel>
      <PanelTitle>{t('templates.column.usage')}</PanelTitle>
      <dl className={classes['facts']}>
        {template.type === 'onboarding' ? null : (
          <>
            <dt>{t('templates.usage.groupsTitle')}</dt>
            <dd>
              {groups.length === 0 ? (
                t('common.none')
              ) : (
                <ul className={classes['links']}>
                  {groups.map(({ id, name }) => (
                    <li key={id}>
                      <Link to="/groups/$groupId" params={{ groupId: id }}>
                        {name}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
            </dd>
            <dt>{t('templates.usage.chosen')}</dt>
            <dd>{format.number(chosenClients)}</dd>
          </>
        )}
        <dt>{t('templates.usage.all')}</dt>
        <dd>{format.number(clients)}</dd>
      </dl>
    </Panel>
  );
}

function Conflicts({ template }: { template: Template }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useValueLabel();
  const { data, error } = useQuery(templateConflictsQuery(template.id));
  const conflicts = data?.conflicts ?? [];
  return (
    <Panel className={classes['wide'] ?? ''}>
      <PanelTitle detail={t('templates.conflicts.text')}>{t('templates.conflicts.title')}</PanelTitle>
      <InlineProblem error={error} />
      {data !== undefined && conflicts.length === 0 ? (
        <div className={classes['tools']}>
          <StateMark tone="ok">{t('templates.conflicts.none')}</StateMark>
        </div>
      ) : null}
      {conflicts.length === 0 ? null : (
        <ScrollRegion className={table['scroll']} label={t('templates.conflicts.title')}>
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">{t('configuration.submit.parameter')}</th>
                <th scope="col">{t('templates.conflicts.own')}</th>
                <th scope="col">{t('templates.conflicts.other')}</th>
                <th scope="col">{t('templates.conflicts.outcome')}</th>
              </tr>
            </thead>
            <tbody>
              {conflicts.map((conflict) => (
                <tr key={`${conflict.other.id} ${conflict.item} ${conflict.index}`}>
                  <td>{label(conflict)}</td>
                  <td data-label={t('templates.conflicts.own')} className={classes['value']}>
                    <ShownValue of={conflict} label={label(conflict)} value={conflict.own} isSet />
                  </td>
                  <td data-label={t('templates.conflicts.other')} className={classes['value']}>
                    <Link to="/templates/$templateId" params={{ templateId: conflict.other.id }}>
                      {conflict.other.name}
                    </Link>
                    {': '}
                    <ShownValue of={conflict} label={label(conflict)} value={conflict.others} isSet />
                  </td>
                  <td data-label={t('templates.conflicts.outcome')}>
                    {conflict.wins === 0 ? null : (
                      <StateMark tone="ok">
                        {t('templates.conflicts.wins', {
                          count: conflict.wins,
                          number: format.number(conflict.wins),
                        })}
                      </StateMark>
                    )}{' '}
                    {conflict.loses === 0 ? null : (
                      <StateMark tone="attention">
                        {t('templates.conflicts.loses', {
                          count: conflict.loses,
                          number: format.number(conflict.loses),
                          name: conflict.other.name,
                          interpolation: { escapeValue: false },
                        })}
                      </StateMark>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Panel>
  );
}
