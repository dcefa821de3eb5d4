import { Button, Group, PasswordInput, Stack, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import classes from './secret-editor.module.css';

export interface SecretDraft {
  value: string;
  repeat: string;
}

interface SecretEditorProps {
  id: string;
  label: string;
  isSet: boolean;
  setAt: string | null;
  draft: SecretDraft | null;
  /** A key or certificate is pasted, and pasted once. */
  multiLine: boolean;
  onChange: (draft: SecretDraft) => void;
  onRevert: () => void;
}

/** A write-only value: it can be set anew and repeated, never read. */
export function SecretEditor(props: SecretEditorProps) {
  const { id, label, isSet, setAt, draft, multiLine, onChange, onRevert } = props;
  const { t } = useTranslation();
  const [visible, setVisible] = useState(false);

  if (draft === null) {
    return (
      <Group gap="xs" wrap="wrap">
        <span className={classes['state']}>
          {isSet ? (
            <>
              <span aria-hidden>••••••••</span> {t('parameters.secret.set')}{' '}
              {setAt === null ? null : <RelativeTime iso={setAt} />}
            </>
          ) : (
            t('parameters.secret.notSet')
          )}
        </span>
        <Button
          id={id}
          size="xs"
          variant="default"
          aria-label={`${t('parameters.secret.change')}: ${label}`}
          onClick={() => onChange({ value: '', repeat: '' })}
        >
          {t('parameters.secret.change')}
        </Button>
      </Group>
    );
  }

  if (multiLine) {
    return (
      <Stack gap={8}>
        <Textarea
          id={id}
          aria-label={label}
          placeholder={t('parameters.secret.paste')}
          rows={4}
          autoFocus={draft.value === ''}
          spellCheck={false}
          value={draft.value}
          onChange={({ currentTarget: { value } }) => onChange({ value, repeat: value })}
        />
        <Group justify="flex-end">
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onRevert}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    );
  }

  const differs = draft.repeat !== '' && draft.repeat !== draft.value;
  const shared = {
    visible,
    onVisibilityChange: setVisible,
    rightSection: <span />,
    autoComplete: 'new-password',
  };
  return (
    <Stack gap={8}>
      <PasswordInput
        {...shared}
        id={id}
        autoFocus={draft.value === ''}
        aria-label={label}
        placeholder={t('parameters.secret.new')}
        value={draft.value}
        onChange={(event) => onChange({ ...draft, value: event.currentTarget.value })}
      />
      <PasswordInput
        {...shared}
        aria-label={t('parameters.secret.repeatOf', { label })}
        placeholder={t('parameters.secret.repeat')}
        value={draft.repeat}
        error={differs ? t('parameters.secret.differs') : undefined}
        onChange={(event) => onChange({ ...draft, repeat: event.currentTarget.value })}
      />
      <Group justify="space-between" gap="xs">
        <Switch
          size="xs"
          label={t('parameters.secret.show')}
          checked={visible}
          onChange={(event) => setVisible(event.currentTarget.checked)}
        />
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onRevert}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
