import { Button, Group, Modal, PasswordInput, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../api/types.ts';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { CertificateSlot } from './certificates/certificate-slot.tsx';
import { findFault } from './parameter-value.ts';
import classes from './secret-editor.module.css';
import { useFaultWords } from './use-value-words.ts';

export interface SecretDraft {
  value: string;
  repeat: string;
}

interface SecretEditorProps {
  id: string;
  label: string;
  /** Checks the new value in the dialog already; without it the form around does. */
  parameter?: Parameter | null;
  isSet: boolean;
  setAt: string | null;
  draft: SecretDraft | null;
  /** A certificate with its key is uploaded, not typed. */
  multiLine: boolean;
  onChange: (draft: SecretDraft) => void;
  onRevert: () => void;
}

/** A write-only value: it can be set anew and repeated, never read. */
export function SecretEditor(props: SecretEditorProps) {
  const { id, label, isSet, setAt, draft, multiLine, onChange, onRevert } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);

  if (multiLine) {
    return (
      <CertificateSlot
        id={id}
        label={label}
        kind="identity"
        value={draft === null || draft.value === '' ? null : draft.value}
        isSet={isSet}
        onChange={(value) => onChange({ value, repeat: value })}
      />
    );
  }
  return (
    <Group gap="xs" wrap="wrap">
      <span className={classes['state']}>
        {draft?.value === '' ? (
          t('parameters.secret.cleared')
        ) : draft !== null ? (
          <>
            <span aria-hidden>••••••••</span> {t('parameters.secret.entered')}
          </>
        ) : isSet ? (
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
        onClick={() => setOpen(true)}
      >
        {t('parameters.secret.change')}
      </Button>
      {draft === null ? null : (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={`${t('common.cancel')}: ${label}`}
          onClick={onRevert}
        >
          {t('common.cancel')}
        </Button>
      )}
      {/* Kept while it is closed: only so does a dialog around it learn that it is on top again. */}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        stackId={`secret-${id}`}
        title={t('parameters.secret.title', { label })}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <SecretForm {...props} onClose={() => setOpen(false)} />
      </Modal>
    </Group>
  );
}

/** The new value, twice. What was entered before is not shown again: it is typed anew. */
function SecretForm({ parameter = null, onChange, onClose }: SecretEditorProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const faultWords = useFaultWords();
  const [value, setValue] = useState('');
  const [repeat, setRepeat] = useState('');
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);

  const fault = findFault(parameter, value);
  const objection = value === '' ? t('parameters.secret.empty') : fault === null ? null : faultWords(fault);
  const differs = repeat !== value;
  const shared = {
    visible,
    onVisibilityChange: setVisible,
    rightSection: <span />,
    autoComplete: 'new-password',
  };
  const apply = (): void => {
    setTried(true);
    if (objection !== null || differs) return;
    onChange({ value, repeat });
    onClose();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // The dialog may stand in the form of an entry, which is not submitted by it.
        event.stopPropagation();
        apply();
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          {...shared}
          data-autofocus
          label={t('parameters.secret.new')}
          value={value}
          error={(tried || (value !== '' && repeat !== '')) && objection !== null ? objection : undefined}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <PasswordInput
          {...shared}
          label={t('parameters.secret.repeat')}
          value={repeat}
          error={differs && (tried || repeat !== '') ? t('parameters.secret.differs') : undefined}
          onChange={(event) => setRepeat(event.currentTarget.value)}
        />
        <Switch
          size="xs"
          label={t('parameters.secret.show')}
          checked={visible}
          onChange={(event) => setVisible(event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit">{t('parameters.secret.apply')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
