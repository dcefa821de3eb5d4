import { Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconDotsVertical, IconInfoCircle } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { Mono } from '../../../shared/components/mono.tsx';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { isMultiLine, localized, ParameterEditor, SecretEditor } from '../../parameters/index.ts';
import { draftFault, draftFor } from './changes.ts';
import classes from './configuration-row.module.css';
import type { Draft } from './drafts.ts';
import { ReportedValue } from './reported-value.tsx';
import { RowState } from './row-state.tsx';
import { useDraftFaultWords, useRowLabel, useSharedWords } from './row-words.ts';
import { baseValue, type ConfigurationRow as Row } from './rows.ts';

interface ConfigurationRowProps {
  row: Row;
  draft: Draft | undefined;
  /** How many clients are edited at once. */
  clientCount: number;
  /** Whether values of the clients are known; false when there are too many to compare. */
  compared: boolean;
  /** Shows what is wrong even before the field is left. */
  strict: boolean;
  objection: string | undefined;
  onChange: (row: Row, draft: Draft | null) => void;
  onMenu: (target: Element, row: Row) => void;
}

/** A parameter: its name, what is desired, what the phone has, and how the two stand to each other. */
export const ConfigurationRow = memo(function ConfigurationRow(props: ConfigurationRowProps) {
  const { row, draft, clientCount, compared, strict, objection, onChange, onMenu } = props;
  const { t } = useTranslation();
  const label = useRowLabel()(row);
  const faultWords = useDraftFaultWords();
  const [left, setLeft] = useState(false);
  const fault = draft === undefined ? null : draftFault(row, draft);
  const ownFault = fault !== null && (left || strict) ? faultWords(fault) : null;
  const shownFault = ownFault ?? objection ?? null;
  const stateId = `state-${row.id}`;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and announce far too much for each of hundreds of rows
    <div
      role="group"
      aria-label={label}
      className={classes['row']}
      data-changed={draft !== undefined}
      onBlur={() => setLeft(true)}
    >
      <div className={classes['label']}>
        <Label text={label} row={row} />
      </div>
      <div className={classes['editor']} data-inherited={draft === undefined && row.desired.kind === 'none'}>
        <Editor {...props} label={label} describedBy={stateId} invalid={shownFault !== null} />
        {shownFault === null ? null : (
          <div role="alert" className={classes['fault']}>
            {shownFault}
          </div>
        )}
      </div>
      <div className={classes['reported']}>
        {compared && !row.readOnly ? <ReportedValue row={row} clientCount={clientCount} /> : null}
      </div>
      <div className={classes['state']} id={stateId}>
        <RowState row={row} draft={draft} several={clientCount > 1} compared={compared} />
      </div>
      <div className={classes['actions']}>
        {draft === undefined ? null : (
          <IconButton
            label={`${t('configuration.revert')}: ${label}`}
            size={28}
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

/** The name with its help mark, which stays on the line of the last word. */
function Label({ text, row }: { text: string; row: Row }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const help = row.parameter === null ? '' : localized(row.parameter.help, language);
  if (row.parameter === null) return <Mono>{text}</Mono>;
  if (help === '') return text;
  const end = text.lastIndexOf(' ') + 1;
  return (
    <>
      {text.slice(0, end)}
      <span className={classes['lastWord']}>
        {text.slice(end)}
        <Tooltip label={help} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
          <button
            type="button"
            className={classes['help']}
            aria-label={`${t('configuration.help')}: ${help}`}
          >
            <IconInfoCircle size={14} aria-hidden />
          </button>
        </Tooltip>
      </span>
    </>
  );
}

interface EditorProps extends ConfigurationRowProps {
  label: string;
  describedBy: string;
  invalid: boolean;
}

function Editor({ row, draft, label, describedBy, invalid, compared, onChange }: EditorProps) {
  const { t } = useTranslation();
  const sharedWords = useSharedWords();
  const id = `value-${row.id}`;

  if (draft?.kind === 'withdraw')
    return <span className={classes['withdrawn']}>{t('configuration.withdrawn')}</span>;
  if (row.readOnly) {
    return (
      <span className={classes['readOnly']}>
        {sharedWords(row, row.reported, t('configuration.notReported'))}
      </span>
    );
  }
  if (row.secret) {
    return (
      <SecretEditor
        id={id}
        label={label}
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
  const value = draft === undefined ? (base.kind === 'same' ? base.value : null) : draft.value;
  return (
    <ParameterEditor
      id={id}
      label={label}
      describedBy={describedBy}
      parameter={row.parameter}
      value={value}
      placeholder={
        base.kind === 'different'
          ? t('configuration.different')
          : compared
            ? t('configuration.notSet')
            : t('configuration.leave')
      }
      invalid={invalid}
      onChange={(wire) => onChange(row, draftFor(row, wire))}
    />
  );
}
