import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RolloutClient, RolloutDetail } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { type ListColumn, ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import type { Changes } from '../../shared/list/search-params.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { useTargetWords } from '../jobs/index.ts';
import { type RolloutSearch, rolloutClientsQueryOf } from './rollout-search.ts';
import { CLIENT_STATES, CLIENT_TONE } from './rollout-words.ts';
import classes from './rollouts.module.css';
import { rolloutClientsQuery } from './rollouts.queries.ts';

interface RolloutClientsProps {
  rollout: RolloutDetail;
  search: RolloutSearch;
  onChange: (changes: Changes<RolloutSearch>) => void;
}

type Row = RolloutClient & { id: string };
type Sort = NonNullable<RolloutSearch['sort']>;

/** Who is in which wave, and how far each is. */
export function RolloutClients({ rollout, search, onChange }: RolloutClientsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = rolloutClientsQueryOf(search);
  const list = useQuery({ ...rolloutClientsQuery(rollout.id, query), placeholderData: keepPreviousData });
  const change = (changes: Changes<RolloutSearch>): void => onChange({ ...changes, page: undefined });
  return (
    <Panel className={table['list'] ?? ''}>
      <PanelTitle detail={list.data === undefined ? undefined : format.number(list.data.total)}>
        {t('rollouts.clients')}
      </PanelTitle>
      <div className={`${bar['filters']} ${classes['tools']}`}>
        <SearchField
          className={bar['search'] ?? ''}
          value={search.search ?? ''}
          label={t('rollouts.searchClients')}
          placeholder={t('rollouts.searchClients')}
          onSearch={(text) => change({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={
            search.wave === undefined
              ? t('rollouts.allWaves')
              : t('rollouts.waveNumber', { wave: search.wave })
          }
          options={rollout.waves.map(({ wave }) => ({
            value: String(wave),
            label: t('rollouts.waveNumber', { wave }),
          }))}
          value={search.wave === undefined ? undefined : String(search.wave)}
          onChange={(wave) => change({ wave: wave === undefined ? undefined : Number(wave) })}
        />
        <FilterSelect
          label={
            search.state === undefined
              ? t('rollouts.column.state')
              : t(`rollouts.clientState.${search.state}`)
          }
          options={CLIENT_STATES.map((state) => ({
            value: state,
            label: t(`rollouts.clientState.${state}`),
          }))}
          value={search.state}
          onChange={(state) => change({ state })}
        />
      </div>
      <ListTable<Row, Sort>
        columns={useColumns()}
        data={
          list.data && {
            ...list.data,
            items: list.data.items.map((client) => ({ ...client, id: client.clientId })),
          }
        }
        error={list.error}
        stale={list.isPlaceholderData}
        sort={{ by: query.sort, order: query.order, onSort: (sort, order) => change({ sort, order }) }}
        pageSize={query.pageSize}
        onPage={(page, pageSize) => onChange({ page, pageSize })}
        onRetry={() => void list.refetch()}
        empty={<EmptyMessage icon={null} title={t('list.nothingMatches')} />}
      />
    </Panel>
  );
}

function useColumns(): ListColumn<Row, Sort>[] {
  const { t } = useTranslation();
  const words = useTargetWords();
  return [
    {
      id: 'e164',
      label: t('rollouts.column.client'),
      sort: 'e164',
      card: 'plain',
      wraps: false,
      render: ({ id, e164, deviceId }) => (
        <Link to="/clients/$clientId" params={{ clientId: id }} className={table['link']}>
          <Mono>{visibleText(e164 === '' ? deviceId : e164)}</Mono>
        </Link>
      ),
    },
    {
      id: 'model',
      label: t('rollouts.column.model'),
      sort: 'model',
      card: 'hide',
      wraps: false,
      render: ({ model }) => model,
    },
    {
      id: 'deviceId',
      label: t('rollouts.column.deviceId'),
      sort: 'deviceId',
      card: 'hide',
      render: ({ deviceId }) => <Mono>{visibleText(deviceId)}</Mono>,
    },
    { id: 'wave', label: t('rollouts.column.wave'), sort: 'wave', render: ({ wave }) => wave },
    {
      id: 'state',
      label: t('rollouts.column.state'),
      card: 'plain',
      wraps: false,
      render: ({ state }) => (
        <StateMark tone={CLIENT_TONE[state]}>{t(`rollouts.clientState.${state}`)}</StateMark>
      ),
    },
    {
      id: 'job',
      label: t('rollouts.column.job'),
      card: 'plain',
      wraps: true,
      render: ({ jobId, reason, e164, deviceId }) =>
        jobId === null ? null : (
          <>
            {reason === null ? null : <>{words(reason)} </>}
            <Link to="/jobs/$jobId" params={{ jobId }} search={{ search: e164 === '' ? deviceId : e164 }}>
              {t('rollouts.toReason')}
            </Link>
          </>
        ),
    },
  ];
}
