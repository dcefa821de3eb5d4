import { Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconDotsVertical, IconInfoCircle } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { isMultiLine, localized, ParameterEditor, SecretEditor } from '../../parameters/index.ts';
import { draftFault, draftFor } from './changes.ts';
import classes from './configuration-row.module.css';
import type { Draft } from './drafts.ts';
import { RowState } from './row-state.tsx';
import { useDraftFaultWords, useRowLabel, useSharedWords } from './row-words.ts';
import { baseValue, type ConfigurationRow as Row } from './rows.ts';

interface ConfigurationRowProps {
  row: Row;
  draft: Draft | undefined;
  /** Whether several clients are edited at once. */
  several: boolean;
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
  const { row, draft, several, compared, strict, objection, onChange, onMenu } = props;
  const { t } = useTranslation();
  const label = useRowLabel()(row);
  const sharedWords = useSharedWords();
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
        {label}
        <Help row={row} />
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
        {compared ? (
          <>
            <span className={classes['phone']}>{t('configuration.phone')}</span>{' '}
            <span className={classes['reportedValue']} data-kind={row.reported.kind}>
              {row.secret
                ? t('configuration.writeOnly')
                : sharedWords(row, row.reported, t('configuration.notReported'))}
            </span>
          </>
        ) : null}
      </div>
      <div className={classes['state']} id={stateId}>
        <RowState row={row} draft={draft} several={several} compared={compared} />
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

function Help({ row }: { row: Row }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = row.parameter === null ? '' : localized(row.parameter.help, language);
  if (text === '') return null;
  return (
    <>
      {/* Keeps the mark on the line of the last word. */}
      {'\u00A0'}
      <Tooltip label={text} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
        <button type="button" className={classes['help']} aria-label={`${t('configuration.help')}: ${text}`}>
          <IconInfoCircle size={14} aria-hidden />
        </button>
      </Tooltip>
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
  const id = `value-${row.id}`;

  if (draft?.kind === 'withdraw')
    return <span className={classes['withdrawn']}>{t('configuration.withdrawn')}</span>;
  if (row.readOnly) return <span className={classes['readOnly']}>{t('configuration.readOnly')}</span>;
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
