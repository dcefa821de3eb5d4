import { Select, Stack, Switch, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client, CopyOrder } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { HARDWARE_TYPES, SECURE_MODES } from '../../shared/phones/choices.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { clientName } from './client-name.ts';
import { useCopyClient } from './clients.queries.ts';

const REASONS = ['hardware-change', 'factory-reset'] as const;
const SOFTWARE = ['SIP', 'HFA', 'GW'] as const;

/** Prepares another phone with the number and values of a client (guide 4.5.5). */
export function CopyClientDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useTranslation();
  const copy = useCopyClient();
  const [reason, setReason] = useState<CopyOrder['reason']>('hardware-change');
  const [deviceId, setDeviceId] = useState('');
  const [software, setSoftware] = useState(SOFTWARE.find((type) => type === client.softwareType) ?? 'SIP');
  const [model, setModel] = useState(HARDWARE_TYPES.find((type) => type === client.model));
  const [secureMode, setSecureMode] = useState<(typeof SECURE_MODES)[number]>('disabled');
  const [withReported, setWithReported] = useState(true);
  const [resetsOld, setResetsOld] = useState(false);
  const isChange = reason === 'hardware-change';

  const carryOut = async (): Promise<void> => {
    const order: CopyOrder = {
      reason,
      secureMode,
      withReported,
      ...(deviceId.trim() === '' ? {} : { deviceId }),
      ...(isChange
        ? { softwareType: software, resetsOld, ...(model === undefined ? {} : { hardwareType: model }) }
        : {}),
    };
    const { copied, leftOut, jobId } = await copy.mutateAsync({ id: client.id, order });
    void showToast({
      id: `copied-${client.id}`,
      title: t('clients.copy.done', { name: clientName(client) }),
      message: (
        <>
          {t('clients.copy.copied', { count: copied })}
          {leftOut === 0 ? null : ` ${t('clients.copy.leftOut', { count: leftOut })}`}{' '}
          {jobId === null ? null : (
            <Link to="/jobs/$jobId" params={{ jobId }}>
              {t('clients.copy.resetJob')}
            </Link>
          )}
        </>
      ),
    });
  };

  return (
    <ConfirmDialog
      title={t('clients.copy.title', { name: clientName(client) })}
      confirmLabel={t('clients.copy.submit')}
      count={1}
      danger={!isChange || resetsOld}
      onConfirm={carryOut}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Select
          label={t('clients.copy.reason')}
          data={REASONS.map((value) => ({ value, label: t(`clients.copy.reasons.${value}`) }))}
          value={reason}
          allowDeselect={false}
          description={t(`clients.copy.reasonText.${reason}`)}
          onChange={(value) => setReason(REASONS.find((one) => one === value) ?? reason)}
        />
        {isChange ? (
          <>
            <TextInput
              label={t('clients.column.e164')}
              value={client.e164 === '' ? t('clients.noNumber') : client.e164}
              disabled
            />
            <Select
              label={t('clients.copy.softwareType')}
              data={[...SOFTWARE]}
              value={software}
              allowDeselect={false}
              onChange={(value) => setSoftware(SOFTWARE.find((type) => type === value) ?? software)}
            />
            <Select
              label={t('clients.copy.hardwareType')}
              data={[...HARDWARE_TYPES]}
              value={model ?? null}
              placeholder={client.model}
              searchable
              onChange={(value) => setModel(HARDWARE_TYPES.find((type) => type === value))}
            />
          </>
        ) : null}
        <TextInput
          label={t('clients.column.deviceId')}
          description={t(isChange ? 'clients.copy.deviceIdOptional' : 'clients.copy.deviceIdText')}
          placeholder="00:1A:E8:75:FD:B1"
          value={deviceId}
          onChange={(event) => setDeviceId(event.currentTarget.value)}
        />
        <Select
          label={t('clients.copy.secureMode')}
          data={SECURE_MODES.map((value) => ({ value, label: t(`plugAndPlay.secureMode.${value}`) }))}
          value={secureMode}
          allowDeselect={false}
          onChange={(value) => setSecureMode(SECURE_MODES.find((mode) => mode === value) ?? secureMode)}
        />
        <Switch
          label={t('clients.copy.withReported')}
          description={t('clients.copy.withReportedText')}
          checked={withReported}
          onChange={(event) => setWithReported(event.currentTarget.checked)}
        />
        {isChange ? (
          <Switch
            label={t('clients.copy.resetsOld')}
            description={t('clients.copy.resetsOldText')}
            checked={resetsOld}
            onChange={(event) => setResetsOld(event.currentTarget.checked)}
          />
        ) : null}
      </Stack>
    </ConfirmDialog>
  );
}
