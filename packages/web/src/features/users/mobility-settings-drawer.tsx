import { Checkbox, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MobilitySettings } from '../../api/types.ts';
import { SettingsDrawer, SettingsForm } from '../../shared/components/settings-drawer.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import type { DialogForm } from '../../shared/unsaved/use-dialog-guard.ts';
import { mobilitySettingsQuery, useChangeMobilitySettings } from './users.queries.ts';

const DAY_SECONDS = 86_400;

/** How long forced logons and logoffs are put off, and whom profiles are given to (guide 13.5). */
export function MobilitySettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useQuery({ ...mobilitySettingsQuery, refetchOnWindowFocus: false });
  return (
    <SettingsDrawer title={t('users.settings.title')} settings={settings} onClose={onClose}>
      {(data, form) => <Fields settings={data} {...form} />}
    </SettingsDrawer>
  );
}

function Fields({ settings, ...form }: DialogForm & { settings: MobilitySettings }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(settings);
  const change = useChangeMobilitySettings();
  const fieldError = useFieldErrors(change.error);
  const save = () => change.mutateAsync(draft);
  return (
    <SettingsForm
      {...form}
      draft={draft}
      save={save}
      isSaving={change.isPending}
      error={change.error}
      words={{ save: t('users.settings.save'), saved: t('users.settings.saved') }}
    >
      {(['forcedLogonSeconds', 'forcedLogoffSeconds'] as const).map((setting) => (
        <NumberInput
          key={setting}
          label={t(`users.settings.${setting}`)}
          description={t(`users.settings.${setting}Hint`)}
          suffix=" s"
          min={0}
          max={DAY_SECONDS}
          clampBehavior="blur"
          allowDecimal={false}
          value={draft[setting]}
          error={fieldError(`mobility.${setting}`)}
          onChange={(value) => setDraft({ ...draft, [setting]: Number(value) })}
        />
      ))}
      <Checkbox
        label={t('users.settings.enhancedSecurity')}
        description={t('users.settings.enhancedSecurityHint')}
        checked={draft.enhancedSecurity}
        onChange={(event) => setDraft({ ...draft, enhancedSecurity: event.currentTarget.checked })}
      />
    </SettingsForm>
  );
}
