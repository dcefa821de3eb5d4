import { Button, PasswordInput, Stack, Switch } from '@mantine/core';
import { IconCheck, IconPointFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import {
  checkPassword,
  keepsAllRules,
  MAX_LENGTH,
  MIN_LENGTH,
  PASSWORD_RULES,
  type PasswordRule,
} from './password-policy.ts';
import classes from './session.module.css';
import { useChangePassword } from './session.queries.ts';

/** Old and new password with the rules of guide section 2.8.2 shown while typing. */
export function ChangePasswordForm({ username, onDone }: { username: string; onDone?: () => void }) {
  const { t } = useTranslation();
  const change = useChangePassword();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);

  const checks = checkPassword(next, username);
  const same = next === again;
  const { error } = change;
  const wrongCurrent = error instanceof ApiError && error.code === 'account.wrong_password';
  const policyMessages = error instanceof ApiError ? error.fieldMessages('newPassword') : [];

  const submit = (): void => {
    setTried(true);
    if (current === '' || !keepsAllRules(checks) || !same) return;
    change.mutate({ currentPassword: current, newPassword: next }, onDone ? { onSuccess: onDone } : {});
  };

  const shared = { visible, onVisibilityChange: setVisible, rightSection: <span /> };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <Stack gap="md">
        <PasswordInput
          {...shared}
          label={t('session.currentPassword')}
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={
            wrongCurrent
              ? t('problem.account-wrong-password')
              : tried && current === ''
                ? t('session.passwordMissing')
                : undefined
          }
        />
        <PasswordInput
          {...shared}
          label={t('session.newPassword')}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={
            policyMessages.length > 0
              ? policyMessages.join(' ')
              : tried && !keepsAllRules(checks)
                ? t('session.rulesBroken')
                : undefined
          }
          aria-describedby="password-rules"
        />
        <Rules checks={checks} tried={tried} />
        <PasswordInput
          {...shared}
          label={t('session.repeatPassword')}
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={
            !same && (tried || again.length >= next.length) && again !== ''
              ? t('session.notTheSame')
              : undefined
          }
        />
        <Switch
          label={t('session.showPasswords')}
          checked={visible}
          onChange={(event) => setVisible(event.currentTarget.checked)}
        />
        {wrongCurrent || policyMessages.length > 0 ? null : <InlineProblem error={error} />}
        <Button type="submit" fullWidth loading={change.isPending}>
          {t('session.changePassword')}
        </Button>
      </Stack>
    </form>
  );
}

function Rules({ checks, tried }: { checks: Record<PasswordRule, boolean>; tried: boolean }) {
  const { t } = useTranslation();
  return (
    <ul id="password-rules" className={classes['rules']} aria-label={t('session.rules')}>
      {PASSWORD_RULES.map((rule) => (
        <li key={rule} data-kept={checks[rule]} data-broken={tried && !checks[rule]}>
          {checks[rule] ? <IconCheck size={14} aria-hidden /> : <IconPointFilled size={14} aria-hidden />}
          <span>{t(`session.rule.${rule}`, { min: MIN_LENGTH, max: MAX_LENGTH })}</span>
          <span className="df-visually-hidden">
            {checks[rule] ? t('session.ruleKept') : t('session.ruleOpen')}
          </span>
        </li>
      ))}
    </ul>
  );
}
