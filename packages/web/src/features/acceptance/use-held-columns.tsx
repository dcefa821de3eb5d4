import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HeldPhone } from '../../api/types.ts';
import { type ListColumn, pickColumns } from '../../shared/components/list-table.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { columnSet } from '../../shared/list/columns.ts';
import type { HeldSort } from './held-search.ts';

/** What somebody decides on a phone that waits. */
export type Decision = 'approve' | 'refuse';

type HeldColumn = 'deviceId' | 'model' | 'e164' | 'address' | 'lastCalledAt' | 'decision';

/** Columns of the list in their default order. */
export const HELD_COLUMNS = columnSet<HeldColumn>(
  ['deviceId', 'model', 'e164', 'address', 'lastCalledAt', 'decision'],
  { fixed: 'deviceId' },
);

/** The columns of the held phones that are shown. */
export function useHeldColumns(
  shown: readonly HeldColumn[],
  onAsk: (decision: Decision, id: string) => void,
): ListColumn<HeldPhone, HeldSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const all: (ListColumn<HeldPhone, HeldSort> & { id: HeldColumn })[] = [
    {
      id: 'deviceId',
      label: t('acceptance.column.deviceId'),
      sort: 'deviceId',
      card: 'plain',
      render: ({ deviceId }) => <Mono>{deviceId}</Mono>,
    },
    { id: 'model', label: t('acceptance.column.model'), sort: 'model', render: ({ model }) => model },
    {
      id: 'e164',
      label: t('acceptance.column.e164'),
      sort: 'e164',
      render: ({ e164 }) =>
        e164 === '' ? <span className={table['soft']}>{t('clients.noNumber')}</span> : <Mono>{e164}</Mono>,
    },
    {
      id: 'address',
      label: t('acceptance.column.address'),
      sort: 'address',
      render: ({ address }) => <Mono>{address}</Mono>,
    },
    {
      id: 'lastCalledAt',
      label: t('acceptance.column.lastCalledAt'),
      sort: 'lastCalledAt',
      first: 'desc',
      render: ({ lastCalledAt, calls }) => (
        <>
          <RelativeTime iso={lastCalledAt} />
          <span className={table['second']}>
            {t('acceptance.calls', { count: calls, number: format.number(calls) })}
          </span>
        </>
      ),
    },
    {
      id: 'decision',
      label: t('acceptance.column.decision'),
      card: 'plain',
      render: ({ id, deviceId, state, decidedBy }) => (
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 }}>
          {state === 'waiting' ? null : (
            <span className={table['soft']}>
              {t(`acceptance.decided.${state}`, { name: decidedBy ?? '–' })}
            </span>
          )}
          {state === 'approved' ? null : (
            <Button
              size="compact-sm"
              variant="light"
              aria-label={t('acceptance.approve.one', { name: deviceId })}
              onClick={() => onAsk('approve', id)}
            >
              {t('acceptance.approve.open')}
            </Button>
          )}
          {state === 'refused' ? null : (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('acceptance.refuse.one', { name: deviceId })}
              onClick={() => onAsk('refuse', id)}
            >
              {t('acceptance.refuse.open')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return pickColumns(all, shown);
}
