import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileServerSettings } from '../../api/types.ts';
import { SettingsDrawer, SettingsForm } from '../../shared/components/settings-drawer.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import type { DialogForm } from '../../shared/unsaved/use-dialog-guard.ts';
import { fileSettingsQuery, useChangeFileSettings } from './files.queries.ts';

/** How files come from this server to phones (guide 13.6). */
export function FileServerDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useQuery({ ...fileSettingsQuery, refetchOnWindowFocus: false });
  return (
    <SettingsDrawer title={t('files.settings.title')} settings={settings} opener="show" onClose={onClose}>
      {(data, form) => <Fields settings={data} {...form} />}
    </SettingsDrawer>
  );
}

const numberOf = (value: number | string): number | null => (value === '' ? null : Number(value));

function Fields({ settings, ...form }: DialogForm & { settings: FileServerSettings }) {
  const { t } = useTranslation();
  const { files, deployments } = settings;
  const [serverEnabled, setEnabled] = useState(files.serverEnabled);
  const [bandwidth, setBandwidth] = useState<number | string>(files.bandwidthKilobytes ?? '');
  const [publicUrl, setPublicUrl] = useState(files.publicUrl ?? '');
  const [transfers, setTransfers] = useState<number | string>(deployments.maxTransfers);
  const [perSubnet, setPerSubnet] = useState<number | string>(deployments.maxTransfersPerSubnet);
  const change = useChangeFileSettings();
  const fieldError = useFieldErrors(change.error);
  const save = () =>
    change.mutateAsync({
      files: {
        serverEnabled,
        bandwidthKilobytes: numberOf(bandwidth),
        publicUrl: publicUrl.trim() === '' ? null : publicUrl.trim(),
      },
      deployments: {
        maxTransfers: numberOf(transfers) ?? deployments.maxTransfers,
        maxTransfersPerSubnet: numberOf(perSubnet) ?? deployments.maxTransfersPerSubnet,
      },
    });
  return (
    <SettingsForm
      {...form}
      draft={{ serverEnabled, bandwidth, publicUrl, transfers, perSubnet }}
      save={save}
      isSaving={change.isPending}
      error={change.error}
      words={{ save: t('files.settings.save'), saved: t('files.settings.saved') }}
    >
      <p style={{ margin: 0 }}>{t('files.settings.text')}</p>
      <Switch
        label={t('files.settings.enabled')}
        description={t('files.settings.enabledHint')}
        checked={serverEnabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
      <NumberInput
        label={t('files.settings.bandwidth')}
        description={t('files.settings.bandwidthHint')}
        suffix={` ${t('files.settings.unit')}`}
        min={10}
        max={10_000_000}
        clampBehavior="blur"
        allowDecimal={false}
        value={bandwidth}
        error={fieldError('files.bandwidthKilobytes')}
        onChange={setBandwidth}
      />
      <TextInput
        label={t('files.settings.publicUrl')}
        description={t('files.settings.publicUrlHint')}
        placeholder="https://files.example.org:18443"
        value={publicUrl}
        error={fieldError('files.publicUrl')}
        onChange={(event) => setPublicUrl(event.currentTarget.value)}
      />
      <NumberInput
        label={t('files.settings.transfers')}
        description={t('files.settings.transfersHint')}
        min={1}
        max={10_000}
        clampBehavior="blur"
        allowDecimal={false}
        value={transfers}
        error={fieldError('deployments.maxTransfers')}
        onChange={setTransfers}
      />
      <NumberInput
        label={t('files.settings.perSubnet')}
        min={1}
        max={10_000}
        clampBehavior="blur"
        allowDecimal={false}
        value={perSubnet}
        error={fieldError('deployments.maxTransfersPerSubnet')}
        onChange={setPerSubnet}
      />
    </SettingsForm>
  );
}
