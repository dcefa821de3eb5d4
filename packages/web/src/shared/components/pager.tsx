import { NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/index.ts';
import { PAGE_SIZES, type PageSize, pageWindow, readPageSize } from '../list/paging.ts';
import { IconButton } from './icon-button.tsx';
import classes from './pager.module.css';

interface PagerProps {
  page: number;
  pageSize: PageSize;
  total: number;
  onPage: (page: number) => void;
  onPageSize: (pageSize: PageSize) => void;
}

/** Foot of a list: elements per page, what is shown, and first, previous, next, last. */
export function Pager({ page, pageSize, total, onPage, onPageSize }: PagerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = pageWindow(page, pageSize, total);
  const atStart = shown.page <= 1;
  const atEnd = shown.page >= shown.pageCount;
  return (
    <nav className={classes['pager']} aria-label={t('list.paging')}>
      <NativeSelect
        size="xs"
        label={t('list.perPage')}
        classNames={{ root: classes['size'] ?? '', label: classes['sizeLabel'] ?? '' }}
        data={PAGE_SIZES.map(String)}
        value={String(pageSize)}
        onChange={(event) => {
          const next = readPageSize(event.currentTarget.value);
          if (next !== undefined) onPageSize(next);
        }}
      />
      <span className={classes['range']} aria-live="polite">
        {t('list.range', {
          from: format.number(shown.from),
          to: format.number(shown.to),
          total: format.number(total),
        })}
      </span>
      <div className={classes['buttons']}>
        <IconButton label={t('list.first')} disabled={atStart} onClick={() => onPage(1)}>
          <IconChevronsLeft size={18} />
        </IconButton>
        <IconButton label={t('list.previous')} disabled={atStart} onClick={() => onPage(shown.page - 1)}>
          <IconChevronLeft size={18} />
        </IconButton>
        <span className={classes['page']}>
          {t('list.pageOf', { page: format.number(shown.page), count: shown.pageCount })}
        </span>
        <IconButton label={t('list.next')} disabled={atEnd} onClick={() => onPage(shown.page + 1)}>
          <IconChevronRight size={18} />
        </IconButton>
        <IconButton label={t('list.last')} disabled={atEnd} onClick={() => onPage(shown.pageCount)}>
          <IconChevronsRight size={18} />
        </IconButton>
      </div>
    </nav>
  );
}
