import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlugAndPlayClient } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { type ListColumn, pickColumns } from '../../shared/components/list-table.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { columnSet } from '../../shared/list/columns.ts';
import type { PlugAndPlaySort } from './plug-and-play-search.ts';

type PreparedColumn = 'e164' | 'deviceId' | 'hardwareType' | 'secureMode' | 'state' | 'createdAt';

/** What a prepared client is called: its number or, without one, its device. */
export function nameOf({ deviceId, e164 }: PlugAndPlayClient): string {
  return e164 ?? deviceId ?? '';
}

/** Columns of the list in their default order. */
export const PREPARED_COLUMNS = columnSet<PreparedColumn>(
  ['e164', 'deviceId', 'hardwareType', 'secureMode', 'state', 'createdAt'],
  { fixed: 'e164' },
);

/** The columns of the prepared clients that are shown. */
export function usePreparedColumns(
  shown: readonly PreparedColumn[],
  onOpen: (id: string) => void,
): ListColumn<PlugAndPlayClient, PlugAndPlaySort>[] {
  const { t } = useTranslation();
  const all: (ListColumn<PlugAndPlayClient, PlugAndPlaySort> & { id: PreparedColumn })[] = [
    {
      id: 'e164',
      label: t('plugAndPlay.column.e164'),
      sort: 'e164',
      card: 'plain',
      render: (row) => (
        <button type="button" className={bar['rowButton']} data-row-link onClick={() => onOpen(row.id)}>
          {row.e164 === null ? (
            <span className={table['soft']}>{t('plugAndPlay.noNumber')}</span>
          ) : (
            <Mono>{row.e164}</Mono>
          )}
        </button>
      ),
    },
    {
      id: 'deviceId',
      label: t('plugAndPlay.column.deviceId'),
      sort: 'deviceId',
      render: ({ deviceId }) =>
        deviceId === null ? (
          <span className={table['soft']}>{t('plugAndPlay.anyDevice')}</span>
        ) : (
          <Mono>{deviceId}</Mono>
        ),
    },
    {
      id: 'hardwareType',
      label: t('plugAndPlay.column.hardwareType'),
      sort: 'hardwareType',
      render: ({ hardwareType }) =>
        hardwareType === '' ? (
          <span className={table['soft']}>{t('plugAndPlay.anyType')}</span>
        ) : (
          hardwareType
        ),
    },
    {
      id: 'secureMode',
      label: t('plugAndPlay.column.secureMode'),
      card: 'hide',
      render: ({ secureMode }) => t(`plugAndPlay.secureMode.${secureMode}`),
    },
    {
      id: 'state',
      label: t('plugAndPlay.column.state'),
      sort: 'recognizedAt',
      first: 'desc',
      card: 'plain',
      render: ({ state, recognizedAt, recognizedBy, clientId }) =>
        state === 'waiting' || recognizedAt === null || clientId === null ? (
          <StateMark tone="waiting">{t('plugAndPlay.state.waiting')}</StateMark>
        ) : (
          <>
            <StateMark tone="ok">
              <Link to="/clients/$clientId" params={{ clientId }} className={table['link']}>
                {t(recognizedBy === 'number' ? 'plugAndPlay.state.byNumber' : 'plugAndPlay.state.byDevice')}
              </Link>
            </StateMark>
            <span className={table['second']}>
              <RelativeTime iso={recognizedAt} />
            </span>
          </>
        ),
    },
    {
      id: 'createdAt',
      label: t('plugAndPlay.column.createdAt'),
      sort: 'createdAt',
      first: 'desc',
      card: 'hide',
      render: ({ createdAt, createdBy }) => (
        <>
          <RelativeTime iso={createdAt} />
          {createdBy === null ? null : <span className={table['second']}>{createdBy}</span>}
        </>
      ),
    },
  ];
  return pickColumns(all, shown);
}
