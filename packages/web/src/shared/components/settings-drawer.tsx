import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { changedFields } from '../list/three-way.ts';
import { showToast } from '../toast/toast.tsx';
import { type DialogForm, useTellChanged } from '../unsaved/use-dialog-guard.ts';
import { FormDrawer } from './form-drawer.tsx';
import { LoadError } from './messages.tsx';
import { Refusal } from './refusal.tsx';

interface SettingsDrawerProps<Settings> {
  title: string;
  /** The settings as they were read, if they were. */
  settings: { data: Settings | undefined; error: unknown; refetch: () => Promise<unknown> };
  onClose: () => void;
  /** The part of the address that opens it, if one does. */
  opener?: string;
  /** Width in pixels. */
  size?: number;
  children: (settings: Settings, form: DialogForm) => ReactNode;
}

/** Settings of the server beside the page that they are about. What was typed is not lost without a question. */
export function SettingsDrawer<Settings>({
  title,
  settings: { data, error, refetch },
  onClose,
  opener,
  size = 480,
  children,
}: SettingsDrawerProps<Settings>) {
  const { t } = useTranslation();
  return (
    <FormDrawer title={title} size={size} opener={opener} onClose={onClose}>
      {(form) =>
        data === undefined ? (
          error === null ? (
            <Stack gap="sm" aria-busy="true" aria-label={t('common.loading')} role="status">
              <Skeleton height={90} />
              <Skeleton height={36} />
            </Stack>
          ) : (
            <LoadError error={error} onRetry={() => void refetch()} />
          )
        ) : (
          children(data, form)
        )
      }
    </FormDrawer>
  );
}

interface SettingsFormProps extends DialogForm {
  /** What the fields hold. */
  draft: object;
  /** Sends what was typed. */
  save: () => Promise<unknown>;
  isSaving: boolean;
  /** What the server said; what it says of a field stands beside that. */
  error: unknown;
  words: { save: string; saved: string };
  children: ReactNode;
}

/** The fields of a drawer with settings: it closes when they are saved, and keeps what was typed when they are refused. */
export function SettingsForm({
  draft,
  save,
  isSaving,
  error,
  words,
  children,
  onChanged,
  onSaved,
  onClose,
}: SettingsFormProps) {
  const { t } = useTranslation();
  const [first] = useState(draft);
  useTellChanged(onChanged, Object.keys(changedFields(first, draft)).length > 0);
  const hasPlace = error instanceof ApiError && error.fields.length > 0;
  const submit = async (): Promise<void> => {
    await save();
    void showToast({ id: 'settings', message: words.saved });
    onSaved();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit().catch(() => {});
      }}
    >
      <Stack gap="md">
        {children}
        {hasPlace ? null : <Refusal error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isSaving}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
