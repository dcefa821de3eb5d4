import { IconArrowBackUp, IconDotsVertical } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { LongText } from '../../shared/components/long-text.tsx';
import { isMultiLine, ParameterEditor, SecretEditor } from '../parameters/index.ts';
import { draftFor } from './changes.ts';
import classes from './configuration-row.module.css';
import type { Draft } from './drafts.ts';
import { useDraftFault } from './old-phones.ts';
import { ReportedValue } from './reported-value.tsx';
import type { RowCards } from './row-card.tsx';
import { RowLabel } from './row-label.tsx';
import { LimitLine, RuleNoteLine } from './row-notes.tsx';
import type { RuleNote } from './row-rules.ts';
import { RowState } from './row-state.tsx';
import { useDraftFaultWords, useRowLabel, useSharedWords } from './row-words.ts';
import { baseValue, type ConfigurationRow as Row } from './rows.ts';

interface ConfigurationRowProps {
  row: Row;
  draft: Draft | undefined;
  /** How many clients are edited at once. */
  clientCount: number;
  /** Shows what is wrong even before the field is left. */
  strict: boolean;
  objection: string | undefined;
  /** What the rules between parameters say of it now. */
  note: RuleNote | undefined;
  /** What is searched for, to be marked. */
  terms: readonly string[];
  /** Whether the keys of the search are on it. */
  active: boolean;
  cards: RowCards;
  onChange: (row: Row, draft: Draft | null) => void;
  onMenu: (target: Element, row: Row) => void;
  onGo: (row: Row) => void;
}

/** A parameter: its name, what is desired, what the phone has, and how the two stand to each other. */
export const ConfigurationRow = memo(function ConfigurationRow(props: ConfigurationRowProps) {
  const { row, draft, clientCount, strict, objection, note, terms, active, cards, onChange, onMenu, onGo } =
    props;
  const { t } = useTranslation();
  const label = useRowLabel()(row);
  const faultWords = useDraftFaultWords();
  const draftFault = useDraftFault();
  // A row that comes back into sight with a change has been left before.
  const [left, setLeft] = useState(draft !== undefined);
  const fault = draft === undefined ? null : draftFault(row, draft);
  const ownFault = fault !== null && (left || strict) ? faultWords(fault) : null;
  const shownFault = ownFault ?? objection ?? null;
  const lacking = row.limit !== null && row.limit.without === row.limit.of;
  const locked = lacking || note?.kind === 'not-editable';
  const calm = locked || note?.kind === 'without-effect';
  const stateId = `state-${row.id}`;
  const noteId = `note-${row.id}`;
  const hasNote = note !== undefined || row.limit !== null;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and announce far too much for each of hundreds of rows
    <div
      role="group"
      aria-label={label}
      className={classes['row']}
      data-changed={draft !== undefined}
      data-active={active}
      data-calm={calm && draft === undefined}
      onBlur={() => setLeft(true)}
    >
      <div className={classes['label']}>
        <RowLabel text={label} row={row} terms={terms} cards={cards} />
      </div>
      <div className={classes['editor']} data-inherited={draft === undefined && row.desired.kind === 'none'}>
        <fieldset disabled={locked} className={classes['bare']} aria-label={label} data-editor>
          <Editor
            {...props}
            label={label}
            describedBy={hasNote ? `${stateId} ${noteId}` : stateId}
            invalid={shownFault !== null}
          />
        </fieldset>
        {shownFault === null ? null : (
          <div role="alert" className={classes['fault']}>
            {shownFault}
          </div>
        )}
        {hasNote ? (
          <div id={noteId}>
            {row.limit === null ? null : <LimitLine limit={row.limit} />}
            {note === undefined || lacking ? null : <RuleNoteLine note={note} onGo={onGo} />}
          </div>
        ) : null}
      </div>
      <div className={classes['reported']}>
        {row.readOnly || clientCount === 0 ? null : (
          <ReportedValue row={row} clientCount={clientCount} cards={cards} />
        )}
      </div>
      <div className={classes['state']} id={stateId}>
        <RowState row={row} draft={draft} clientCount={clientCount} cards={cards} />
      </div>
      <div className={classes['actions']}>
        {draft === undefined ? null : (
          <IconButton
            label={`${t('configuration.revert')}: ${label}`}
            size={28}
            quiet
            title={t('configuration.revert')}
            onClick={() => onChange(row, null)}
          >
            <IconArrowBackUp size={16} />
          </IconButton>
        )}
        <IconButton
          label={`${t('configuration.more')}: ${label}`}
          size={28}
          quiet
          onClick={(event) => onMenu(event.currentTarget, row)}
        >
          <IconDotsVertical size={16} />
        </IconButton>
      </div>
    </div>
  );
});

/** A value that nobody wants to see in a field: it is shown cut, and replaced as a whole. */
const EDITED_UP_TO = 4096;

interface EditorProps extends ConfigurationRowProps {
  label: string;
  describedBy: string;
  invalid: boolean;
}

function Editor({ row, draft, label, describedBy, invalid, onChange }: EditorProps) {
  const { t } = useTranslation();
  const sharedWords = useSharedWords();
  const id = `value-${row.id}`;

  if (draft?.kind === 'withdraw')
    return <span className={classes['withdrawn']}>{t('configuration.withdrawn')}</span>;
  if (row.readOnly) {
    return (
      <span className={classes['readOnly']}>
        <LongText text={sharedWords(row, row.reported, t('configuration.notReported'))} label={label} />
      </span>
    );
  }
  if (row.secret) {
    return (
      <SecretEditor
        id={id}
        label={label}
        parameter={row.parameter}
        multiLine={isMultiLine(row.parameter)}
        isSet={row.desiredCount > 0}
        setAt={row.values.length === 1 ? (row.values[0]?.desiredAt ?? null) : null}
        draft={draft === undefined ? null : { value: draft.value, repeat: draft.repeat ?? '' }}
        onChange={({ value, repeat }) => onChange(row, { kind: 'set', value, repeat })}
        onRevert={() => onChange(row, null)}
      />
    );
  }
  const base = baseValue(row);
  if (draft === undefined && base.kind === 'same' && base.value.length > EDITED_UP_TO) {
    return (
      <span className={classes['readOnly']}>
        <LongText text={base.value} label={label} />{' '}
        <button
          type="button"
          className={classes['replace']}
          onClick={() => onChange(row, { kind: 'set', value: '' })}
        >
          {t('configuration.replace')}
        </button>
      </span>
    );
  }
  const value = draft === undefined ? (base.kind === 'same' ? base.value : null) : draft.value;
  return (
    <ParameterEditor
      id={id}
      label={label}
      describedBy={describedBy}
      parameter={row.parameter}
      value={value}
      placeholder={base.kind === 'different' ? t('configuration.different') : t('configuration.notSet')}
      invalid={invalid}
      onChange={(wire) => onChange(row, draftFor(row, wire))}
    />
  );
}
