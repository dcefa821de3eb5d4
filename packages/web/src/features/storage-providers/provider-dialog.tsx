import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { StorageProvider } from '../../api/types.ts';
import { InlineProblem, LoadError } from '../../shared/components/messages.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { bodyOf, draftOf, EMPTY_PROVIDER, type ProviderDraft } from './provider-draft.ts';
import { ProviderFields } from './provider-fields.tsx';
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
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      closeOnClickOutside={false}
      title={t(id === null ? 'storageProviders.newTitle' : 'storageProviders.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {id === null ? (
        <ProviderForm provider={null} initial={{ ...EMPTY_PROVIDER, ...found }} onClose={onClose} />
      ) : (
        <LoadedForm id={id} onClose={onClose} />
      )}
    </Modal>
  );
}

function LoadedForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(providerQuery(id));
  // What is edited stays what it was when the dialog was opened, whatever a scan counts meanwhile.
  const [opened, setOpened] = useState<StorageProvider | undefined>(undefined);
  if (opened === undefined && data !== undefined) setOpened(data);
  if (opened === undefined) {
    return error === null ? <PageSkeleton /> : <LoadError error={error} onRetry={() => void refetch()} />;
  }
  return <ProviderForm provider={opened} initial={draftOf(opened)} onClose={onClose} />;
}

function ProviderForm({
  provider,
  initial,
  onClose,
}: {
  provider: StorageProvider | null;
  initial: ProviderDraft;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'de' ? 'de' : 'en';
  const [draft, setDraft] = useState(initial);
  const [untried, setUntried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const create = useCreateProvider();
  const change = useChangeProvider();
  const trial = useTryProvider();
  const saved = useFieldErrors(error);
  const tried = useFieldErrors(trial.error);
  const problem = trial.data?.problem ?? null;
  const errorOf = (field: string): string | undefined =>
    saved(field) ?? tried(field) ?? (problem?.field === field ? problem.text[language] : undefined);
  const edit = (next: ProviderDraft): void => {
    setDraft(next);
    setError(null);
    trial.reset();
  };

  const tryIt = (): void => {
    setError(null);
    const { name: _name, schedule: _schedule, startScan: _startScan, ...place } = bodyOf(draft);
    trial.mutate({ ...place, ...(provider === null ? {} : { id: provider.id }) });
  };
  const save = async (): Promise<void> => {
    setError(null);
    trial.reset();
    const body = { ...bodyOf(draft), validate: !untried };
    try {
      const { name } =
        provider === null
          ? await create.mutateAsync(body)
          : await change.mutateAsync({ id: provider.id, etag: tagOf(provider), changes: body });
      void showToast({ id: 'storage-provider-saved', message: t('storageProviders.saved', { name }) });
      onClose();
    } catch (failure) {
      setError(failure);
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
        <ProviderFields
          draft={draft}
          onChange={edit}
          errorOf={errorOf}
          hasSecret={provider?.hasSecret === true && provider.type === draft.type}
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
          <Group gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending}>
              {t(provider === null ? 'storageProviders.add' : 'common.save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
