import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScanSettings } from '../../api/types.ts';
import { SettingsDrawer, SettingsForm } from '../../shared/components/settings-drawer.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import type { DialogForm } from '../../shared/unsaved/use-dialog-guard.ts';
import { scanSettingsQuery, useChangeScanSettings } from './scans.queries.ts';

/** Where scans may look for phones, how fast, and where phones that are found call. */
export function ScanSettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useQuery({ ...scanSettingsQuery, refetchOnWindowFocus: false });
  return (
    <SettingsDrawer title={t('scans.settings.title')} settings={settings} opener="settings" onClose={onClose}>
      {(data, form) => <Fields settings={data} {...form} />}
    </SettingsDrawer>
  );
}

function Fields({ settings, ...form }: DialogForm & { settings: ScanSettings }) {
  const { t } = useTranslation();
  const [networks, setNetworks] = useState(settings.allowedNetworks.join('\n'));
  const [perSecond, setPerSecond] = useState<number | string>(settings.perSecond);
  const [address, setAddress] = useState(settings.callBackAddress ?? '');
  const [port, setPort] = useState<number | string>(settings.callBackPort ?? '');
  const change = useChangeScanSettings();
  const fieldError = useFieldErrors(change.error);
  const allowedNetworks = networks.split(/[\n,;]+/).flatMap((line) => line.trim() || []);
  const networkErrors = allowedNetworks.flatMap(
    (_, place) => fieldError(`scans.allowedNetworks.${place}`) ?? [],
  );
  const save = () =>
    change.mutateAsync({
      allowedNetworks,
      perSecond: Number(perSecond),
      callBackAddress: address.trim() === '' ? null : address.trim(),
      callBackPort: port === '' ? null : Number(port),
    });
  return (
    <SettingsForm
      {...form}
      draft={{ networks, perSecond, address, port }}
      save={save}
      isSaving={change.isPending}
      error={change.error}
      words={{ save: t('scans.settings.save'), saved: t('scans.settings.saved') }}
    >
      <Textarea
        label={t('scans.settings.networks')}
        description={t('scans.settings.networksHint')}
        autosize
        minRows={4}
        value={networks}
        error={networkErrors[0]}
        onChange={(event) => setNetworks(event.currentTarget.value)}
      />
      <NumberInput
        label={t('scans.settings.rate')}
        min={1}
        max={200}
        clampBehavior="blur"
        allowDecimal={false}
        value={perSecond}
        error={fieldError('scans.perSecond')}
        onChange={setPerSecond}
      />
      <TextInput
        label={t('scans.settings.address')}
        description={t('scans.settings.addressHint')}
        placeholder={t('scans.settings.own')}
        value={address}
        error={fieldError('scans.callBackAddress')}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <NumberInput
        label={t('scans.settings.port')}
        placeholder={t('scans.settings.own')}
        min={1}
        max={65_535}
        clampBehavior="blur"
        allowDecimal={false}
        value={port}
        error={fieldError('scans.callBackPort')}
        onChange={setPort}
      />
    </SettingsForm>
  );
}
