import { Alert, Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemName, Language } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { type DialogForm, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import classes from './item-names.module.css';
import { useCorrect, usePutBack } from './item-names.queries.ts';
import {
  type DraftField,
  draftOf,
  faultsOf,
  INDEX_KINDS,
  type IndexKind,
  type OverrideDraft,
  overrideOf,
  sameDraft,
} from './override-draft.ts';

interface OverrideFormProps extends Pick<DialogForm, 'onChanged' | 'onSaved'> {
  name: ItemName;
  language: Language;
}

/** Edits item name, index rule and codes of a parameter. */
export function OverrideForm({ name, language, onChanged, onSaved }: OverrideFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(name));
  const [tried, setTried] = useState(false);
  const correct = useCorrect();
  const putBack = usePutBack();
  const serverError = useFieldErrors(correct.error);
  const isChanged = !sameDraft(draft, draftOf(name));
  useTellChanged(onChanged, isChanged);
  if (!name.correctable) {
    return <Alert variant="light">{t('itemNames.form.notCorrectable')}</Alert>;
  }
  const faults = faultsOf(draft);
  const change = (changes: Partial<OverrideDraft>): void => {
    correct.reset();
    setDraft({ ...draft, ...changes });
  };
  const errorOf = (field: DraftField): string | undefined => {
    const fault = tried ? faults[field] : undefined;
    return fault === undefined ? serverError(field) : t(`itemNames.form.fault.${fault}`);
  };
  const shownElsewhere = ['item', 'index', ...Object.keys(draft.codes).map((value) => `codes.${value}`)].some(
    (field) => serverError(field) !== undefined,
  );

  const submit = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    await correct.mutateAsync({ parameterId: name.parameterId, override: overrideOf(draft, name) });
    void showToast({ id: 'item-name', message: t('itemNames.form.saved', { name: name.label[language] }) });
    onSaved();
  };
  const takeBack = async (): Promise<void> => {
    await putBack.mutateAsync(name.parameterId);
    void showToast({
      id: 'item-name',
      message: t('itemNames.form.putBackDone', { name: name.label[language] }),
    });
    onSaved();
  };
  // What went wrong stands in the form.
  const quietly = (work: () => Promise<void>) => void work().catch(() => {});

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        quietly(submit);
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('itemNames.form.item')}
          description={t('itemNames.form.itemHint')}
          classNames={{ input: 'df-mono' }}
          autoComplete="off"
          spellCheck={false}
          value={draft.item}
          onChange={(event) => change({ item: event.currentTarget.value })}
          error={errorOf('item')}
        />
        <IndexFields draft={draft} onChange={change} error={errorOf('index')} />
        {name.codes === null ? null : (
          <fieldset style={{ margin: 0, padding: 0, border: 0 }}>
            <legend className={classes['heading']}>{t('itemNames.form.codes')}</legend>
            <div className={classes['codes']}>
              {name.codes.map(({ value, label }) => (
                <TextInput
                  key={value}
                  label={label[language]}
                  autoComplete="off"
                  spellCheck={false}
                  value={draft.codes[value] ?? ''}
                  onChange={(event) =>
                    change({ codes: { ...draft.codes, [value]: event.currentTarget.value } })
                  }
                  error={errorOf(`codes.${value}`)}
                />
              ))}
            </div>
            {serverError('codes') === undefined ? null : <InlineProblem error={correct.error} />}
          </fieldset>
        )}
        {correct.error === null || shownElsewhere || serverError('codes') !== undefined ? null : (
          <InlineProblem error={correct.error} />
        )}
        <InlineProblem error={putBack.error} />
        <p className={classes['soft']}>{t('itemNames.form.effect')}</p>
        <Group justify="space-between" gap="xs">
          {name.override === null ? (
            <span />
          ) : (
            <Button variant="default" loading={putBack.isPending} onClick={() => quietly(takeBack)}>
              {t('itemNames.form.putBack')}
            </Button>
          )}
          <Button type="submit" loading={correct.isPending} disabled={!isChanged}>
            {t('itemNames.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface IndexFieldsProps {
  draft: OverrideDraft;
  onChange: (changes: Partial<OverrideDraft>) => void;
  error: string | undefined;
}

function IndexFields({ draft, onChange, error }: IndexFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <div className={classes['pair']}>
        <NativeSelect
          label={t('itemNames.form.kind')}
          data={INDEX_KINDS.map((kind) => ({ value: kind, label: t(`itemNames.form.kinds.${kind}`) }))}
          value={draft.kind}
          onChange={(event) => onChange({ kind: event.currentTarget.value as IndexKind, index: '' })}
          error={draft.kind === 'keys' ? error : undefined}
        />
        {draft.kind === 'fixed' || draft.kind === 'single' ? (
          <TextInput
            label={t(draft.kind === 'fixed' ? 'itemNames.form.index' : 'itemNames.form.tolerated')}
            inputMode="numeric"
            autoComplete="off"
            value={draft.index}
            onChange={(event) => onChange({ index: event.currentTarget.value })}
            error={error}
          />
        ) : null}
        {draft.kind === 'list' ? (
          <TextInput
            label={t('itemNames.form.to')}
            inputMode="numeric"
            autoComplete="off"
            value={draft.to}
            onChange={(event) => onChange({ to: event.currentTarget.value })}
            error={error}
          />
        ) : null}
      </div>
      {draft.kind === 'list' ? (
        <div className={classes['pair']}>
          <NativeSelect
            label={t('itemNames.form.from')}
            data={['0', '1']}
            value={draft.from}
            onChange={(event) => onChange({ from: event.currentTarget.value === '0' ? '0' : '1' })}
          />
          <Checkbox
            mt={30}
            label={t('itemNames.form.optional')}
            checked={draft.optional}
            onChange={(event) => onChange({ optional: event.currentTarget.checked })}
          />
        </div>
      ) : null}
    </Stack>
  );
}
