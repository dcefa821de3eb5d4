import { IconArrowBackUp, IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../../api/types.ts';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { isCleared, localized, ParameterEditor } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import { useDraftFault } from '../old-phones.ts';
import { useDraftFaultWords } from '../row-words.ts';
import { applyChanges, type BlockProps } from './block-props.ts';
import { EntryMark } from './entry-state.tsx';
import { ListHead, useAnnouncement, useEntryName } from './list-head.tsx';
import {
  type Cell,
  canMove,
  changeEntry,
  duplicates,
  type Entry,
  entryAt,
  exchangeEntries,
  type ListModel,
  nextIndex,
  removeEntry,
  revertEntry,
} from './list-model.ts';
import classes from './lists.module.css';

/** Entries of one or two texts, edited in their lines; there is always one more empty line at the end. */
export function GrowingRows(props: BlockProps & { list: ListModel }) {
  const { list, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const entryName = useEntryName(list);
  const { say, region } = useAnnouncement();
  const { entries, structure } = list;
  const next = nextIndex(list);
  const open = next === null || entries.some(({ index }) => index === next) ? [] : [entryAt(list, next)];
  const lines = [...entries, ...open].toSorted((a, b) => a.index - b.index);
  const present = entries.filter(({ state }) => state !== 'removed');
  const repeated = duplicates(list);
  const movable = canMove(list);

  const move = (index: number, by: -1 | 1): void => {
    const at = present.findIndex((entry) => entry.index === index);
    const other = present[at + by];
    if (other === undefined) return;
    applyChanges(exchangeEntries(list, index, other.index), onChange);
    say(
      t('parameters.list.moved', {
        entry: entryName(index),
        place: format.number(at + by + 1),
        total: format.number(present.length),
      }),
    );
  };

  return (
    <section className={classes['block']} aria-label={localized(structure.label, language)}>
      <ListHead list={list} />
      {next === null ? (
        <p className={classes['note']}>{t('parameters.list.full', { count: entries.length })}</p>
      ) : null}
      <ol className={classes['lines']}>
        {lines.map((entry) => {
          const place = present.findIndex((one) => one.index === entry.index);
          return (
            <Line
              key={entry.index}
              {...props}
              entry={entry}
              name={entryName(entry.index)}
              duplicateOf={repeated.get(entry.index)}
              canUp={movable && place > 0}
              canDown={movable && place >= 0 && place < present.length - 1}
              onMove={(by) => move(entry.index, by)}
              onRemove={() => {
                applyChanges(removeEntry(list, entry.index).changes, onChange);
                say(t('parameters.list.removedSaid', { entry: entryName(entry.index) }));
              }}
              onRevert={() => {
                applyChanges(revertEntry(list, entry.index), onChange);
                say(t('parameters.list.undoneSaid', { entry: entryName(entry.index) }));
              }}
            />
          );
        })}
      </ol>
      {region}
    </section>
  );
}

interface LineProps extends BlockProps {
  list: ListModel;
  entry: Entry;
  name: string;
  duplicateOf: number | undefined;
  canUp: boolean;
  canDown: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  onRevert: () => void;
}

function Line(props: LineProps) {
  const { list, entry, name, duplicateOf, canUp, canDown, onMove, onRemove, onRevert } = props;
  const { t } = useTranslation();
  const isRemoved = entry.state === 'removed';
  const changed = isRemoved || entry.cells.some(({ draft }) => draft !== undefined);
  const set = (parameter: Parameter, wire: string, cell: Cell): void =>
    applyChanges(
      changeEntry(list, entry.index, new Map([[parameter.id, draftFor(cell.row, wire)]])),
      props.onChange,
    );
  return (
    <li className={classes['line']} data-changed={changed} data-removed={isRemoved}>
      <span className={classes['lineNumber']} aria-hidden>
        {entry.index}
      </span>
      {entry.cells.map((cell) => (
        <LineField
          key={cell.parameter.id}
          {...props}
          cell={cell}
          onSet={(wire) => set(cell.parameter, wire, cell)}
        />
      ))}
      <span className={classes['state']}>
        {entry.state === 'empty' ? null : <EntryMark entry={entry} duplicateOf={duplicateOf} />}
      </span>
      <span className={classes['actions']}>
        <IconButton
          size={28}
          quiet
          label={t('parameters.list.up', { entry: name })}
          disabled={!canUp}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={16} />
        </IconButton>
        <IconButton
          size={28}
          quiet
          label={t('parameters.list.down', { entry: name })}
          disabled={!canDown}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={16} />
        </IconButton>
        {changed ? (
          <IconButton size={28} label={t('parameters.list.undo', { entry: name })} onClick={onRevert}>
            <IconArrowBackUp size={16} />
          </IconButton>
        ) : null}
        {isRemoved || entry.state === 'empty' ? null : (
          <IconButton size={28} label={t('parameters.list.remove', { entry: name })} onClick={onRemove}>
            <IconTrash size={16} />
          </IconButton>
        )}
      </span>
    </li>
  );
}

function LineField({
  cell,
  entry,
  name,
  strict,
  objections,
  onSet,
}: LineProps & { cell: Cell; onSet: (wire: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const faultWords = useDraftFaultWords();
  const draftFault = useDraftFault();
  const [left, setLeft] = useState(false);
  const { row, parameter, draft, value } = cell;
  const words = localized(parameter.label, language);
  const fault = draft === undefined ? null : draftFault(row, draft);
  const shown = fault !== null && (left || strict) ? faultWords(fault) : (objections.get(row.key) ?? null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to the field inside being left
    <div onBlur={() => setLeft(true)}>
      <ParameterEditor
        id={`line-${row.id}`}
        label={`${words}, ${name}`}
        parameter={parameter}
        value={
          value.kind === 'same' && !(entry.state === 'removed' && isCleared(parameter, value.value))
            ? value.value
            : null
        }
        placeholder={value.kind === 'different' ? t('configuration.different') : words}
        invalid={shown !== null}
        onChange={onSet}
      />
      {shown === null ? null : (
        <div role="alert" className={classes['fault']}>
          {shown}
        </div>
      )}
    </div>
  );
}
