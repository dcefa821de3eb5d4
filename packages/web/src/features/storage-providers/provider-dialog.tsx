import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { StorageProvider } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { OpenedForm } from '../../shared/components/opened-form.tsx';
import { OutdatedDraftNote } from '../../shared/components/outdated-draft-note.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { useStoredDraft } from '../../shared/list/use-stored-draft.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { type DialogForm, useDialogGuard, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import { bodyOf, draftOf, EMPTY_PROVIDER, type ProviderDraft } from './provider-draft.ts';
import { ProviderFields } from './provider-fields.tsx';
import { ScheduleWords } from './schedule-words.tsx';
import classes from './storage-providers.module.css';
import {
  providerQuery,
  tagOf,
  useChangeProvider,
  useCreateProvider,
  useTryProvider,
} from './storage-providers.queries.ts';

interface ProviderDialogProps {
  /** Id of the provider; null for a new one. */
  id: string | null;
  /** What is known of a new one already. */
  found?: Partial<ProviderDraft>;
  onClose: () => void;
}

/** Adds a storage provider, or changes what is said of one. */
export function ProviderDialog({ id, found = {}, onClose }: ProviderDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const guard = useDialogGuard(onClose);
  return (
    <>
      <Modal
        opened
        {...guard.frame}
        size="lg"
        closeOnClickOutside={false}
        title={t(id === null ? 'storageProviders.newTitle' : 'storageProviders.editTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {id === null ? (
          <ProviderForm provider={null} found={found} {...guard.form} />
        ) : (
          <LoadedForm id={id} {...guard.form} />
        )}
      </Modal>
      {guard.question}
    </>
  );
}

function LoadedForm({ id, ...form }: DialogForm & { id: string }) {
  const query = useQuery(providerQuery(id));
  return (
    <OpenedForm query={query}>{(provider) => <ProviderForm provider={provider} {...form} />}</OpenedForm>
  );
}

interface ProviderFormProps extends DialogForm {
  provider: StorageProvider | null;
  found?: Partial<ProviderDraft>;
}

function ProviderForm({ provider, found, onChanged, onSaved, onClose }: ProviderFormProps) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'de' ? 'de' : 'en';
  const form = useStoredDraft(provider, (stored) =>
    stored === null ? { ...EMPTY_PROVIDER, ...found } : draftOf(stored),
  );
  const { base, draft } = form;
  const [untried, setUntried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useTellChanged(onChanged, Object.keys(form.typed).length > 0);
  const create = useCreateProvider();
  const change = useChangeProvider();
  const trial = useTryProvider();
  const saved = useFieldErrors(error);
  const tried = useFieldErrors(trial.error);
  const problem = trial.data?.problem ?? null;
  const errorOf = (field: string): string | undefined =>
    saved(field) ?? tried(field) ?? (problem?.field === field ? problem.text[language] : undefined);
  const edit = (next: ProviderDraft): void => {
    form.setDraft(next);
    setError(null);
    trial.reset();
  };

  const wordsOf = (field: keyof ProviderDraft, state: ProviderDraft): ReactNode => {
    const value = state[field];
    if (field === 'type') return t(`storageProviders.type.${state.type}`);
    if (field === 'schedule') return <ScheduleWords schedule={state.schedule} />;
    if (typeof value === 'boolean') return t(value ? 'parameters.value.on' : 'parameters.value.off');
    return value === '' ? t('parameters.value.empty') : String(value);
  };

  const tryIt = (): void => {
    setError(null);
    const { name: _name, schedule: _schedule, startScan: _startScan, ...place } = bodyOf(draft);
    trial.mutate({ ...place, ...(base === null ? {} : { id: base.id }) });
  };
  const save = async (): Promise<void> => {
    setError(null);
    trial.reset();
    const body = { ...bodyOf(draft), validate: !untried };
    try {
      const { name } =
        base === null
          ? await create.mutateAsync(body)
          : await change.mutateAsync({ id: base.id, etag: tagOf(base), changes: body });
      void showToast({ id: 'storage-provider-saved', message: t('storageProviders.saved', { name }) });
      onSaved();
    } catch (failure) {
      if (!form.rebase(failure)) setError(failure);
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
          label={(field) =>
            isToldOf(field) ? t(`storageProviders.field.${nameOfField(field, draft.type)}`) : undefined
          }
          words={wordsOf}
        />
        <ProviderFields
          draft={draft}
          onChange={edit}
          errorOf={errorOf}
          hasSecret={base?.hasSecret === true && base.type === draft.type}
        />
        <div role="status">
          {trial.data === undefined ? null : (
            <p className={classes['result']} data-works={trial.data.works}>
              {problem === null ? t('storageProviders.trial.works') : problem.text[language]}
            </p>
          )}
        </div>
        {[error, trial.error].map((one, at) =>
          one instanceof ApiError && one.fields.length > 0 ? null : (
            <InlineProblem key={at === 0 ? 'save' : 'try'} error={one} />
          ),
        )}
        <Checkbox
          label={t('storageProviders.field.untried')}
          checked={untried}
          onChange={(event) => setUntried(event.currentTarget.checked)}
        />
        <Group justify="space-between" gap="sm">
          <Button variant="default" onClick={tryIt} loading={trial.isPending}>
            {t('storageProviders.trial.start')}
          </Button>
          <Group gap="sm" ml="auto">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending}>
              {t(base === null ? 'storageProviders.add' : 'common.save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

type ToldField = Exclude<keyof ProviderDraft, 'secret' | 'startScan'>;

/** What is sent once and never read back has no states to compare. */
const isToldOf = (field: keyof ProviderDraft): field is ToldField =>
  field !== 'secret' && field !== 'startScan';

/** Fields of an S3 store have other names than those of a web server. */
function nameOfField(field: ToldField, type: ProviderDraft['type']) {
  if (field === 'url') return type === 's3' ? 'endpoint' : 'url';
  if (field === 'user') return type === 's3' ? 'accessKey' : 'username';
  return field;
}
