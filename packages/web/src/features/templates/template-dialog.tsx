import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { CurrentState, Template } from '../../api/types.ts';
import { ChangedMeanwhile } from '../../shared/components/changed-meanwhile.tsx';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { OpenedForm } from '../../shared/components/opened-form.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { changedFields, type Merged, mergeDraft } from '../../shared/list/three-way.ts';
import { rankedFaults } from '../../shared/ranked/ranked-draft.ts';
import { type DialogForm, useDialogGuard, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import { draftOf, EMPTY_TEMPLATE, type TemplateDraft } from './template-draft.ts';
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

interface Outdated extends Merged<TemplateDraft> {
  current: CurrentState;
  before: TemplateDraft;
  theirs: TemplateDraft;
}

function TemplateForm({ template, onChanged, onSaved, onClose }: FormProps & { template: Template | null }) {
  const { t } = useTranslation();
  const words = useTemplateWords();
  const create = useCreateTemplate();
  const change = useChangeTemplate();
  const [base, setBase] = useState<Template | null>(template);
  const [draft, setDraft] = useState<TemplateDraft>(template === null ? EMPTY_TEMPLATE : draftOf(template));
  const [outdated, setOutdated] = useState<Outdated | null>(null);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const typed = changedFields(base === null ? EMPTY_TEMPLATE : draftOf(base), draft);
  useTellChanged(onChanged, Object.keys(typed).length > 0);
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
      const current = problem instanceof ApiError ? problem.current : null;
      if (current === null || base === null) return setError(problem);
      const now = current.state as unknown as Template;
      const theirs = draftOf(now);
      const merged = mergeDraft(draftOf(base), theirs, draft);
      setOutdated({ ...merged, current, before: draftOf(base), theirs });
      setBase(now);
      setDraft(merged.draft);
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
        {outdated === null ? null : (
          <ChangedMeanwhile
            by={outdated.current.changedBy}
            at={outdated.current.changedAt}
            rows={outdated.differing.map((field) => ({
              key: field,
              label: t(`templates.field.${field}`),
              before: words(field, outdated.before[field]),
              theirs: words(field, outdated.theirs[field]),
              mine: words(field, outdated.draft[field]),
              clashes: outdated.clashing.includes(field),
            }))}
            onReload={() => {
              setDraft(outdated.theirs);
              setOutdated(null);
            }}
          />
        )}
        <TemplateFields draft={draft} onChange={setDraft} tried={tried} errorOf={errorOf} />
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
