import { PasswordInput, SegmentedControl, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProviderDraft } from './provider-draft.ts';
import { PROVIDER_TYPES } from './provider-search.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import classes from './storage-providers.module.css';

interface ProviderFieldsProps {
  draft: ProviderDraft;
  onChange: (draft: ProviderDraft) => void;
  errorOf: (field: string) => string | undefined;
  /** A secret is stored and stays when nothing is typed. */
  hasSecret: boolean;
}

/** What is said of a storage provider (guide 10.3 and 10.4, then our own). */
export function ProviderFields({ draft, onChange, errorOf, hasSecret }: ProviderFieldsProps) {
  const { t } = useTranslation();
  const isS3 = draft.type === 's3';
  const put = (changes: Partial<ProviderDraft>): void => onChange({ ...draft, ...changes });
  const text = (field: 'name' | 'url' | 'region' | 'bucket' | 'prefix' | 'user') => ({
    value: draft[field],
    error: errorOf(field),
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => put({ [field]: event.currentTarget.value }),
  });
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('storageProviders.field.type')}
        value={draft.type}
        onChange={(value) => put({ type: value === 'https' ? 'https' : 's3' })}
        data={PROVIDER_TYPES.map((type) => ({ value: type, label: t(`storageProviders.type.${type}`) }))}
      />
      <TextInput
        label={t('storageProviders.field.name')}
        required
        data-autofocus
        maxLength={100}
        {...text('name')}
      />
      <TextInput
        label={t(isS3 ? 'storageProviders.field.endpoint' : 'storageProviders.field.url')}
        description={t(isS3 ? 'storageProviders.hint.endpoint' : 'storageProviders.hint.url')}
        placeholder={isS3 ? 'https://s3.example.org' : 'https://files.example.org/phones/'}
        required
        inputMode="url"
        {...text('url')}
      />
      {isS3 ? (
        <>
          <div className={classes['pair']}>
            <TextInput label={t('storageProviders.field.bucket')} required {...text('bucket')} />
            <TextInput
              label={t('storageProviders.field.region')}
              placeholder="eu-central-1"
              required
              {...text('region')}
            />
          </div>
          <TextInput
            label={t('storageProviders.field.prefix')}
            description={t('storageProviders.hint.prefix')}
            {...text('prefix')}
          />
          <Switch
            label={t('storageProviders.field.pathStyle')}
            description={t('storageProviders.hint.pathStyle')}
            checked={draft.pathStyle}
            onChange={(event) => put({ pathStyle: event.currentTarget.checked })}
          />
        </>
      ) : null}
      <div className={classes['pair']}>
        <TextInput
          label={t(isS3 ? 'storageProviders.field.accessKey' : 'storageProviders.field.username')}
          required={isS3}
          {...text('user')}
        />
        <PasswordInput
          label={t(isS3 ? 'storageProviders.field.accessSecret' : 'storageProviders.field.password')}
          {...(hasSecret ? { placeholder: t('storageProviders.hint.secretKept') } : {})}
          required={isS3 && !hasSecret}
          value={draft.secret}
          error={errorOf('secret')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('storageProviders.field.showSecret') }}
          onChange={(event) => put({ secret: event.currentTarget.value })}
        />
      </div>
      {isS3 ? null : (
        <p style={{ margin: 0, color: 'var(--df-text-2)' }}>{t('storageProviders.hint.user')}</p>
      )}
      <Textarea
        label={t('storageProviders.field.ca')}
        description={t('storageProviders.hint.ca')}
        placeholder="-----BEGIN CERTIFICATE-----"
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
        value={draft.ca}
        error={errorOf('ca')}
        onChange={(event) => put({ ca: event.currentTarget.value })}
      />
      <ScheduleFields
        schedule={draft.schedule}
        onChange={(schedule) => put({ schedule })}
        errorOf={errorOf}
      />
      <Switch
        label={t('storageProviders.field.startScan')}
        checked={draft.startScan}
        onChange={(event) => put({ startScan: event.currentTarget.checked })}
      />
    </Stack>
  );
}
