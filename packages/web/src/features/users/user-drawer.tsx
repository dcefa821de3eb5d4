import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { User } from '../../api/types.ts';
import { FormDrawer } from '../../shared/components/form-drawer.tsx';
import { OutdatedDraftNote } from '../../shared/components/outdated-draft-note.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useStoredDraft } from '../../shared/list/use-stored-draft.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { type DialogForm, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import { nameOfPhone, PhoneSelect } from './phone-select.tsx';
import { useChangeUser, useRegisterUser } from './users.queries.ts';

interface UserDrawerProps {
  /** Null: a new one. */
  user: User | null;
  onClose: () => void;
}

/** Registers a mobile user, or changes number and password of one. */
export function UserDrawer({ user, onClose }: UserDrawerProps) {
  const { t } = useTranslation();
  return (
    <FormDrawer
      title={user === null ? t('users.form.newTitle') : t('users.form.title')}
      size={440}
      opener="open"
      onClose={onClose}
    >
      {(form) => <UserForm user={user} {...form} />}
    </FormDrawer>
  );
}

type UserFormProps = DialogForm & Pick<UserDrawerProps, 'user'>;

type UserDraft = Pick<User, 'e164' | 'baseDevice'>;

const draftOf = (user: User | null): UserDraft => ({
  e164: user?.e164 ?? '',
  baseDevice: user?.baseDevice ?? null,
});

function UserForm({ user, onChanged, onSaved, onClose }: UserFormProps) {
  const { t } = useTranslation();
  const form = useStoredDraft(user, draftOf);
  const { base, draft, setDraft } = form;
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [tried, setTried] = useState(false);
  useTellChanged(onChanged, Object.keys(form.typed).length > 0 || password !== '' || repeat !== '');
  const register = useRegisterUser();
  const change = useChangeUser(base?.id ?? '');
  const error = register.error ?? change.error;
  const fieldError = useFieldErrors(error);
  const isOutdated = error instanceof ApiError && error.current !== null;
  const differs = password !== repeat;
  const words = (value: UserDraft[keyof UserDraft]): string =>
    value === null ? t('common.none') : typeof value === 'string' ? value : nameOfPhone(value);
  const named = ['e164', 'password'].some((field) => fieldError(field) !== undefined);

  const save = (): Promise<User> => {
    const e164 = draft.e164.trim();
    const baseClientId = draft.baseDevice?.clientId ?? null;
    if (base === null) return register.mutateAsync({ e164, password, baseClientId });
    return change.mutateAsync({
      version: base.version,
      baseClientId,
      ...(e164 === base.e164 ? {} : { e164 }),
      ...(password === '' ? {} : { password }),
    });
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (differs) return;
    const saved = await save().catch((problem: unknown) => {
      if (!form.rebase(problem)) throw problem;
      return null;
    });
    if (saved === null) return;
    void showToast({
      id: 'user-saved',
      message: t(base === null ? 'users.form.registered' : 'users.form.saved', { number: saved.e164 }),
    });
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
        <OutdatedDraftNote
          of={form}
          label={(field) => t(`users.column.${field}`)}
          words={(field, state) => words(state[field])}
        />
        <p style={{ margin: 0 }}>{t('users.form.text')}</p>
        <TextInput
          label={t('users.column.e164')}
          description={t('users.form.e164Hint')}
          placeholder="4989700732406"
          inputMode="numeric"
          value={draft.e164}
          error={fieldError('e164')}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setDraft({ ...draft, e164: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('users.form.password')}
          description={t(base === null ? 'users.form.passwordHint' : 'users.form.passwordKept')}
          value={password}
          error={fieldError('password')}
          autoComplete="new-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('users.form.repeat')}
          value={repeat}
          error={tried && differs ? t('parameters.secret.differs') : undefined}
          autoComplete="new-password"
          onChange={(event) => setRepeat(event.currentTarget.value)}
        />
        <PhoneSelect
          label={t('users.column.baseDevice')}
          description={t('users.form.baseHint')}
          value={draft.baseDevice}
          onChange={(baseDevice) => setDraft({ ...draft, baseDevice })}
        />
        {isOutdated || named ? null : <Refusal error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={register.isPending || change.isPending}>
            {t(base === null ? 'users.form.register' : 'users.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
