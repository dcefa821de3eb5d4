import { useTranslation } from 'react-i18next';
import { useFormat, useKnownText } from '../../../shared/i18n/index.ts';
import type { Conflicts, KeyConflict } from './key-conflicts.ts';
import { type Cell, FUNCTION, isEmptyKey, type KeyState, LABEL, OLD_LABEL } from './key-state.ts';
import { useFunctionWords, usePlaceWords } from './use-key-words.ts';

export type KeyMark =
  | 'changed'
  | 'error'
  | 'warning'
  | 'locked'
  | 'refused'
  | 'drift'
  | 'waiting'
  | 'different';

/** What is to be seen of a key besides its label, the most urgent first. */
export function marksOf(key: KeyState, conflicts: readonly KeyConflict[]): KeyMark[] {
  const marks: KeyMark[] = [];
  const cells = [...key.cells.values()];
  const has = (state: 'refused' | 'drift' | 'waiting'): boolean =>
    cells.some(({ row, draft }) => draft === undefined && row.states[state] > 0);
  if (conflicts.some(({ severity }) => severity === 'error')) marks.push('error');
  else if (conflicts.length > 0) marks.push('warning');
  if (has('refused')) marks.push('refused');
  if (has('drift')) marks.push('drift');
  if (has('waiting')) marks.push('waiting');
  if (key.differs.size > 0) marks.push('different');
  if (key.locked) marks.push('locked');
  if (key.changed > 0) marks.push('changed');
  return marks;
}

/** Values of a key that the phone refused, differs in, or has not taken yet. */
export function openCells(key: KeyState): Cell[] {
  return [...key.cells.values()].filter(
    ({ row, draft }) => draft === undefined && row.states.refused + row.states.drift + row.states.waiting > 0,
  );
}

/** Words that the two lines of a key may need. */
interface LineWords {
  role: string;
  details: string;
  free: string;
  /** Where several phones have different labels. */
  differentLabels: string;
}

/** The two lines beside a key: its label and what it does, or only the latter. */
export function keyLines(key: KeyState, { role, details, free, differentLabels }: LineWords) {
  if (key.programmed && isEmptyKey(key)) return { title: free, titleDiffers: false, second: '' };
  const labelDiffers = key.differs.has(LABEL) || key.differs.has(OLD_LABEL);
  const label = labelDiffers ? differentLabels : key.label;
  const second = [label === '' ? '' : role, details].filter((part) => part !== '').join(' · ');
  return {
    title: label === '' ? role : label,
    titleDiffers: labelDiffers || (label === '' && key.differs.has(FUNCTION)),
    second,
  };
}

/**
 * A key as a screen reader tells it. First its number and what is to be seen beside it, in this order, so that who
 * speaks to the computer can say what stands there; then what was cut off, where it is, and what is the matter.
 */
export function useSpokenKey(
  conflicts: Conflicts,
): (key: KeyState, seen?: readonly [title: string, second: string]) => string {
  const { t } = useTranslation();
  const functionWords = useFunctionWords();
  const placeWords = usePlaceWords();
  return (key, seen) => {
    const { place, number } = key;
    const isFixed = place.unit === 'fixed';
    const role = functionWords(key);
    const whole = keyLines(key, {
      role,
      details: '',
      free: t('functionKeys.free'),
      differentLabels: t('functionKeys.differentLabels'),
    });
    const [title, second] = seen ?? [whole.title.slice(0, 48), whole.second];
    const name = isFixed
      ? t('functionKeys.fixedKey', { number })
      : t('functionKeys.key', { number: place.position });
    const marks = marksOf(key, conflicts.get(number) ?? []);
    return [
      `${name} ${title} ${second}`.trim(),
      title === whole.title ? '' : whole.title.slice(0, 200),
      isFixed || (place.unit === 'phone' && place.level === 1) ? '' : placeWords(place),
      ...marks.map((mark) => t(`functionKeys.mark.${mark}`)),
    ]
      .filter((part) => part !== '')
      .join(', ');
  };
}

/** How desired and reported of one value stand to each other, with the phone's own words. */
export function useStateWords(): (cell: Cell) => string {
  const { t } = useTranslation();
  const waiting = useKnownText('configuration.waitingFor');
  const event = useKnownText('jobs.event');
  const format = useFormat();
  return ({ row }) => {
    const [value] = row.values;
    if (value === undefined) {
      // Of several phones it is known how many they are.
      const { refused, drift } = row.states;
      const [key, count] = refused > 0 ? (['refusedBy', refused] as const) : (['driftOn', drift] as const);
      return t(`functionKeys.${key}`, { count, number: format.number(count) });
    }
    switch (value.state) {
      case 'refused':
        return t('configuration.refused', { status: value.refused?.status ?? '' });
      case 'drift':
        return t('functionKeys.drift', {
          reported: (value.reported ?? '').slice(0, 60) || t('functionKeys.nothing'),
        });
      case 'waiting': {
        const reason = value.waitingReason;
        if (reason === null) return t('configuration.state.waiting');
        const code = reason.code.split('.').at(-1) ?? reason.code;
        return waiting({ code, params: reason.params, text: event({ ...reason, code }) });
      }
      default:
        return '';
    }
  };
}
