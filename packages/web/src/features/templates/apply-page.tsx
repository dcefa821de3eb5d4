import { Button, Group, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { PageHeader, Panel, PanelTitle } from '../../shared/components/page.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { type ChosenClients, ClientPicker, useBroughtClients } from '../clients/index.ts';
import { JobProgress } from '../jobs/index.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import { TemplateSelect } from './template-select.tsx';
import classes from './templates.module.css';
import { templateQuery } from './templates.queries.ts';

/** Applies a template to chosen clients, or takes that back. */
export function ApplyTemplatePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/signed-in/templates/apply' });
  const navigate = useNavigate({ from: '/templates/apply' });
  const brought = useBroughtClients(search);
  const [picked, setPicked] = useState<ChosenClients | null>(null);
  const [withdraw, setWithdraw] = useState(false);
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const { data: template } = useQuery({
    ...templateQuery(search.template ?? ''),
    enabled: search.template !== undefined,
  });
  const chosen = brought ?? picked;
  const count = chosen?.count ?? 0;

  return (
    <>
      <Breadcrumb to="/templates">{t('templates.title')}</Breadcrumb>
      <PageHeader title={t('templates.apply.title')} />
      {jobId === null ? null : <JobProgress jobId={jobId} onClose={() => setJobId(null)} />}
      <Panel>
        <div className={classes['form']}>
          <SegmentedControl
            aria-label={t('templates.apply.what')}
            w="fit-content"
            value={withdraw ? 'withdraw' : 'apply'}
            data={[
              { value: 'apply', label: t('templates.apply.apply') },
              { value: 'withdraw', label: t('templates.apply.withdraw') },
            ]}
            onChange={(value) => setWithdraw(value === 'withdraw')}
          />
          <p className={classes['plain']}>
            {t(withdraw ? 'templates.apply.withdrawText' : 'templates.apply.text')}
          </p>
          <TemplateSelect
            label={t('templates.apply.template')}
            type="default"
            value={search.template ?? null}
            onChange={(id) =>
              void navigate({
                search: (previous) => present({ ...previous, template: id ?? undefined }),
                replace: true,
              })
            }
          />
        </div>
        <PanelTitle
          detail={
            brought === null ? undefined : (
              <button
                type="button"
                className={bar['textButton']}
                onClick={() =>
                  void navigate({ search: ({ template: id }) => present({ template: id }), replace: true })
                }
              >
                {t('templates.apply.chooseOthers')}
              </button>
            )
          }
        >
          {brought === null
            ? t('templates.apply.clients')
            : t('templates.apply.brought', { count, number: format.number(count) })}
        </PanelTitle>
        {brought === null ? (
          <ClientPicker
            onChoose={(scope, number) => setPicked(scope === null ? null : { scope, count: number })}
          />
        ) : null}
        <Group className={classes['tools'] ?? ''} justify="flex-end">
          <Button
            disabled={template === undefined || count === 0}
            {...(withdraw ? { color: 'red' } : {})}
            onClick={() => setAsking(true)}
          >
            {t(withdraw ? 'templates.apply.withdrawButton' : 'templates.apply.button', {
              count,
              number: format.number(count),
            })}
          </Button>
        </Group>
      </Panel>
      {asking && template !== undefined && chosen !== null ? (
        <ApplyDialog
          template={template}
          clients={chosen.scope}
          count={chosen.count}
          withdraw={withdraw}
          onOrdered={setJobId}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
