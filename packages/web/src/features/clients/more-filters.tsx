import { Button, Popover, Skeleton } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyComponent } from '../../shared/components/lazy-component.ts';
import type { FilterFormProps } from './filter-form.tsx';

const FilterForm = lazyComponent(async () => (await import('./filter-form.tsx')).FilterForm);

/** Filters by single columns, applied together. */
export function MoreFilters({ filter, onApply }: Pick<FilterFormProps, 'filter' | 'onApply'>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={340} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          px="sm"
          leftSection={<IconFilter size={14} aria-hidden />}
          onClick={() => setOpened((open) => !open)}
        >
          {t('clients.filter.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t('clients.filter.more')}>
        <Suspense fallback={<Skeleton height={420} />}>
          <FilterForm
            filter={filter}
            onApply={(next) => {
              onApply(next);
              setOpened(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
