import { Popover, Skeleton } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnSettings } from './column-list.tsx';
import { IconButton } from './icon-button.tsx';
import { lazyComponent } from './lazy-component.ts';

const ColumnList = lazyComponent(async () => (await import('./column-list.tsx')).ColumnList);

/** Shows, hides and orders columns and sets the height of rows; kept per account. */
export function ColumnChooser<Column extends string>(props: ColumnSettings<Column>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <IconButton label={t('list.columns.title')} onClick={() => setOpened((open) => !open)}>
          <IconColumns3 size={18} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t('list.columns.title')}>
        <Suspense fallback={<Skeleton height={360} />}>
          {/* The list calls back with the columns it was given; a lazy component cannot be generic. */}
          <ColumnList {...(props as unknown as ColumnSettings<string>)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
