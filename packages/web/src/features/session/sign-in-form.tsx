import { Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useSignIn } from './session.queries.ts';
import { useCountdown } from './use-countdown.ts';

/** Takes the focus, inside a dialog's focus trap too. */
const FIRST_FOCUS = { autoFocus: true, 'data-autofocus': true } as const;

const wantsCode = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.code === 'session.setup_code_required' || error.code === 'session.setup_code_wrong');

/** Username, password and, when the server asks for it, the setup code. */
export function SignInForm({ username: initialUsername = '' }: { username?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const signIn = useSignIn();
  const [username, setUsername] = useState(initialUsername);
  const [password, setPassword] = useState('');
  const [keepSignedIn, setKeepSignedIn] = useState(false);
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [missing, setMissing] = useState(false);
  const { secondsLeft, start } = useCountdown();

  const { error } = signIn;
  useEffect(() => {
    if (wantsCode(error)) setAsksCode(true);
    if (error instanceof ApiError && error.retryAfterSeconds !== null && error.status === 429) {
      start(error.retryAfterSeconds);
    }
  }, [error, start]);

  const locked = secondsLeft > 0;
  const submit = (): void => {
    const incomplete = username.trim() === '' || password === '' || (asksCode && code.trim() === '');
    setMissing(incomplete);
    if (incomplete || locked) return;
    signIn.mutate({
      username: username.trim(),
      password,
      keepSignedIn,
      ...(code.trim() === '' ? {} : { code: code.trim() }),
    });
  };

  const lockedNow = error instanceof ApiError && error.status === 429;
  const codeError = error instanceof ApiError && error.code === 'session.setup_code_wrong';
  const hint = error instanceof ApiError && error.code === 'session.setup_code_required';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('session.username')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...(initialUsername === '' ? FIRST_FOCUS : {})}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={missing && username.trim() === '' ? t('session.usernameMissing') : undefined}
        />
        <PasswordInput
          label={t('session.password')}
          name="password"
          autoComplete="current-password"
          {...(initialUsername === '' ? {} : FIRST_FOCUS)}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
          error={missing && password === '' ? t('session.passwordMissing') : undefined}
        />
        {asksCode ? (
          <TextInput
            label={t('session.setupCode')}
            description={t('session.setupCodeHelp')}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={
              codeError
                ? t('problem.session-setup-code-wrong')
                : missing && code.trim() === ''
                  ? t('session.setupCodeMissing')
                  : undefined
            }
          />
        ) : null}
        <Checkbox
          label={t('session.keepSignedIn')}
          checked={keepSignedIn}
          onChange={(event) => setKeepSignedIn(event.currentTarget.checked)}
        />
        {codeError || hint || lockedNow ? null : <InlineProblem error={error} />}
        <div aria-live="polite">
          {locked ? (
            <InlineProblem
              error={
                new ApiError({
                  code: 'app.locked',
                  status: 429,
                  message: t('session.locked', { time: format.duration(secondsLeft) }),
                })
              }
            />
          ) : null}
        </div>
        <Button type="submit" fullWidth loading={signIn.isPending} disabled={locked}>
          {t('session.signIn')}
        </Button>
      </Stack>
    </form>
  );
}
