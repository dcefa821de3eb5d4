import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { localized, useValueWords } from '../../parameters/index.ts';
import { useDraftFaultWords } from '../row-words.ts';
import type { KeyPage } from './board.ts';
import type { KeyConflict } from './key-conflicts.ts';
import type { KeyPlace } from './key-number.ts';
import { type Cell, FUNCTION, fieldsOf, type KeyKnowledge, type KeyState } from './key-state.ts';
import type { Keys } from './use-keys.ts';

/** Where a key is, in words. */
export function usePlaceWords(): (place: KeyPlace) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ unit, module, level }) => {
      if (unit === 'fixed') return t('functionKeys.fixed');
      return unit === 'phone'
        ? t('functionKeys.page.level', { level })
        : t(level === 1 ? 'functionKeys.page.module' : 'functionKeys.page.moduleLevel', { module, level });
    },
    [t],
  );
}

export function usePageWords(): (page: KeyPage) => string {
  const words = usePlaceWords();
  return useCallback(
    ({ module, level }) => words({ unit: module === 0 ? 'phone' : 'module', module, level, position: 1 }),
    [words],
  );
}

/** The key's number as people count it, with its page where it is not the first one. */
export function useKeyName(): (key: Pick<KeyState, 'place' | 'number'>) => string {
  const { t } = useTranslation();
  const words = usePlaceWords();
  return useCallback(
    ({ place, number }) => {
      if (place.unit === 'fixed') return t('functionKeys.fixedKey', { number });
      const name = t('functionKeys.key', { number: place.position });
      return place.unit === 'phone' && place.level === 1 ? name : `${name}, ${words(place)}`;
    },
    [t, words],
  );
}

/** What the key does. */
export function useFunctionWords(): (key: KeyState) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return useCallback(
    (key) => {
      if (!key.programmed) return t('functionKeys.builtIn');
      if (key.differs.has(FUNCTION)) return t('functionKeys.differentFunctions');
      const choice = key.cells.get(FUNCTION)?.parameter.values?.find((one) => one.wire === key.functionWire);
      return choice === undefined
        ? t('functionKeys.unknownFunction', { code: key.functionWire.slice(0, 12) })
        : localized(choice.label, language);
    },
    [t, language],
  );
}

/** The fields that are set, in one line: `Selected number 4711`. */
export function useDetailWords(knowledge: KeyKnowledge): (key: KeyState) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useValueWords();
  const format = useFormat();
  return useCallback(
    (key) => {
      if (!key.programmed) return '';
      const told = fieldsOf(key, knowledge).filter((cell) => cell.differs || isTold(cell));
      return format.list(
        told.map(({ parameter, differs, wire }) =>
          differs
            ? t('functionKeys.differentField', { field: localized(parameter.label, language) })
            : words(parameter, (wire ?? '').slice(0, 200)),
        ),
      );
    },
    [t, language, words, format, knowledge],
  );
}

/** Switches that are off and secrets tell nothing in a line of details. */
function isTold({ parameter, row, wire }: Cell): boolean {
  if (row.secret || wire === null || wire === '' || wire === parameter.emptyWire) return false;
  return parameter.type !== 'boolean' && parameter.id !== 'other/line-shared-type';
}

/** A conflict as a sentence. */
export function useConflictWords(): (conflict: KeyConflict) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const format = useFormat();
  const faultWords = useDraftFaultWords();
  return useCallback(
    (conflict) => {
      const label = (cell: Cell): string => localized(cell.parameter.label, language);
      switch (conflict.kind) {
        case 'fault':
          return `${label(conflict.cell)}: ${faultWords(conflict.fault)}`;
        case 'required':
          return conflict.cells.length === 1
            ? t('functionKeys.conflict.required', { fields: format.list(conflict.cells.map(label)) })
            : t('functionKeys.conflict.oneOf', { fields: format.list(conflict.cells.map(label)) });
        case 'primary':
          return t('functionKeys.conflict.primary', { keys: format.list(conflict.others.map(String)) });
        case 'model':
          return t('functionKeys.conflict.model', { models: format.list(conflict.models) });
        case 'secret':
          return t('functionKeys.conflict.secret', { field: label(conflict.cell) });
        default:
          return t(`functionKeys.conflict.${conflict.kind}`);
      }
    },
    [t, language, format, faultWords],
  );
}

/** That only some of the phones report a key; nothing where all do, or where nobody has told yet. */
export function useSomeHaveIt({ phones }: Pick<Keys, 'phones'>): (key: KeyState) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    ({ reportedCount }) =>
      reportedCount === 0 || reportedCount >= phones
        ? ''
        : t('functionKeys.someHaveIt', { some: format.number(reportedCount), all: format.number(phones) }),
    [t, format, phones],
  );
}

/** How it is known which keys there are. */
export function useSourceWords(): (keys: Pick<Keys, 'board' | 'phones'>) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ board: { source }, phones }) => {
      const isOfPhones = source !== 'any' && source !== 'chosen';
      if (source === 'mixed' || (isOfPhones && phones > 1))
        return t(`functionKeys.sourceOfSeveral.${source}`);
      return t(`functionKeys.source.${source}`);
    },
    [t],
  );
}
