import { Button } from '@mantine/core';
import { IconPlayerStop, IconRadar2, IconSettings, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Scan } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { EmptyMessage, InlineProblem, LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RefreshButton } from '../../shared/components/refresh-button.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { ClientPlaces } from '../clients/index.ts';
import { ScanBar } from './scan-bar.tsx';
import { ScanDialog } from './scan-dialog.tsx';
import { ScanSettingsDrawer } from './scan-settings-drawer.tsx';
import classes from './scans.module.css';
import { scanListQuery, useDeleteScan, useStopScan } from './scans.queries.ts';

/** Scans that are under way, live, and what became of earlier ones. */
export function ScansPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/clients/scans' });
  const navigate = useNavigate({ from: '/clients/scans' });
  const { data, error, refetch } = useQuery(scanListQuery);
  const open = (): void => void navigate({ search: { new: 'scan' } });
  const active = data?.filter(({ state }) => state === 'running') ?? [];
  const ended = data?.filter(({ state }) => state !== 'running') ?? [];

  return (
    <div>
      <PageHeader
        title={t('scans.title')}
        actions={
          <>
            <Button leftSection={<IconRadar2 size={16} aria-hidden />} onClick={open}>
              {t('scans.new')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconSettings size={16} aria-hidden />}
              onClick={() => void navigate({ search: { settings: 'open' } })}
            >
              {t('scans.settings.open')}
            </Button>
            <RefreshButton onRefresh={() => refetch()} />
          </>
        }
      />
      <ClientPlaces />
      {error !== null && data === undefined ? (
        <Panel>
          <LoadError error={error} onRetry={() => void refetch()} />
        </Panel>
      ) : data !== undefined && data.length === 0 ? (
        <Panel>
          <EmptyMessage
            icon={<IconRadar2 size={28} stroke={1.5} />}
            title={t('scans.empty.title')}
            action={<Button onClick={open}>{t('scans.new')}</Button>}
          >
            {t('scans.empty.text')}
          </EmptyMessage>
        </Panel>
      ) : (
        <div className={classes['stack']} aria-busy={data === undefined}>
          <Panel>
            <PanelTitle>{t('scans.active')}</PanelTitle>
            {active.length === 0 ? (
              <p className={classes['soft']} style={{ margin: 0, padding: '14px 16px' }}>
                {data === undefined ? t('common.loading') : t('scans.noneActive')}
              </p>
            ) : (
              <ScanList scans={active} />
            )}
          </Panel>
          {ended.length === 0 ? null : (
            <Panel>
              <PanelTitle detail={t('scans.kept')}>{t('scans.ended')}</PanelTitle>
              <ScanList scans={ended} />
            </Panel>
          )}
        </div>
      )}
      {search.settings === 'open' ? (
        <ScanSettingsDrawer onClose={() => void navigate({ search: {} })} />
      ) : null}
      {search.new === 'scan' ? <ScanDialog onClose={() => void navigate({ search: {} })} /> : null}
    </div>
  );
}

function ScanList({ scans }: { scans: readonly Scan[] }) {
  const { t } = useTranslation();
  const stop = useStopScan();
  const remove = useDeleteScan();
  return (
    <>
      <InlineProblem error={stop.error ?? remove.error} />
      <ul className={classes['list']}>
        {scans.map((scan) => {
          const name = scan.targets.join(', ');
          return (
            <li key={scan.id}>
              <div>
                <Link to="/clients/scans/$scanId" params={{ scanId: scan.id }} className={classes['name']}>
                  {name}
                </Link>
                <span className={classes['soft']}>
                  <RelativeTime iso={scan.createdAt} />
                  {scan.createdBy === null ? null : ` · ${scan.createdBy}`}
                </span>
              </div>
              <ScanBar scan={scan} />
              {scan.state === 'running' ? (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconPlayerStop size={15} aria-hidden />}
                  aria-label={t('scans.stopOne', { name })}
                  loading={stop.isPending && stop.variables === scan.id}
                  onClick={() => stop.mutate(scan.id)}
                >
                  {t('scans.stop')}
                </Button>
              ) : (
                <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
                  <ScanState scan={scan} />
                  <IconButton
                    label={t('scans.deleteOne', { name })}
                    size={28}
                    onClick={() => remove.mutate(scan.id)}
                  >
                    <IconTrash size={16} />
                  </IconButton>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** A scan's state in words. */
export function ScanState({ scan }: { scan: Scan }) {
  const { t } = useTranslation();
  if (scan.state === 'running') return <StateMark tone="active">{t('scans.state.running')}</StateMark>;
  if (scan.state === 'finished') return <StateMark tone="ok">{t('scans.state.finished')}</StateMark>;
  return <StateMark tone="off">{t('scans.state.stopped', { name: scan.stoppedBy ?? '–' })}</StateMark>;
}
