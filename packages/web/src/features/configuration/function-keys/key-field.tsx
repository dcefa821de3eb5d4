import { Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { isMultiLine, localized, ParameterEditor, SecretEditor } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import type { Draft } from '../drafts.ts';
import { useDraftFault } from '../old-phones.ts';
import { useDraftFaultWords } from '../row-words.ts';
import { CellDifferences } from './key-differences.tsx';
import classes from './key-panel.module.css';
import type { Cell } from './key-state.ts';

interface KeyFieldProps {
  cell: Cell;
  required: boolean;
  objection: string | undefined;
  onChange: (draft: Draft | null) => void;
}

/** One value that a key's function uses. */
export function KeyField({ cell, required, objection, onChange }: KeyFieldProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const faultWords = useDraftFaultWords();
  const draftFault = useDraftFault();
  const [left, setLeft] = useState(false);
  const id = useId();
  const { parameter, row, draft, wire } = cell;
  const label = localized(parameter.label, language);
  const help = localized(parameter.help, language);
  const fault = draft === undefined ? null : draftFault(row, draft);
  // A secret that is to be emptied is not being typed.
  const typed = draft?.kind === 'set' && draft.repeat !== undefined ? draft : null;
  const words = (fault !== null && left ? faultWords(fault) : null) ?? objection ?? null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce far too much for one field
    <div
      role="group"
      aria-label={label}
      className={classes['field']}
      data-changed={draft !== undefined}
      onBlur={() => setLeft(true)}
    >
      <div className={classes['fieldLabel']}>
        <span>{label}</span>
        {required ? <span className={classes['needed']}>{t('functionKeys.needed')}</span> : null}
        <Tooltip label={help} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
          <button
            type="button"
            className={classes['help']}
            aria-label={`${t('configuration.help')}: ${help}`}
          >
            <IconInfoCircle size={14} aria-hidden />
          </button>
        </Tooltip>
      </div>
      {row.secret ? (
        <SecretEditor
          id={id}
          label={label}
          parameter={parameter}
          multiLine={isMultiLine(parameter)}
          isSet={row.desiredCount > 0 && draft === undefined}
          setAt={row.values[0]?.desiredAt ?? null}
          draft={typed === null ? null : { value: typed.value, repeat: typed.repeat ?? '' }}
          onChange={({ value, repeat }) => onChange({ kind: 'set', value, repeat })}
          onRevert={() => onChange(null)}
        />
      ) : (
        <ParameterEditor
          id={id}
          label={label}
          parameter={parameter}
          value={wire}
          placeholder={t(cell.differs ? 'configuration.different' : 'configuration.notSet')}
          invalid={words !== null}
          onChange={(next) => onChange(draftFor(row, next))}
        />
      )}
      <CellDifferences cell={cell} />
      {words === null ? null : (
        <div role="alert" className={classes['fault']}>
          {words}
        </div>
      )}
    </div>
  );
}
