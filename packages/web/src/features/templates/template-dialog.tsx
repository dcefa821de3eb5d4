import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { Template } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { OpenedForm } from '../../shared/components/opened-form.tsx';
import { OutdatedDraftNote } from '../../shared/components/outdated-draft-note.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { changedFields } from '../../shared/list/three-way.ts';
import { useStoredDraft } from '../../shared/list/use-stored-draft.ts';
import { rankedFaults } from '../../shared/ranked/ranked-draft.ts';
import { type DialogForm, useDialogGuard, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import { draftOf, EMPTY_TEMPLATE } from './template-draft.ts';
import { TemplateFields } from './template-fields.tsx';
import { tagOf, templateQuery, useChangeTemplate, useCreateTemplate } from './templates.queries.ts';
import { useTemplateWords } from './use-template-words.ts';

interface TemplateDialogProps {
  /** Id of the template; null for a new one. */
  id: string | null;
  /** Takes the dialog away as well. */
  onSaved: (template: Template) => void;
  onClose: () => void;
}

/** Makes a template, or changes what is said of it. */
export function TemplateDialog({ id, onSaved, onClose }: TemplateDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const guard = useDialogGuard(onClose, 'edit');
  const form = {
    ...guard.form,
    onSaved: (template: Template): void => {
      guard.release();
      onSaved(template);
    },
  };
  return (
    <>
      <Modal
        opened
        {...guard.frame}
        size="lg"
        title={t(id === null ? 'templates.newTitle' : 'templates.editTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {id === null ? <TemplateForm template={null} {...form} /> : <LoadedDialog id={id} {...form} />}
      </Modal>
      {guard.question}
    </>
  );
}

type FormProps = Omit<DialogForm, 'onSaved'> & Pick<TemplateDialogProps, 'onSaved'>;

function LoadedDialog({ id, ...form }: FormProps & { id: string }) {
  const query = useQuery(templateQuery(id));
  return (
    <OpenedForm query={query}>{(template) => <TemplateForm template={template} {...form} />}</OpenedForm>
  );
}

function TemplateForm({ template, onChanged, onSaved, onClose }: FormProps & { template: Template | null }) {
  const { t } = useTranslation();
  const words = useTemplateWords();
  const create = useCreateTemplate();
  const change = useChangeTemplate();
  const form = useStoredDraft(template, (stored) => (stored === null ? EMPTY_TEMPLATE : draftOf(stored)));
  const { base, draft } = form;
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useTellChanged(onChanged, Object.keys(form.typed).length > 0);
  const errorOf = useFieldErrors(error);

  const save = async (): Promise<void> => {
    setTried(true);
    if (rankedFaults(draft).length > 0) return;
    setError(null);
    const wanted = { ...draft, name: draft.name.trim() };
    try {
      onSaved(
        base === null
          ? await create.mutateAsync(wanted)
          : await change.mutateAsync({
              id: base.id,
              etag: tagOf(base),
              changes: changedFields(draftOf(base), wanted),
            }),
      );
    } catch (problem) {
      if (!form.rebase(problem)) setError(problem);
    }
  };

  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md">
        <OutdatedDraftNote
          of={form}
          label={(field) => t(`templates.field.${field}`)}
          words={(field, state) => words(field, state[field])}
        />
        <TemplateFields draft={draft} onChange={form.setDraft} tried={tried} errorOf={errorOf} />
        {error instanceof ApiError && error.fields.length > 0 ? null : <InlineProblem error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || change.isPending}>
            {t(base === null ? 'templates.create' : 'common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
