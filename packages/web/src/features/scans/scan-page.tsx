import { Button } from '@mantine/core';
import { IconPlayerStop, IconRadar2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Scan, ScannedAddress } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { type ListColumn, ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage, InlineProblem, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { StateMark, type Tone } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { ClientPlaces } from '../clients/index.ts';
import { ScanBar } from './scan-bar.tsx';
import { ADDRESS_STATES, type AddressFilter, type ScanSearch } from './scan-search.ts';
import classes from './scans.module.css';
import { scanAddressesQuery, scanQuery, useStopScan } from './scans.queries.ts';
import { ScanState } from './scans-page.tsx';

/** One scan: how far it is, and what came of each address. */
export function ScanPage() {
  const { t } = useTranslation();
  const { scanId } = useParams({ from: '/signed-in/clients/scans/$scanId' });
  const search = useSearch({ from: '/signed-in/clients/scans/$scanId' });
  const navigate = useNavigate({ from: '/clients/scans/$scanId' });
  const { data: scan, error, refetch } = useQuery(scanQuery(scanId));
  const pageSize = search.pageSize ?? 25;
  const list = useQuery(scanAddressesQuery(scanId, { ...search, page: search.page ?? 1, pageSize }));
  const stop = useStopScan();
  const go = (changes: Changes<ScanSearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, ...changes }) });
  };
  const columns = useColumns();
  if (scan === undefined) {
    return error === null ? <PageSkeleton /> : <LoadError error={error} onRetry={() => void refetch()} />;
  }
  return (
    <div>
      <PageHeader
        title={t('scans.one', { targets: scan.targets.slice(0, 3).join(', ') })}
        detail={<ScanState scan={scan} />}
        actions={
          scan.state === 'running' ? (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={16} aria-hidden />}
              loading={stop.isPending}
              onClick={() => stop.mutate(scan.id)}
            >
              {t('scans.stop')}
            </Button>
          ) : undefined
        }
      />
      <ClientPlaces />
      <InlineProblem error={stop.error} />
      <Panel className={classes['top'] ?? ''}>
        <div aria-live="polite">
          <ScanBar scan={scan} />
        </div>
      </Panel>
      <Counts scan={scan} chosen={search.state} onChoose={(state) => go({ state, page: undefined })} />
      <div className={bar['filters']}>
        <SearchField
          className={bar['search'] ?? ''}
          value={search.search ?? ''}
          label={t('scans.searchAddress')}
          placeholder={t('scans.searchAddress')}
          onSearch={(text) => go({ search: text === '' ? undefined : text, page: undefined })}
        />
      </div>
      <Panel className={table['list'] ?? ''}>
        <ListTable
          columns={columns}
          data={
            list.data && { ...list.data, items: list.data.items.map((one) => ({ ...one, id: one.address })) }
          }
          error={list.error}
          stale={list.isPlaceholderData}
          pageSize={pageSize}
          onPage={(page, size) => go({ page, pageSize: size })}
          onRetry={() => void list.refetch()}
          empty={
            <EmptyMessage icon={<IconRadar2 size={28} stroke={1.5} />} title={t('list.nothingMatches')}>
              {t('scans.nothingMatches')}
            </EmptyMessage>
          }
        />
      </Panel>
    </div>
  );
}

function countOf({ counts }: Scan, state: AddressFilter): number {
  switch (state) {
    case 'timed-out':
      return counts.timedOut;
    case 'no-route':
      return counts.noRoute;
    default:
      return counts[state];
  }
}

interface CountsProps {
  scan: Scan;
  chosen: AddressFilter | undefined;
  onChoose: (state: AddressFilter | undefined) => void;
}

/** The numbers are the filters. */
function Counts({ scan, chosen, onChoose }: CountsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <fieldset className={classes['counts']} style={{ border: 0, padding: 0 }}>
      <legend className="df-visually-hidden">{t('scans.result')}</legend>
      {ADDRESS_STATES.filter((state) => countOf(scan, state) > 0 || state === chosen).map((state) => (
        <Button
          key={state}
          size="xs"
          variant={state === chosen ? 'filled' : 'default'}
          aria-pressed={state === chosen}
          onClick={() => onChoose(state === chosen ? undefined : state)}
        >
          {t(`scans.address.${state}`)} {format.number(countOf(scan, state))}
        </Button>
      ))}
    </fieldset>
  );
}

const TONES: Readonly<Record<ScannedAddress['state'], Tone>> = {
  waiting: 'waiting',
  asking: 'active',
  answered: 'ok',
  refused: 'off',
  'timed-out': 'off',
  'no-route': 'off',
  failed: 'attention',
};

function useColumns(): ListColumn<ScannedAddress & { id: string }, never>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  return [
    {
      id: 'address',
      label: t('scans.column.address'),
      card: 'plain',
      render: ({ address }) => <Mono>{address}</Mono>,
    },
    {
      id: 'state',
      label: t('scans.column.result'),
      card: 'plain',
      render: ({ state }) => <StateMark tone={TONES[state]}>{t(`scans.address.${state}`)}</StateMark>,
    },
    {
      id: 'client',
      label: t('scans.column.client'),
      card: 'plain',
      render: ({ client, held, state, detail }) =>
        client !== null ? (
          <Link to="/clients/$clientId" params={{ clientId: client.id }} className={table['link']}>
            {t('scans.registeredAs', {
              name: client.e164 === '' ? client.deviceId : client.e164,
              model: client.model,
            })}
          </Link>
        ) : held ? (
          <Link to="/clients/waiting" className={table['link']}>
            {t('scans.held')}
          </Link>
        ) : state === 'answered' ? (
          <span className={table['soft']}>{t('scans.notCalled')}</span>
        ) : state === 'failed' && detail !== null ? (
          <span className={table['soft']}>{detail[language]}</span>
        ) : null,
    },
    {
      id: 'askedAt',
      label: t('scans.column.askedAt'),
      card: 'hide',
      render: ({ askedAt }) =>
        askedAt === null ? <span className={table['soft']}>–</span> : <RelativeTime iso={askedAt} />,
    },
  ];
}
