import { useQueryClient } from '@tanstack/react-query';
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

interface ExportClientsDialogProps {
  filter: ClientFilter;
  total: number;
  onClose: () => void;
}

/** Writes the list as it stands to a file. */
export function ExportClientsDialog({ filter, total, onClose }: ExportClientsDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ExportDialog
      title={t('clients.tools.exportTitle')}
      text={t('clients.tools.exportText', { count: total, number: format.number(total) })}
      path="/api/v1/clients/export"
      filter={Object.fromEntries(
        Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )}
      columns={EXPORTED.map(([id, chosen]) => ({ id, chosen, label: t(`clients.exported.${id}`) }))}
      onClose={onClose}
    />
  );
}

/** Changes clients, and prepares others, by a file. */
export function ImportClientsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queryClient = useQueryClient();
  return (
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
      onClose={onClose}
    />
  );
}
