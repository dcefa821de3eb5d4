import { NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobSettings } from '../../api/types.ts';
import { SettingsDrawer, SettingsForm } from '../../shared/components/settings-drawer.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useLanguage } from '../../shared/i18n/index.ts';
import type { DialogForm } from '../../shared/unsaved/use-dialog-guard.ts';
import { jobSettingsQuery, useChangeJobSettings } from './jobs.queries.ts';

/** How long jobs have and are kept, and how many phones are asked at a time. */
export function JobSettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useQuery({ ...jobSettingsQuery, refetchOnWindowFocus: false });
  return (
    <SettingsDrawer title={t('jobs.settings.title')} settings={settings} onClose={onClose}>
      {(data, form) => <Fields settings={data} {...form} />}
    </SettingsDrawer>
  );
}

type Draft = Record<keyof JobSettings, number | string>;

/** Their ranges; those that may be empty mean no limit then. */
const FIELDS: readonly { name: keyof JobSettings; min: number; max: number; optional?: boolean }[] = [
  { name: 'timeoutSeconds', min: 60, max: 2_678_400 },
  { name: 'retentionDays', min: 1, max: 3_650, optional: true },
  { name: 'maxContacts', min: 1, max: 20_000, optional: true },
  { name: 'maxContactsPerSubnet', min: 1, max: 20_000, optional: true },
  { name: 'subnetPrefixIpv4', min: 8, max: 32 },
  { name: 'subnetPrefixIpv6', min: 16, max: 128 },
];

function Fields({ settings, ...form }: DialogForm & { settings: JobSettings }) {
  const { t } = useTranslation();
  const thousands = useLanguage() === 'de' ? '.' : ',';
  const [fields, setFields] = useState<Draft>(
    () => Object.fromEntries(FIELDS.map(({ name }) => [name, settings[name] ?? ''])) as Draft,
  );
  const change = useChangeJobSettings();
  const fieldError = useFieldErrors(change.error);
  const save = () =>
    change.mutateAsync(
      Object.fromEntries(
        FIELDS.map(({ name, optional }) => [
          name,
          fields[name] === '' ? (optional === true ? null : settings[name]) : Number(fields[name]),
        ]),
      ) as JobSettings,
    );
  return (
    <SettingsForm
      {...form}
      draft={fields}
      save={save}
      isSaving={change.isPending}
      error={change.error}
      words={{ save: t('jobs.settings.save'), saved: t('jobs.settings.saved') }}
    >
      {FIELDS.map(({ name, min, max, optional }) => (
        <NumberInput
          key={name}
          label={t(`jobs.settings.${name}`)}
          description={t(`jobs.settings.hint.${name}`)}
          min={min}
          max={max}
          clampBehavior="blur"
          allowDecimal={false}
          thousandSeparator={thousands}
          decimalSeparator={thousands === ',' ? '.' : ','}
          {...(optional === true ? { placeholder: t('jobs.settings.noLimit') } : {})}
          value={fields[name]}
          error={fieldError(`jobs.${name}`)}
          onChange={(value) => setFields((before) => ({ ...before, [name]: value }))}
        />
      ))}
    </SettingsForm>
  );
}
