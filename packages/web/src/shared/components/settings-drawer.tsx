import { Drawer, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../keyboard/use-focus-back.ts';
import { LoadError } from './messages.tsx';

interface SettingsDrawerProps<Settings> {
  title: string;
  /** The settings as they were read, if they were. */
  settings: { data: Settings | undefined; error: unknown; refetch: () => Promise<unknown> };
  onClose: () => void;
  children: (settings: Settings) => ReactNode;
}

/** Settings of the server beside the page that they are about. */
export function SettingsDrawer<Settings>({
  title,
  settings: { data, error, refetch },
  onClose,
  children,
}: SettingsDrawerProps<Settings>) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      closeOnClickOutside={false}
      size={480}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {data === undefined ? (
        error === null ? (
          <Stack gap="sm" aria-busy="true" aria-label={t('common.loading')} role="status">
            <Skeleton height={90} />
            <Skeleton height={36} />
          </Stack>
        ) : (
          <LoadError error={error} onRetry={() => void refetch()} />
        )
      ) : (
        children(data)
      )}
    </Drawer>
  );
}
