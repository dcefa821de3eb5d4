import { Button, Drawer, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { User } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { PhoneSelect } from './phone-select.tsx';
import { useChangeUser, useForgetUsers, useRegisterUser } from './users.queries.ts';

interface UserDrawerProps {
  /** Null: a new one. */
  user: User | null;
  onClose: () => void;
}

/** Registers a mobile user, or changes number and password of one. */
export function UserDrawer({ user, onClose }: UserDrawerProps) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      // What was typed is not lost by a click beside it.
      closeOnClickOutside={false}
      size={440}
      title={user === null ? t('users.form.newTitle') : t('users.form.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <UserForm key={user?.version ?? 0} user={user} onClose={onClose} />
    </Drawer>
  );
}

function UserForm({ user, onClose }: UserDrawerProps) {
  const { t } = useTranslation();
  // What the form was opened with: news of others must not take away what is being typed.
  const [base] = useState(user);
  const [e164, setE164] = useState(base?.e164 ?? '');
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [device, setDevice] = useState(base?.baseDevice ?? null);
  const [tried, setTried] = useState(false);
  const register = useRegisterUser();
  const change = useChangeUser(base?.id ?? '');
  const forget = useForgetUsers();
  const error = register.error ?? change.error;
  const fieldError = useFieldErrors(error);
  const isOutdated = error instanceof ApiError && error.code === 'request.outdated';
  const differs = password !== repeat;
  const named = ['e164', 'password'].some((field) => fieldError(field) !== undefined);

  const submit = async (): Promise<void> => {
    setTried(true);
    if (differs) return;
    const baseClientId = device?.clientId ?? null;
    const saved =
      base === null
        ? await register.mutateAsync({ e164: e164.trim(), password, baseClientId })
        : await change.mutateAsync({
            version: base.version,
            baseClientId,
            ...(e164.trim() === base.e164 ? {} : { e164: e164.trim() }),
            ...(password === '' ? {} : { password }),
          });
    void showToast({
      id: 'user-saved',
      message: t(base === null ? 'users.form.registered' : 'users.form.saved', { number: saved.e164 }),
    });
    onClose();
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
        <p style={{ margin: 0 }}>{t('users.form.text')}</p>
        <TextInput
          label={t('users.column.e164')}
          description={t('users.form.e164Hint')}
          placeholder="4989700732406"
          inputMode="numeric"
          value={e164}
          error={fieldError('e164')}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setE164(event.currentTarget.value)}
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
          value={device}
          onChange={setDevice}
        />
        {isOutdated ? (
          <Stack gap="xs">
            <InlineProblem error={error} />
            <div>
              <Button variant="default" size="xs" onClick={() => void forget()}>
                {t('users.form.reload')}
              </Button>
            </div>
          </Stack>
        ) : named ? null : (
          <Refusal error={error} />
        )}
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
