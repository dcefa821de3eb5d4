import { Button, Checkbox, Group, NumberInput, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MobilitySettings } from '../../api/types.ts';
import { Refusal } from '../../shared/components/refusal.tsx';
import { SettingsDrawer } from '../../shared/components/settings-drawer.tsx';
import { showToast } from '../../shared/toast/toast.tsx';
import { mobilitySettingsQuery, useChangeMobilitySettings } from './users.queries.ts';

const DAY_SECONDS = 86_400;

/** How long forced logons and logoffs are put off, and whom profiles are given to (guide 13.5). */
export function MobilitySettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useQuery({ ...mobilitySettingsQuery, refetchOnWindowFocus: false });
  return (
    <SettingsDrawer title={t('users.settings.title')} settings={settings} onClose={onClose}>
      {(data) => <SettingsForm settings={data} onClose={onClose} />}
    </SettingsDrawer>
  );
}

function SettingsForm({ settings, onClose }: { settings: MobilitySettings; onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(settings);
  const change = useChangeMobilitySettings();
  const save = async (): Promise<void> => {
    await change.mutateAsync(draft);
    void showToast({ id: 'mobility-settings', message: t('users.settings.saved') });
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
            onChange={(value) => setDraft({ ...draft, [setting]: Number(value) })}
          />
        ))}
        <Checkbox
          label={t('users.settings.enhancedSecurity')}
          description={t('users.settings.enhancedSecurityHint')}
          checked={draft.enhancedSecurity}
          onChange={(event) => setDraft({ ...draft, enhancedSecurity: event.currentTarget.checked })}
        />
        <Refusal error={change.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('users.settings.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
