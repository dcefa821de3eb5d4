import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../../shared/components/state-mark.tsx';
import { draftFor } from '../changes.ts';
import { keysOf } from './board.ts';
import { setFunction } from './key-edits.ts';
import classes from './key-list.module.css';
import { type KeyMark, marksOf, openCells, useSpokenKey, useStateWords } from './key-marks.tsx';
import { type KeyState, LABEL } from './key-state.ts';
import { useFunctionChoices } from './use-function-choices.ts';
import {
  useDetailWords,
  useFunctionWords,
  useKeyName,
  usePlaceWords,
  useSomeHaveIt,
} from './use-key-words.ts';
import type { Keys } from './use-keys.ts';

interface KeyListProps {
  keys: Keys;
  opened: number | undefined;
  picked: number | null;
  onCurrent: (number: number) => void;
  onOpen: (number: number, byKeyboard: boolean) => void;
}

/** All keys as a table: what the picture shows, for keyboard and screen reader. */
export function KeyList(props: KeyListProps) {
  const { t } = useTranslation();
  return (
    <table className={classes['table']} aria-label={t('functionKeys.list')}>
      <thead>
        <tr>
          <th scope="col">{t('functionKeys.column.key')}</th>
          <th scope="col">{t('functionKeys.column.level')}</th>
          <th scope="col">{t('functionKeys.function')}</th>
          <th scope="col">{t('functionKeys.label')}</th>
          <th scope="col">{t('functionKeys.column.details')}</th>
          <th scope="col">{t('functionKeys.column.state')}</th>
        </tr>
      </thead>
      <tbody>
        {keysOf(props.keys.board).map((number) => {
          const state = props.keys.keys.get(number);
          return state === undefined ? null : <Row key={number} {...props} state={state} />;
        })}
      </tbody>
    </table>
  );
}

const TONE: Partial<Record<KeyMark, Tone>> = {
  error: 'failed',
  warning: 'attention',
  refused: 'failed',
  drift: 'attention',
  waiting: 'waiting',
  different: 'off',
  locked: 'off',
};

function Row({ keys, state, opened, picked, onCurrent, onOpen }: KeyListProps & { state: KeyState }) {
  const { t } = useTranslation();
  const name = useKeyName()(state);
  const placeWords = usePlaceWords();
  const details = useDetailWords(keys.knowledge)(state);
  const functionWords = useFunctionWords();
  const spoken = useSpokenKey(keys.conflicts)(state);
  const choices = useFunctionChoices(keys, state);
  const label = state.cells.get(LABEL);
  const stateWords = useStateWords();
  const someHaveIt = useSomeHaveIt(keys)(state);
  // The phone's own words where it refused something.
  const refused = openCells(state).find(({ row }) => row.states.refused > 0);
  const marks = marksOf(state, keys.conflicts.get(state.number) ?? []);
  const isTarget = picked !== null && picked !== state.number;
  return (
    <tr
      data-opened={opened === state.number}
      data-changed={state.changed > 0}
      onFocus={() => onCurrent(state.number)}
    >
      <th scope="row">
        <button
          type="button"
          data-key={state.number}
          className={classes['key']}
          data-target={isTarget}
          aria-label={isTarget ? t('functionKeys.putHere', { key: spoken }) : spoken}
          aria-expanded={opened === state.number}
          onClick={(event) => onOpen(state.number, event.detail === 0)}
        >
          {state.place.unit === 'fixed' ? state.number : state.place.position}
        </button>
      </th>
      <td className={classes['level']}>
        {placeWords(state.place)}
        {someHaveIt === '' ? null : <div className={classes['some']}>{someHaveIt}</div>}
      </td>
      <td className={classes['function']}>
        {state.programmed ? (
          <NativeSelect
            aria-label={`${t('functionKeys.function')}: ${name}`}
            size="xs"
            data={choices}
            value={state.functionWire}
            onChange={({ currentTarget: { value: wire } }) => {
              const value = keys.knowledge.valueOfWire.get(wire);
              if (value !== undefined) keys.apply(setFunction(state, value, keys.knowledge));
            }}
          />
        ) : (
          functionWords(state)
        )}
      </td>
      <td className={classes['label']}>
        {label === undefined || !state.programmed ? null : (
          <TextInput
            aria-label={`${t('functionKeys.label')}: ${name}`}
            size="xs"
            autoComplete="off"
            value={label.wire ?? ''}
            placeholder={label.differs ? t('functionKeys.differentLabels') : undefined}
            onChange={({ currentTarget: { value } }) =>
              keys.apply([{ row: label.row, draft: draftFor(label.row, value) }], label.row.key)
            }
          />
        )}
      </td>
      <td className={classes['details']}>{details}</td>
      <td className={classes['state']}>
        {marks.map((mark) => {
          const tone = TONE[mark];
          return tone === undefined ? (
            <span key={mark} className={classes['changed']}>
              {t(`functionKeys.mark.${mark}`)}
            </span>
          ) : (
            <StateMark key={mark} tone={tone}>
              {mark === 'refused' && refused !== undefined
                ? stateWords(refused)
                : t(`functionKeys.mark.${mark}`)}
            </StateMark>
          );
        })}
      </td>
    </tr>
  );
}
