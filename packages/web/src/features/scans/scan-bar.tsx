import { useTranslation } from 'react-i18next';
import type { Scan } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import classes from './scans.module.css';

/** How many addresses of a scan have been asked. */
export function askedCount({ total, counts }: Scan): number {
  return total - counts.waiting;
}

/** One bar for all addresses: phones, others, and what is still to come. */
export function ScanBar({ scan }: { scan: Scan }) {
  const { t } = useTranslation();
  const format = useFormat();
  const asked = askedCount(scan);
  const words = t('scans.progress', {
    count: scan.counts.answered,
    asked: format.number(asked),
    total: format.number(scan.total),
    found: format.number(scan.counts.answered),
  });
  const part = (count: number): string => `${(100 * count) / Math.max(1, scan.total)}%`;
  return (
    <div>
      <div
        className={classes['bar']}
        role="progressbar"
        aria-label={t('scans.barLabel')}
        aria-valuemin={0}
        aria-valuemax={scan.total}
        aria-valuenow={asked}
        aria-valuetext={words}
      >
        <span className={classes['found']} style={{ width: part(scan.counts.answered) }} />
        <span className={classes['asked']} style={{ width: part(asked - scan.counts.answered) }} />
      </div>
      <span className={classes['words']}>{words}</span>
    </div>
  );
}
