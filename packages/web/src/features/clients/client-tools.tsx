import { Button } from '@mantine/core';
import { IconDownload, IconPlus, IconRadar2, IconUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientFilter } from '../../api/types.ts';
import { lazyComponent } from '../../shared/components/lazy-component.ts';

const ImportClientsDialog = lazyComponent(
  async () => (await import('./client-exchange.tsx')).ImportClientsDialog,
);

const ExportClientsDialog = lazyComponent(
  async () => (await import('./client-exchange.tsx')).ExportClientsDialog,
);

/** What brings clients in and out: prepare one, look for some, write them to a file. */
export function ClientTools({ filter, total }: { filter: ClientFilter; total: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'import' | 'export' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <Button
        renderRoot={(props) => <Link to="/clients/plug-and-play" search={{ open: 'new' }} {...props} />}
        leftSection={<IconPlus size={16} aria-hidden />}
      >
        {t('clients.tools.new')}
      </Button>
      <Button
        renderRoot={(props) => <Link to="/clients/scans" search={{ new: 'scan' }} {...props} />}
        variant="default"
        leftSection={<IconRadar2 size={16} aria-hidden />}
      >
        {t('clients.tools.scan')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
        onClick={() => setOpen('import')}
      >
        {t('clients.tools.import')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={total === 0}
        onClick={() => setOpen('export')}
      >
        {t('clients.tools.export')}
      </Button>
      <Suspense fallback={null}>
        {open === 'import' ? <ImportClientsDialog onClose={close} /> : null}
        {open === 'export' ? <ExportClientsDialog filter={filter} total={total} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
