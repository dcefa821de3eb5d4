import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { ServerSettings } from '../../api/types.ts';
import { Refusal } from '../../shared/components/refusal.tsx';
import { TimeZoneSelect } from '../../shared/components/time-zone-select.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useUnsavedGuard } from '../../shared/unsaved/use-unsaved-guard.tsx';
import classes from './settings.module.css';
import { useChangeServerSettings } from './settings.queries.ts';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Address, log level and time zone of the server (guide 13.6). */
export function ServerSettingsForm({ settings }: { settings: ServerSettings }) {
  const { t } = useTranslation();
  // Only what was touched: the rest follows what others change meanwhile.
  const [draft, setDraft] = useState<Partial<ServerSettings>>({});
  const change = useChangeServerSettings();
  const fieldError = useFieldErrors(change.error);
  const hasPlace = change.error instanceof ApiError && change.error.fields.length > 0;
  const { url, logLevel, timeZone } = { ...settings, ...draft };
  const set = (changes: Partial<ServerSettings>): void => setDraft((before) => ({ ...before, ...changes }));

  const changed = Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== settings[name as keyof ServerSettings]),
  ) as Partial<ServerSettings>;
  const isChanged = Object.keys(changed).length > 0;
  const guard = useUnsavedGuard(isChanged);

  const submit = async (): Promise<void> => {
    await change.mutateAsync(changed);
    setDraft({});
    void showToast({ id: 'settings', message: t('settings.saved') });
  };

  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void submit().catch(() => {});
      }}
    >
      <TextInput
        label={t('settings.url')}
        description={t('settings.urlHint')}
        placeholder="https://phones.example.org:18443"
        type="url"
        spellCheck={false}
        maxLength={200}
        value={url ?? ''}
        error={fieldError('server.url')}
        onChange={(event) => set({ url: event.currentTarget.value.trim() || null })}
      />
      <NativeSelect
        label={t('settings.logLevel')}
        description={t('settings.logLevelHint')}
        data={[
          { value: '', label: t('settings.logLevels.start') },
          ...LEVELS.map((value) => ({ value, label: t(`settings.logLevels.${value}`) })),
        ]}
        value={logLevel ?? ''}
        error={fieldError('server.logLevel')}
        onChange={({ currentTarget: { value } }) =>
          set({ logLevel: LEVELS.find((level) => level === value) ?? null })
        }
      />
      <TimeZoneSelect
        label={t('settings.timeZone')}
        description={t('settings.timeZoneHint')}
        placeholder={t('settings.timeZoneNone')}
        clearable
        value={timeZone}
        error={fieldError('server.timeZone')}
        onChange={(chosen) => set({ timeZone: chosen })}
      />
      {hasPlace ? null : <Refusal error={change.error} />}
      <Group justify="flex-end">
        <Button type="submit" loading={change.isPending} disabled={!isChanged}>
          {t('settings.save')}
        </Button>
      </Group>
      {guard.dialog}
    </form>
  );
}
