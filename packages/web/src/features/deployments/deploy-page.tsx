import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckedClient, DeployPriority, Language, OrderedFile, StoredFile } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { PageHeader, Panel, PanelTitle } from '../../shared/components/page.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { type ChosenClients, ClientPicker, useBroughtClients } from '../clients/index.ts';
import { ChosenFiles, FilePicker, fileQuery } from '../files/index.ts';
import { JobProgress } from '../jobs/index.ts';
import { CheckResult } from './check-result.tsx';
import { fileIdsOf } from './deploy-address.ts';
import { DeployDialog, type LeftOut } from './deploy-dialog.tsx';
import classes from './deployments.module.css';
import { deploymentCheckQuery } from './deployments.queries.ts';

const PRIORITIES = ['immediate', 'normal'] as const satisfies readonly DeployPriority[];

/** Brings files to phones or takes them from there: what, to whom, how, and first who would get it. */
export function DeployPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const search = useSearch({ from: '/signed-in/clients/deploy' });
  const navigate = useNavigate({ from: '/clients/deploy' });
  const brought = useBroughtClients(search);
  const [picked, setPicked] = useState<ChosenClients | null>(null);
  const [priority, setPriority] = useState<DeployPriority>('normal');
  const [allowDowngrade, setAllowDowngrade] = useState(false);
  const [repeat, setRepeat] = useState(false);
  // Files that the address brings are a choice already; one that is made here goes on.
  const [choosing, setChoosing] = useState(search.files === undefined);
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);

  const action = search.action ?? 'deploy';
  const ids = fileIdsOf(search);
  const files = useQueries({ queries: ids.map((id) => fileQuery(id)) }).flatMap(({ data }) => data ?? []);
  const usable = action === 'delete' ? files.filter(({ type }) => type !== 'software') : files;
  const ordered = usable.map((file) => orderOf(file, action));
  const chosen = brought ?? picked;
  const count = chosen?.count ?? 0;
  const ready = ordered.length > 0 && ordered.length === usable.length && count > 0;
  const check = useQuery({
    ...deploymentCheckQuery({ clients: chosen?.scope ?? { ids: [] }, files: ordered }),
    enabled: ready,
  });
  const hasSoftware = action === 'deploy' && usable.some(({ type }) => type === 'software');
  const go = (changes: { files?: string | undefined; action?: 'delete' | undefined }): void =>
    void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true });
  const choose = (next: readonly string[]): void =>
    go({ files: next.length === 0 ? undefined : next.join(',') });
  const result = ready ? check.data : undefined;
  const counts = result?.counts;
  const gets =
    counts === undefined
      ? 0
      : counts.fits + (allowDowngrade ? counts.downgrade : 0) + (repeat ? counts.present : 0);

  const leftOut = whyLeftOut(result?.clients ?? [], language);

  return (
    <>
      <Breadcrumb to="/clients">{t('clients.list.title')}</Breadcrumb>
      <PageHeader title={t('deployments.title')} />
      <div className={classes['stack']}>
        {jobId === null ? null : <JobProgress jobId={jobId} onClose={() => setJobId(null)} />}
        <Panel>
          <PanelTitle
            detail={
              <SegmentedControl
                size="xs"
                aria-label={t('deployments.action.label')}
                value={action}
                data={[
                  { value: 'deploy', label: t('deployments.action.deploy') },
                  { value: 'delete', label: t('deployments.action.delete') },
                ]}
                onChange={(value) => go({ action: value === 'delete' ? 'delete' : undefined })}
              />
            }
          >
            {t('deployments.files')}
          </PanelTitle>
          <ChosenFiles
            files={files}
            noteOn={(file) => (usable.includes(file) ? null : t('deployments.softwareStays'))}
            onLeaveOut={(file) => choose(ids.filter((id) => id !== file.id))}
          />
          {choosing || ids.length === 0 ? (
            <FilePicker chosen={ids} onChoose={choose} />
          ) : (
            <p className={classes['note']}>
              <button type="button" className={bar['textButton']} onClick={() => setChoosing(true)}>
                {t('deployments.moreFiles')}
              </button>
            </p>
          )}
        </Panel>
        <Panel>
          <PanelTitle
            detail={
              brought === null ? undefined : (
                <button
                  type="button"
                  className={bar['textButton']}
                  onClick={() =>
                    void navigate({
                      search: ({ files: kept, action: what }) => present({ files: kept, action: what }),
                      replace: true,
                    })
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
        </Panel>
        <Panel>
          <PanelTitle>{t('deployments.check.title')}</PanelTitle>
          <div className={classes['form']}>
            {hasSoftware ? (
              <>
                <SegmentedControl
                  aria-label={t('deployments.priority.label')}
                  w="fit-content"
                  miw={{ sm: 440 }}
                  maw="100%"
                  styles={{ label: { whiteSpace: 'normal' } }}
                  value={priority}
                  data={PRIORITIES.map((value) => ({ value, label: t(`deployments.priority.${value}`) }))}
                  onChange={(value) => setPriority(value === 'immediate' ? 'immediate' : 'normal')}
                />
                <Checkbox
                  label={t('deployments.allowDowngrade')}
                  checked={allowDowngrade}
                  onChange={(event) => setAllowDowngrade(event.currentTarget.checked)}
                />
              </>
            ) : null}
            {action === 'deploy' ? (
              <Checkbox
                label={t('deployments.repeat')}
                checked={repeat}
                onChange={(event) => setRepeat(event.currentTarget.checked)}
              />
            ) : null}
          </div>
          {!ready ? (
            <p className={classes['note']}>{t('deployments.check.choose')}</p>
          ) : result === undefined ? (
            check.error === null ? (
              <p className={classes['note']} role="status">
                {t('deployments.check.asking')}
              </p>
            ) : (
              <Refusal error={check.error} />
            )
          ) : (
            <CheckResult check={result} stale={check.isPlaceholderData} action={action} />
          )}
          <div className={classes['foot']}>
            {counts === undefined || counts.unfit === 0 ? null : (
              <span className={classes['soft']}>
                {t('deployments.leavesOut', { count: counts.unfit, number: format.number(counts.unfit) })}
              </span>
            )}
            <Button
              disabled={gets === 0 || check.isPlaceholderData}
              {...(action === 'delete' ? { color: 'red' } : {})}
              onClick={() => setAsking(true)}
            >
              {t(`deployments.button.${action}`, { count: gets, number: format.number(gets) })}
            </Button>
          </div>
        </Panel>
      </div>
      {asking && chosen !== null && counts !== undefined ? (
        <DeployDialog
          clients={chosen}
          files={ordered}
          names={usable.map(({ name }) => name)}
          gets={gets}
          unfit={counts.unfit}
          reasons={leftOut}
          action={action}
          options={{ ...(hasSoftware ? { priority, allowDowngrade } : {}), repeat }}
          onOrdered={setJobId}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

function orderOf({ id, type, name }: StoredFile, action: 'deploy' | 'delete'): OrderedFile {
  return action === 'deploy' || type === 'software'
    ? { action: 'deploy', fileId: id }
    : { action, type, name };
}

/** Why clients are left out, the commonest reason first. */
function whyLeftOut(clients: readonly CheckedClient[], language: Language): LeftOut[] {
  const counts = new Map<string, number>();
  for (const { verdict, files } of clients) {
    if (verdict !== 'unfit') continue;
    const text = files.find((file) => file.verdict === 'unfit')?.reason?.[language];
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
}
