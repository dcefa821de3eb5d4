import { useTranslation } from 'react-i18next';
import type { StorageProvider, StorageProviderScan } from '../../api/types.ts';
import { TimeIn } from '../../shared/components/relative-time.tsx';
import { StateMark, type Tone } from '../../shared/components/state-mark.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import classes from './storage-providers.module.css';

const TONE: Record<StorageProviderScan['state'], Tone> = {
  waiting: 'waiting',
  running: 'active',
  finished: 'ok',
  stopped: 'off',
  failed: 'failed',
};

/** Whether a scan is not over. */
export const isOpen = (scan: StorageProvider['scan']): boolean =>
  scan !== null && (scan.state === 'waiting' || scan.state === 'running');

/** How far a scan is, or how it ended and why. */
export function ScanState({ scan }: { scan: StorageProvider['scan'] }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  if (scan === null) return <StateMark tone="off">{t('storageProviders.scan.never')}</StateMark>;
  return (
    <span className={classes['state']}>
      <StateMark tone={TONE[scan.state]}>{t(`storageProviders.scan.state.${scan.state}`)}</StateMark>
      <span className={classes['soft']}>
        {scan.problem !== null ? (
          scan.problem.text[i18n.language === 'de' ? 'de' : 'en']
        ) : isOpen(scan) ? (
          <ScanNumbers scan={scan} />
        ) : (
          <TimeIn iso={scan.endedAt ?? scan.createdAt} format={format} />
        )}
      </span>
    </span>
  );
}

/** What a scan has seen so far, and what came of it. */
export function ScanNumbers({ scan }: { scan: StorageProviderScan }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = [
    t('storageProviders.scan.objects', { count: scan.objects, number: format.number(scan.objects) }),
    t('storageProviders.scan.files', { count: scan.files, number: format.number(scan.files) }),
    ...(['added', 'changed', 'removed', 'missing', 'skipped'] as const).flatMap((what) =>
      scan[what] === 0 ? [] : [t(`storageProviders.scan.${what}`, { number: format.number(scan[what]) })],
    ),
  ];
  if (scan.state === 'running' && scan.phase === 'reading') {
    words.push(t('storageProviders.scan.reading', { number: format.number(scan.lookedAt) }));
  }
  return words.join(', ');
}
