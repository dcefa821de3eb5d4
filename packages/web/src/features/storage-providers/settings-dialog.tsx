import { Button, Group, Modal, Skeleton, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { InlineProblem, LoadError } from '../../shared/components/messages.tsx';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { providerSettingsQuery, useChangeProviderSettings } from './storage-providers.queries.ts';

/** What holds for all storage providers (guide 13.10). */
export function ProviderSettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { data, error, refetch } = useQuery(providerSettingsQuery);
  const change = useChangeProviderSettings();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('storageProviders.settings.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        {data !== undefined ? (
          <Switch
            label={t('storageProviders.settings.verifyTls')}
            description={t('storageProviders.settings.verifyTlsHint')}
            checked={data.verifyTls}
            disabled={change.isPending}
            onChange={(event) => change.mutate(event.currentTarget.checked)}
          />
        ) : error === null ? (
          <Skeleton height={48} />
        ) : (
          <LoadError error={error} onRetry={() => void refetch()} />
        )}
        <InlineProblem error={change.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
