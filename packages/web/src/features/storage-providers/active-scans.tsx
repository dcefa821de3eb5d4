import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StorageProvider } from '../../api/types.ts';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { isOpen, ScanNumbers } from './scan-state.tsx';
import classes from './storage-providers.module.css';
import { useStopScan } from './storage-providers.queries.ts';

/** The scans that are under way, with what they have seen and a way to stop them (guide 10.2, Active scans). */
export function ActiveScans({ providers }: { providers: readonly StorageProvider[] }) {
  const { t } = useTranslation();
  const stop = useStopScan();
  const active = providers.flatMap(({ id, name, scan }) =>
    scan !== null && isOpen(scan) ? [{ id, name, scan }] : [],
  );
  if (active.length === 0) return null;
  return (
    <section className={classes['active']} aria-label={t('storageProviders.scan.active')}>
      <h2>{t('storageProviders.scan.active')}</h2>
      <ul>
        {active.map(({ id, name, scan }) => (
          <li key={id}>
            <strong>{name}</strong>
            <StateMark tone={scan.state === 'waiting' ? 'waiting' : 'active'}>
              {scan.state === 'waiting' ? (
                t('storageProviders.scan.state.waiting')
              ) : (
                <ScanNumbers scan={scan} />
              )}
            </StateMark>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              aria-label={t('storageProviders.scan.stopOf', { name })}
              loading={stop.isPending && stop.variables === id}
              onClick={() => stop.mutate(id)}
            >
              {t('storageProviders.scan.stop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
