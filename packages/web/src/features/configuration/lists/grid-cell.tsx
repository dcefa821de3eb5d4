import { IconArrowBackUp, IconDotsVertical } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { localized, ParameterEditor } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import type { Draft } from '../drafts.ts';
import { useDraftFault } from '../old-phones.ts';
import { STATE_TONE, useDraftFaultWords, useSharedWords } from '../row-words.ts';
import { baseValue, type ConfigurationRow } from '../rows.ts';
import type { BlockProps } from './block-props.ts';
import { worstState } from './entry-state.tsx';
import classes from './lists.module.css';

interface GridCellProps {
  row: ConfigurationRow;
  /** Instead of the parameter's label. */
  name: string | null;
  /** Read out in front of the name. */
  context: string | null;
  draft: Draft | undefined;
  strict: boolean;
  objection: string | undefined;
  onChange: BlockProps['onChange'];
  onMenu: BlockProps['onMenu'];
}

/** A value under its name. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { row, name, context, draft, strict, objection, onChange, onMenu } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const faultWords = useDraftFaultWords();
  const draftFault = useDraftFault();
  const [left, setLeft] = useState(false);
  const { parameter } = row;
  const shownName = name ?? (parameter === null ? row.key : localized(parameter.label, language));
  const label = context === null ? shownName : `${context}, ${shownName}`;
  const base = baseValue(row);
  const fault = draft === undefined ? null : draftFault(row, draft);
  const shownFault = fault !== null && (left || strict) ? faultWords(fault) : (objection ?? null);
  const stateId = `grid-state-${row.id}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce far too much for each of dozens of values
    <div
      role="group"
      aria-label={label}
      className={classes['cell']}
      data-changed={draft !== undefined}
      onBlur={() => setLeft(true)}
    >
      <span
        className={classes['cellName']}
        title={parameter === null ? '' : localized(parameter.help, language)}
      >
        {shownName}
      </span>
      <span
        className={classes['cellEditor']}
        data-inherited={draft === undefined && row.desired.kind === 'none'}
      >
        {draft?.kind === 'withdraw' ? (
          <em>{t('configuration.withdrawn')}</em>
        ) : (
          <ParameterEditor
            id={`grid-${row.id}`}
            label={label}
            describedBy={stateId}
            parameter={parameter}
            value={draft?.kind === 'set' ? draft.value : base.kind === 'same' ? base.value : null}
            placeholder={base.kind === 'different' ? t('configuration.different') : t('configuration.notSet')}
            invalid={shownFault !== null}
            onChange={(wire) => onChange(row, draftFor(row, wire))}
          />
        )}
      </span>
      <span className={classes['cellActions']}>
        <CellActions row={row} label={label} draft={draft} onChange={onChange} onMenu={onMenu} />
      </span>
      <span id={stateId} className={classes['cellState']}>
        <CellState row={row} fault={shownFault} />
      </span>
    </div>
  );
});

interface CellActionsProps extends Pick<BlockProps, 'onChange' | 'onMenu'> {
  row: ConfigurationRow;
  label: string;
  draft: Draft | undefined;
}

/** Revert, and what else a line of the area offers. */
export function CellActions({ row, label, draft, onChange, onMenu }: CellActionsProps) {
  const { t } = useTranslation();
  return (
    <>
      {draft === undefined ? null : (
        <IconButton
          size={24}
          label={`${t('configuration.revert')}: ${label}`}
          onClick={() => onChange(row, null)}
        >
          <IconArrowBackUp size={14} />
        </IconButton>
      )}
      <IconButton
        size={24}
        quiet
        label={`${t('configuration.more')}: ${label}`}
        onClick={(event) => onMenu(event.currentTarget, row)}
      >
        <IconDotsVertical size={14} />
      </IconButton>
    </>
  );
}

/** What is wrong with a value, or how it stands to the phone where that is not well. */
export function CellState({ row, fault }: { row: ConfigurationRow; fault: string | null }) {
  const { t } = useTranslation();
  const sharedWords = useSharedWords();
  const state = worstState([row]);
  const isWell = state === null || state === 'in-sync';
  return (
    <>
      {fault === null ? null : (
        <span role="alert" className={classes['fault']}>
          {fault}
        </span>
      )}
      {isWell ? null : <StateMark tone={STATE_TONE[state]}>{t(`parameters.list.states.${state}`)}</StateMark>}
      {isWell || row.reported.kind !== 'same' ? null : (
        <span className={classes['soft']}>
          {t('parameters.grid.reported', { value: sharedWords(row, row.reported, '') })}
        </span>
      )}
    </>
  );
}
