import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../../api/types.ts';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { useFocusBack } from '../../../shared/keyboard/use-focus-back.ts';
import { isCleared, isMultiLine, localized, ParameterEditor, SecretEditor } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import type { Draft } from '../drafts.ts';
import { useDraftFault } from '../old-phones.ts';
import { useDraftFaultWords, useSharedWords } from '../row-words.ts';
import { applyChanges, type BlockProps } from './block-props.ts';
import { type Cell, changeEntry, entryAt, keyColumn, type ListModel } from './list-model.ts';
import classes from './lists.module.css';

interface EntryDialogProps extends BlockProps {
  list: ListModel;
  index: number;
  name: string;
  onDone: (isNew: boolean) => void;
  onClose: () => void;
}

/** All values of an entry. They become changes together, when they are taken over. */
export function EntryDialog(props: EntryDialogProps) {
  const { list, index, name, strict, objections, onChange, onDone, onClose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const faultWords = useDraftFaultWords();
  const draftFault = useDraftFault();
  useFocusBack();
  // An entry that was to be removed begins anew.
  const entry = entryAt(list, index);
  const isNew = entry.state === 'empty' || entry.state === 'removed';
  const [edits, setEdits] = useState<ReadonlyMap<string, Draft | null>>(
    () =>
      new Map(
        entry.state === 'removed'
          ? entry.cells.flatMap(({ parameter, draft }) => (draft === undefined ? [] : [[parameter.id, null]]))
          : [],
      ),
  );
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(strict);

  const draftOf = ({ parameter, draft }: Cell): Draft | undefined =>
    edits.has(parameter.id) ? (edits.get(parameter.id) ?? undefined) : draft;
  const edit = (parameter: Parameter, draft: Draft | null): void =>
    setEdits((before) => new Map(before).set(parameter.id, draft));

  const column = keyColumn(list);
  const faultOf = (cell: Cell): string | null => {
    const { row, parameter } = cell;
    const draft = draftOf(cell);
    if (draft === undefined) return null;
    const fault = draftFault(row, draft);
    if (fault !== null) return faultWords(fault);
    if (parameter !== column || draft.kind !== 'set' || isCleared(parameter, draft.value)) return null;
    const twin = list.entries.find(
      (other) =>
        other.index !== index &&
        other.state !== 'removed' &&
        other.cells.some(
          (one) => one.parameter === column && one.value.kind === 'same' && one.value.value === draft.value,
        ),
    );
    return twin === undefined ? null : t('parameters.list.duplicate', { number: format.number(twin.index) });
  };

  const settable = entry.cells.filter(({ parameter }) => !parameter.readOnly);
  const nothing = isNew && settable.every((cell) => draftOf(cell) === undefined);
  const apply = (): void => {
    setTried(true);
    if (nothing || settable.some((cell) => faultOf(cell) !== null)) return;
    applyChanges(changeEntry(list, index, edits), onChange);
    onDone(isNew);
    onClose();
  };

  return (
    <Modal.Stack>
      <Modal
        opened
        stackId="entry"
        onClose={onClose}
        title={name}
        size="lg"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            apply();
          }}
        >
          <div className={classes['fields']}>
            {entry.cells.map((cell) => (
              <Field
                key={cell.parameter.id}
                {...props}
                cell={cell}
                draft={draftOf(cell)}
                fault={
                  tried || left.has(cell.parameter.id)
                    ? (faultOf(cell) ?? objections.get(cell.row.key) ?? null)
                    : (objections.get(cell.row.key) ?? null)
                }
                onLeave={() => setLeft((before) => new Set(before).add(cell.parameter.id))}
                onEdit={(draft) => edit(cell.parameter, draft)}
              />
            ))}
          </div>
          {tried && nothing ? (
            <p role="alert" className={classes['fault']}>
              {t('parameters.list.required')}
            </p>
          ) : null}
          <Group justify="flex-end" gap="xs" mt="md">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit">{t('parameters.list.apply')}</Button>
          </Group>
        </form>
      </Modal>
    </Modal.Stack>
  );
}

interface FieldProps {
  cell: Cell;
  draft: Draft | undefined;
  fault: string | null;
  onLeave: () => void;
  onEdit: (draft: Draft | null) => void;
}

function Field({ cell, draft, fault, onLeave, onEdit }: FieldProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const sharedWords = useSharedWords();
  const { row, parameter } = cell;
  const label = localized(parameter.label, language);
  const id = `entry-${row.id}`;
  const helpId = `${id}-help`;
  const base = row.desired.kind === 'none' ? row.reported : row.desired;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to a field inside being left
    <div className={classes['field']} onBlur={onLeave} data-changed={draft !== undefined}>
      <span className={classes['fieldLabel']}>{label}</span>
      <div>
        {row.readOnly ? (
          <span>{sharedWords(row, row.reported, t('configuration.notReported'))}</span>
        ) : row.secret ? (
          <SecretEditor
            id={id}
            label={label}
            parameter={parameter}
            multiLine={isMultiLine(parameter)}
            isSet={row.desiredCount > 0}
            setAt={row.values.length === 1 ? (row.values[0]?.desiredAt ?? null) : null}
            draft={
              draft?.kind === 'set' && draft.value !== ''
                ? { value: draft.value, repeat: draft.repeat ?? '' }
                : null
            }
            onChange={({ value, repeat }) => onEdit({ kind: 'set', value, repeat })}
            onRevert={() => onEdit(null)}
          />
        ) : (
          <ParameterEditor
            id={id}
            label={label}
            describedBy={helpId}
            parameter={parameter}
            value={draft?.kind === 'set' ? draft.value : base.kind === 'same' ? base.value : null}
            placeholder={base.kind === 'different' ? t('configuration.different') : t('configuration.notSet')}
            invalid={fault !== null}
            onChange={(wire) => onEdit(draftFor(row, wire))}
          />
        )}
        {fault === null ? null : (
          <div role="alert" className={classes['fault']}>
            {fault}
          </div>
        )}
        <div id={helpId} className={classes['hint']}>
          {localized(parameter.help, language)}
          {row.reported.kind === 'none' ||
          row.secret ||
          row.readOnly ||
          parameter.type === 'certificate' ? null : (
            <> {t('parameters.list.reported', { value: sharedWords(row, row.reported, '') })}</>
          )}
        </div>
      </div>
    </div>
  );
}
