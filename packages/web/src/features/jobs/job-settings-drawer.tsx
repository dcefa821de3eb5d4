import { Button, Drawer, Group, NumberInput, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { JobSettings } from '../../api/types.ts';
import { LoadError } from '../../shared/components/messages.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { jobSettingsQuery, useChangeJobSettings } from './jobs.queries.ts';

/** How long jobs have and are kept, and how many phones are asked at a time. */
export function JobSettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { data, error, refetch } = useQuery({ ...jobSettingsQuery, refetchOnWindowFocus: false });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      closeOnClickOutside={false}
      size={480}
      title={t('jobs.settings.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {data === undefined ? (
        error === null ? (
          <Stack gap="sm" aria-busy="true" aria-label={t('common.loading')} role="status">
            <Skeleton height={60} />
            <Skeleton height={60} />
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

type Fields = Record<keyof JobSettings, number | string>;

/** Their ranges; those that may be empty mean no limit then. */
const FIELDS: readonly { name: keyof JobSettings; min: number; max: number; optional?: boolean }[] = [
  { name: 'timeoutSeconds', min: 60, max: 2_678_400 },
  { name: 'retentionDays', min: 1, max: 3_650, optional: true },
  { name: 'maxContacts', min: 1, max: 20_000, optional: true },
  { name: 'maxContactsPerSubnet', min: 1, max: 20_000, optional: true },
  { name: 'subnetPrefixIpv4', min: 8, max: 32 },
  { name: 'subnetPrefixIpv6', min: 16, max: 128 },
];

function SettingsForm({ settings, onClose }: { settings: JobSettings; onClose: () => void }) {
  const { t } = useTranslation();
  const [fields, setFields] = useState<Fields>(
    () => Object.fromEntries(FIELDS.map(({ name }) => [name, settings[name] ?? ''])) as Fields,
  );
  const change = useChangeJobSettings();
  const fieldError = useFieldErrors(change.error);
  const hasPlace = change.error instanceof ApiError && change.error.fields.length > 0;
  const save = async (): Promise<void> => {
    await change.mutateAsync(
      Object.fromEntries(
        FIELDS.map(({ name, optional }) => [
          name,
          fields[name] === '' ? (optional === true ? null : settings[name]) : Number(fields[name]),
        ]),
      ) as JobSettings,
    );
    void showToast({ id: 'job-settings', message: t('jobs.settings.saved') });
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
        {FIELDS.map(({ name, min, max, optional }) => (
          <NumberInput
            key={name}
            label={t(`jobs.settings.${name}`)}
            description={t(`jobs.settings.hint.${name}`)}
            min={min}
            max={max}
            clampBehavior="blur"
            allowDecimal={false}
            thousandSeparator=" "
            {...(optional === true ? { placeholder: t('jobs.settings.noLimit') } : {})}
            value={fields[name]}
            error={fieldError(`jobs.${name}`)}
            onChange={(value) => setFields((before) => ({ ...before, [name]: value }))}
          />
        ))}
        {hasPlace ? null : <Refusal error={change.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('jobs.settings.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
