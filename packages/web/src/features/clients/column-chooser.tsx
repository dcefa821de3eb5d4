import { Popover, Skeleton } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { lazyComponent } from '../../shared/components/lazy-component.ts';
import type { ColumnSettings } from './list-columns.ts';

const ColumnList = lazyComponent(async () => (await import('./column-list.tsx')).ColumnList);

/** Shows, hides and orders columns and sets the height of rows; kept per account. */
export function ColumnChooser(props: ColumnSettings) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <IconButton label={t('clients.columns.title')} onClick={() => setOpened((open) => !open)}>
          <IconColumns3 size={18} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t('clients.columns.title')}>
        <Suspense fallback={<Skeleton height={360} />}>
          <ColumnList {...props} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
