import { Button } from '@mantine/core';
import { IconDownload, IconPlus, IconRadar2, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientFilter } from '../../api/types.ts';
import { ExportDialog } from '../../shared/components/export-dialog.tsx';
import { ImportDialog } from '../../shared/components/import-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';

const EXPORTED = [
  ['deviceId', true],
  ['e164', true],
  ['basicE164', false],
  ['model', true],
  ['deviceType', false],
  ['softwareType', true],
  ['softwareVersion', true],
  ['address', true],
  ['firstSeenAt', false],
  ['lastContactAt', true],
  ['lastContactReason', false],
  ['mobilityEnabled', false],
  ['partNumber', false],
  ['keyModules', false],
  ['contactMeUri', false],
] as const;

/** What brings clients in and out: prepare one, look for some, write them to a file. */
export function ClientTools({ filter, total }: { filter: ClientFilter; total: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [exporting, setExporting] = useState(false);
  const [importing, setImporting] = useState(false);
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
        onClick={() => setImporting(true)}
      >
        {t('clients.tools.import')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={total === 0}
        onClick={() => setExporting(true)}
      >
        {t('clients.tools.export')}
      </Button>
      {importing ? (
        <ImportDialog
          title={t('clients.import.title')}
          text={t('clients.import.text')}
          columns="deviceId, e164, reg-addr, key-label-unicode[3], …"
          path="/api/v1/clients/import"
          effect={(kind, count) => t(`clients.import.${kind}`, { count, number: format.number(count) })}
          confirm={(count) => t('clients.import.confirm', { count, number: format.number(count) })}
          done={(count) => t('clients.import.done', { count, number: format.number(count) })}
          onImported={() =>
            Promise.all(
              ['clients', 'plug-and-play'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
            )
          }
          onClose={() => setImporting(false)}
        />
      ) : null}
      {exporting ? (
        <ExportDialog
          title={t('clients.tools.exportTitle')}
          text={t('clients.tools.exportText', { count: total, number: format.number(total) })}
          path="/api/v1/clients/export"
          filter={Object.fromEntries(
            Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
          )}
          columns={EXPORTED.map(([id, chosen]) => ({ id, chosen, label: t(`clients.exported.${id}`) }))}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </>
  );
}
