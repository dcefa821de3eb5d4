import { Button, Select, Switch, TextInput } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsExchange,
  IconCopy,
  IconEraser,
  IconFileArrowRight,
  IconX,
} from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { localized } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import type { ValueKey } from '../rows.ts';
import { CellDifferences } from './key-differences.tsx';
import { clearKey, type KeyCommand, revertKey, setFunction } from './key-edits.ts';
import { KeyField } from './key-field.tsx';
import { openCells, useStateWords } from './key-marks.tsx';
import classes from './key-panel.module.css';
import {
  differsInContent,
  FIXED_USE,
  FUNCTION,
  fieldsOf,
  isEmptyKey,
  type KeyState,
  LABEL,
  LOCKED,
} from './key-state.ts';
import { useFunctionChoices } from './use-function-choices.ts';
import { useConflictWords, useKeyName, useSomeHaveIt } from './use-key-words.ts';
import type { Keys } from './use-keys.ts';

interface KeyPanelProps {
  keys: Keys;
  state: KeyState;
  /** Puts the focus on the function whenever it changes and is not 0. */
  focusRequest: number;
  objections: ReadonlyMap<ValueKey, string>;
  onCommand: (command: KeyCommand) => void;
  onDone: (message: string) => void;
  onClose: () => void;
}

/** Up to this length every function shows a label whole; some show twice as much (phones reference, section 2). */
const SHORT_LABEL = 12;

/** What one key does: its function with the fields that this function needs, its label and its lock. */
export function KeyPanel(props: KeyPanelProps) {
  const { keys, state, focusRequest, objections, onCommand, onDone, onClose } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const name = useKeyName()(state);
  const conflictWords = useConflictWords();
  const stateWords = useStateWords();
  // An empty one stands for different functions, which nobody can choose.
  const choices = useFunctionChoices(keys, state).filter(({ value }) => value !== '');
  const someHaveIt = useSomeHaveIt(keys)(state);
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const { knowledge, apply } = keys;
  const conflicts = (keys.conflicts.get(state.number) ?? []).filter(({ kind }) => kind !== 'fault');
  const fields = fieldsOf(state, knowledge);
  const own = knowledge.functions.get(state.function ?? '');
  const isRare = (parameter: string): boolean =>
    own?.fields.some((field) => field.parameter === parameter && field.rare) ?? false;
  const shown = fields.filter((cell) => !isRare(cell.parameter.id) || cell.draft !== undefined);
  const hidden = fields.filter((cell) => !shown.includes(cell));
  const functionCell = state.cells.get(FUNCTION);
  const fixedUse = state.place.unit === 'fixed' ? state.cells.get(FIXED_USE) : undefined;
  const lock = state.cells.get(LOCKED);

  useEffect(() => {
    if (focusRequest > 0) first.current?.focus();
  }, [focusRequest]);

  const field = (cell: (typeof fields)[number]) => (
    <KeyField
      key={cell.row.key}
      cell={cell}
      required={own?.fields.some((one) => one.parameter === cell.parameter.id && one.required) ?? false}
      objection={objections.get(cell.row.key)}
      onChange={(draft) => apply([{ row: cell.row, draft }], cell.row.key)}
    />
  );

  return (
    <section
      className={classes['panel']}
      aria-labelledby={`${id}-title`}
      onKeyDown={(event) => {
        // Escape in an open list closes that list.
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        if (event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true')
          return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={classes['head']}>
        <h2 id={`${id}-title`}>{name}</h2>
        <span className={classes['index']}>
          {t('functionKeys.index', { number: state.number })}
          {someHaveIt === '' ? null : `, ${someHaveIt}`}
        </span>
        <IconButton label={t('functionKeys.closePanel')} variant="subtle" color="gray" onClick={onClose}>
          <IconX size={16} />
        </IconButton>
      </header>

      {conflicts.length === 0 ? null : (
        <ul className={classes['conflicts']} aria-label={t('functionKeys.conflicts')}>
          {conflicts.map((conflict) => (
            <li key={`${conflict.kind}-${conflictWords(conflict)}`} data-severity={conflict.severity}>
              <IconAlertTriangle size={15} aria-hidden />
              <span>{conflictWords(conflict)}</span>
            </li>
          ))}
        </ul>
      )}
      {openCells(state).map((cell) => (
        <div key={cell.row.key} className={classes['open']}>
          <StateMark
            tone={
              cell.row.states.refused > 0 ? 'failed' : cell.row.states.drift > 0 ? 'attention' : 'waiting'
            }
          >
            {localized(cell.parameter.label, language)}: {stateWords(cell)}
          </StateMark>
        </div>
      ))}

      <div className={classes['fields']}>
        {fixedUse === undefined ? null : (
          <div>
            <Switch
              label={t('functionKeys.programmed')}
              description={t('functionKeys.programmedText')}
              checked={state.programmed}
              onChange={({ currentTarget: { checked } }) =>
                apply([{ row: fixedUse.row, draft: draftFor(fixedUse.row, checked ? '1' : '0') }])
              }
            />
            <CellDifferences cell={fixedUse} />
          </div>
        )}
        {!state.programmed || functionCell === undefined ? null : (
          <>
            <div>
              <Select
                ref={first}
                label={t('functionKeys.function')}
                data={choices}
                value={functionCell.differs ? null : state.functionWire}
                placeholder={t('functionKeys.differentFunctions')}
                searchable
                selectFirstOptionOnChange
                // What is typed replaces the function that the key has.
                onFocus={(event) => event.currentTarget.select()}
                allowDeselect={false}
                maxDropdownHeight={320}
                nothingFoundMessage={t('functionKeys.noFunction')}
                error={objections.get(functionCell.row.key)}
                onChange={(wire) => {
                  const value = wire === null ? undefined : knowledge.valueOfWire.get(wire);
                  if (value !== undefined) apply(setFunction(state, value, knowledge));
                }}
              />
              <CellDifferences cell={functionCell} />
            </div>
            <LabelField keys={keys} state={state} objection={objections} />
            {shown.map(field)}
            {hidden.length === 0 ? null : (
              <details className={classes['more']}>
                <summary>{t('functionKeys.more', { count: hidden.length })}</summary>
                <div className={classes['fields']}>{hidden.map(field)}</div>
              </details>
            )}
          </>
        )}
        {lock === undefined ? null : (
          <div>
            <Switch
              label={t('functionKeys.locked')}
              description={t('functionKeys.lockedText')}
              checked={state.locked}
              onChange={({ currentTarget: { checked } }) =>
                apply([{ row: lock.row, draft: draftFor(lock.row, checked ? 'true' : 'false') }])
              }
            />
            <CellDifferences cell={lock} />
          </div>
        )}
      </div>

      <div className={classes['actions']}>
        {(['move', 'copy', 'swap'] as const).map((command) => {
          const Icon = { move: IconFileArrowRight, copy: IconCopy, swap: IconArrowsExchange }[command];
          return (
            <Button
              key={command}
              size="xs"
              variant="default"
              disabled={isEmptyKey(state) || differsInContent(state) || (command !== 'copy' && state.locked)}
              leftSection={<Icon size={14} aria-hidden />}
              onClick={() => onCommand(command)}
            >
              {t(`functionKeys.command.${command}`)}
            </Button>
          );
        })}
        <Button
          size="xs"
          variant="default"
          disabled={isEmptyKey(state)}
          leftSection={<IconEraser size={14} aria-hidden />}
          onClick={() => {
            apply(clearKey(state));
            onDone(t('functionKeys.did.clear', { key: name }));
          }}
        >
          {t('functionKeys.clear')}
        </Button>
        {state.changed === 0 ? null : (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            onClick={() => {
              apply(revertKey(state));
              onDone(t('functionKeys.did.revert', { key: name }));
            }}
          >
            {t('functionKeys.revert')}
          </Button>
        )}
      </div>
    </section>
  );
}

interface LabelFieldProps {
  keys: Keys;
  state: KeyState;
  objection: ReadonlyMap<ValueKey, string>;
}

function LabelField({ keys, state, objection }: LabelFieldProps) {
  const { t } = useTranslation();
  const cell = state.cells.get(LABEL);
  const conflictWords = useConflictWords();
  if (cell === undefined) return null;
  const fault = (keys.conflicts.get(state.number) ?? []).find(
    (conflict) => conflict.kind === 'fault' && conflict.cell.parameter.id === LABEL,
  );
  const text = cell.wire ?? '';
  const length = [...text].length;
  return (
    <div>
      <TextInput
        label={t('functionKeys.label')}
        description={
          cell.differs
            ? undefined
            : t(length > SHORT_LABEL ? 'functionKeys.labelLong' : 'functionKeys.labelLength', {
                length,
                most: cell.parameter.maxLength ?? length,
              })
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        value={text}
        placeholder={cell.differs ? t('functionKeys.differentLabels') : undefined}
        error={objection.get(cell.row.key) ?? (fault === undefined ? undefined : conflictWords(fault))}
        onChange={({ currentTarget: { value } }) =>
          keys.apply([{ row: cell.row, draft: draftFor(cell.row, value) }], cell.row.key)
        }
      />
      <CellDifferences cell={cell} />
    </div>
  );
}
