import { Button, Popover, Skeleton } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { type ReactNode, Suspense, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/index.ts';

interface FilterPopoverProps {
  /** How many of its filters are set; shown on the button. */
  active: number;
  /** Pixels; the height is that of the skeleton until the form is there. */
  width?: number;
  height?: number;
  /** The form; it calls what it is given when it has been applied or reset. */
  children: (close: () => void) => ReactNode;
}

/** Filters by single columns behind one button, applied together. */
export function FilterPopover({ active, width = 340, height = 420, children }: FilterPopoverProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const countId = useId();
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The popover's own return of focus waits for a moment, and by then would close what is opened next.
  const close = (): void => {
    setOpened(false);
    button.current?.focus({ preventScroll: true });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={width} trapFocus>
      <Popover.Target>
        <Button
          ref={button}
          variant="default"
          px="sm"
          leftSection={<IconFilter size={14} aria-hidden />}
          {...(active === 0
            ? {}
            : {
                rightSection: <span aria-hidden>{format.number(active)}</span>,
                'aria-describedby': countId,
              })}
          onClick={() => setOpened((open) => !open)}
        >
          {t('list.moreFilters')}
        </Button>
      </Popover.Target>
      {active === 0 ? null : (
        <span id={countId} hidden>
          {t('list.filtersActive', { count: active })}
        </span>
      )}
      <Popover.Dropdown p="sm" aria-label={t('list.moreFilters')}>
        <Suspense fallback={<Skeleton height={height} />}>{children(close)}</Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
