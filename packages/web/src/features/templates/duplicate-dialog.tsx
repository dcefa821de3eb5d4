import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { useDuplicateTemplate } from './templates.queries.ts';

interface DuplicateDialogProps {
  template: Template;
  onDone: (copy: Template) => void;
  onClose: () => void;
}

/** Asks for the name of a copy and makes it. */
export function DuplicateDialog({ template, onDone, onClose }: DuplicateDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const [name, setName] = useState(t('templates.duplicate.proposal', { name: template.name }).slice(0, 100));
  const { mutateAsync, isPending, error } = useDuplicateTemplate();
  const nameError = useFieldErrors(error)('name');
  const blank = name.trim() === '';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (blank) return;
    const copy = await mutateAsync({ id: template.id, name: name.trim() }).catch(() => null);
    if (copy === null) return;
    onDone(copy);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('templates.duplicate.title', { name: template.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <p style={{ margin: 0 }}>{t('templates.duplicate.text')}</p>
          <TextInput
            label={t('templates.field.name')}
            required
            data-autofocus
            maxLength={100}
            value={name}
            error={blank ? t('templates.fault.name') : nameError}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {nameError === undefined ? <InlineProblem error={error} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {t('templates.duplicate.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
