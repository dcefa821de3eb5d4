import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const WIDTHS = ['72%', '54%', '84%', '62%', '46%', '78%'];

/** Rows of gray while a list is loaded for the first time; as high as the real ones, so nothing jumps. */
export function SkeletonRows({ rows, columns }: { rows: number; columns: number }) {
  const { t } = useTranslation();
  return (
    <>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else
        <tr key={row} aria-hidden={row > 0}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells without content have nothing else
            <td key={column}>
              {row === 0 && column === 0 ? (
                <span className="df-visually-hidden">{t('common.loading')}</span>
              ) : null}
              <Skeleton height={12} width={WIDTHS[(row + column) % WIDTHS.length] ?? '60%'} />
            </td>
          ))}
        </tr>
      ))}
    </>
  );
}
