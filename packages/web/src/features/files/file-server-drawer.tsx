import { Button, Drawer, Group, NumberInput, Skeleton, Stack, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { FileServerSettings } from '../../api/types.ts';
import { LoadError } from '../../shared/components/messages.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { fileSettingsQuery, useChangeFileSettings } from './files.queries.ts';

/** How files come from this server to phones (guide 13.6). */
export function FileServerDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { data, error, refetch } = useQuery({ ...fileSettingsQuery, refetchOnWindowFocus: false });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      closeOnClickOutside={false}
      size={480}
      title={t('files.settings.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {data === undefined ? (
        error === null ? (
          <Stack gap="sm" aria-busy="true" aria-label={t('common.loading')} role="status">
            <Skeleton height={60} />
            <Skeleton height={36} />
          </Stack>
        ) : (
          <LoadError error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <SettingsForm settings={data} onClose={onClose} />
      )}
    </Drawer>
  );
}

const numberOf = (value: number | string): number | null => (value === '' ? null : Number(value));

function SettingsForm({ settings, onClose }: { settings: FileServerSettings; onClose: () => void }) {
  const { t } = useTranslation();
  const { files, deployments } = settings;
  const [serverEnabled, setEnabled] = useState(files.serverEnabled);
  const [bandwidth, setBandwidth] = useState<number | string>(files.bandwidthKilobytes ?? '');
  const [publicUrl, setPublicUrl] = useState(files.publicUrl ?? '');
  const [transfers, setTransfers] = useState<number | string>(deployments.maxTransfers);
  const [perSubnet, setPerSubnet] = useState<number | string>(deployments.maxTransfersPerSubnet);
  const change = useChangeFileSettings();
  const fieldError = useFieldErrors(change.error);
  const hasPlace = change.error instanceof ApiError && change.error.fields.length > 0;
  const save = async (): Promise<void> => {
    await change.mutateAsync({
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
    void showToast({ id: 'file-settings', message: t('files.settings.saved') });
    onClose();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save().catch(() => {});
      }}
    >
      <Stack gap="md">
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
        {hasPlace ? null : <Refusal error={change.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('files.settings.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
