import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageProvider, StorageProviderSort } from '../../api/types.ts';
import type { ListColumn } from '../../shared/components/list-table.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { TimeIn } from '../../shared/components/relative-time.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { COLUMN_SORT, type ProviderColumn } from './provider-columns.ts';
import { ScanState } from './scan-state.tsx';
import { ScheduleWords } from './schedule-words.tsx';
import classes from './storage-providers.module.css';

const WRAPS: readonly ProviderColumn[] = ['name', 'address', 'scan', 'schedule'];
const IN_CARD: readonly ProviderColumn[] = ['type', 'address', 'files', 'scan'];

/** The columns of the list of storage providers. */
export function useProviderColumns(
  shown: readonly ProviderColumn[],
  onOpen: (provider: StorageProvider) => void,
): readonly ListColumn<StorageProvider, StorageProviderSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const cell = (column: ProviderColumn, provider: StorageProvider): ReactNode => {
    switch (column) {
      case 'name':
        return (
          <button type="button" className={classes['name']} data-row-link onClick={() => onOpen(provider)}>
            {provider.name}
          </button>
        );
      case 'type':
        return t(`storageProviders.type.${provider.type}`);
      case 'address':
        return (
          <Mono>
            {provider.bucket === '' ? provider.address : `${provider.address} / ${provider.bucket}`}
          </Mono>
        );
      case 'files':
        return format.number(provider.files);
      case 'scan':
        return <ScanState scan={provider.scan} />;
      case 'schedule':
        return <ScheduleWords schedule={provider.schedule} />;
      case 'updated':
        return (
          <>
            <TimeIn iso={provider.updatedAt} format={format} />
            {provider.updatedBy === null ? null : `, ${provider.updatedBy}`}
          </>
        );
    }
  };
  return shown.map((column) => ({
    id: column,
    label: t(`storageProviders.column.${column}`),
    ...present({ sort: COLUMN_SORT[column] }),
    card: column === 'name' ? 'plain' : IN_CARD.includes(column) ? 'labeled' : 'hide',
    wraps: WRAPS.includes(column),
    render: (provider) => cell(column, provider),
  }));
}
