import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowUp,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { ScrollRegion } from '../../../shared/components/scroll-region.tsx';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { isCleared, localized } from '../../parameters/index.ts';
import { useSharedWords } from '../row-words.ts';
import { applyChanges, type BlockProps } from './block-props.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { EntryMark } from './entry-state.tsx';
import { ListHead, useAnnouncement, useEntryName } from './list-head.tsx';
import {
  type Cell,
  canMove,
  duplicates,
  exchangeEntries,
  type ListModel,
  nextIndex,
  removeEntry,
  revertEntry,
} from './list-model.ts';
import classes from './lists.module.css';

/** Columns in sight; the others are in the dialog. */
const SHOWN_COLUMNS = 5;

/** Entries of several values each, edited in a dialog. */
export function EntryTable(props: BlockProps & { list: ListModel }) {
  const { list, objections, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const entryName = useEntryName(list);
  const { say, region } = useAnnouncement();
  const [edited, setEdited] = useState<number | null>(null);
  const { structure, entries } = list;
  const isSlots = structure.kind === 'slots';
  const next = nextIndex(list);
  const repeated = duplicates(list);
  const movable = canMove(list);
  const hasSecrets = list.columns.some(({ secret, readOnly }) => secret && !readOnly);
  const shown = list.columns.filter(({ type }) => type !== 'base64').slice(0, SHOWN_COLUMNS);
  const present = entries.filter(({ state }) => state !== 'removed');

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
      <ListHead list={list}>
        {isSlots ? null : (
          <Button
            size="xs"
            variant="default"
            className={classes['add'] ?? ''}
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={next === null}
            onClick={() => setEdited(next)}
          >
            {t('parameters.list.add', { entry: localized(structure.entry, language) })}
          </Button>
        )}
      </ListHead>
      {next === null && !isSlots ? (
        <p className={classes['note']}>{t('parameters.list.full', { count: entries.length })}</p>
      ) : null}
      {entries.length === 0 ? <p className={classes['note']}>{t('parameters.list.none')}</p> : null}
      {entries.length === 0 ? null : (
        <ScrollRegion className={classes['scroll']} label={localized(structure.label, language)}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">{t('parameters.list.number')}</th>
                {shown.map((column) => (
                  <th key={column.id} scope="col">
                    {localized(column.label, language)}
                  </th>
                ))}
                <th scope="col">{t('parameters.list.state')}</th>
                <th scope="col">
                  <span className="df-visually-hidden">{t('parameters.list.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => {
                const { index, state, cells } = entry;
                const name = entryName(index);
                const isRemoved = state === 'removed';
                const changed = cells.some(({ draft }) => draft !== undefined) || isRemoved;
                const objection = cells
                  .map(({ row }) => objections.get(row.key))
                  .find((one) => one !== undefined);
                const kept = isRemoved ? removeEntry(list, index).kept : [];
                const place = present.findIndex((one) => one.index === index);
                return (
                  <tr key={index} data-changed={changed} data-removed={isRemoved}>
                    <th scope="row">
                      <span aria-hidden>{index}</span>
                      <span className="df-visually-hidden">{name}</span>
                    </th>
                    {shown.map((column, at) => (
                      <td key={column.id} data-label={localized(column.label, language)}>
                        <CellWords cell={cells[list.columns.indexOf(column)] ?? cells[at]} />
                      </td>
                    ))}
                    <td className={classes['state']}>
                      <EntryMark entry={entry} duplicateOf={repeated.get(index)} />
                      {kept.length === 0 ? null : (
                        <span className={classes['soft']}>
                          {t('parameters.list.kept', {
                            columns: format.list(kept.map((column) => localized(column.label, language))),
                          })}
                        </span>
                      )}
                      {objection === undefined ? null : (
                        <span role="alert" className={classes['fault']}>
                          {objection}
                        </span>
                      )}
                    </td>
                    <td className={classes['actions']}>
                      {movable && !isRemoved ? (
                        <>
                          <IconButton
                            size={28}
                            quiet
                            label={t('parameters.list.up', { entry: name })}
                            disabled={place <= 0}
                            onClick={() => move(index, -1)}
                          >
                            <IconArrowUp size={16} />
                          </IconButton>
                          <IconButton
                            size={28}
                            quiet
                            label={t('parameters.list.down', { entry: name })}
                            disabled={place === present.length - 1}
                            onClick={() => move(index, 1)}
                          >
                            <IconArrowDown size={16} />
                          </IconButton>
                        </>
                      ) : null}
                      {changed ? (
                        <IconButton
                          size={28}
                          label={t('parameters.list.undo', { entry: name })}
                          onClick={() => {
                            applyChanges(revertEntry(list, index), onChange);
                            say(t('parameters.list.undoneSaid', { entry: name }));
                          }}
                        >
                          <IconArrowBackUp size={16} />
                        </IconButton>
                      ) : null}
                      {isRemoved ? null : (
                        <IconButton
                          size={28}
                          label={t('parameters.list.edit', { entry: name })}
                          onClick={() => setEdited(index)}
                        >
                          <IconPencil size={16} />
                        </IconButton>
                      )}
                      {isRemoved || state === 'empty' ? null : (
                        <IconButton
                          size={28}
                          label={t('parameters.list.remove', { entry: name })}
                          onClick={() => {
                            applyChanges(removeEntry(list, index).changes, onChange);
                            say(t('parameters.list.removedSaid', { entry: name }));
                          }}
                        >
                          <IconTrash size={16} />
                        </IconButton>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {hasSecrets && !isSlots && entries.length > 1 ? (
        <p className={classes['note']}>{t('parameters.list.secretsStay')}</p>
      ) : null}
      {region}
      {edited === null ? null : (
        <EntryDialog
          {...props}
          key={edited}
          index={edited}
          name={entryName(edited)}
          onDone={(isNew) => {
            if (isNew) say(t('parameters.list.addedSaid', { entry: entryName(edited) }));
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

/** A value of an entry in words; what is changed stands out. */
function CellWords({ cell }: { cell: Cell | undefined }) {
  const sharedWords = useSharedWords();
  if (cell === undefined) return null;
  const { row, parameter, value, draft } = cell;
  const none = '–';
  if (row.secret) {
    const entered = draft?.kind === 'set' && draft.value !== '';
    const words =
      draft?.kind === 'set' && !entered ? '–' : entered || row.desiredCount > 0 ? '••••••••' : none;
    return <span data-changed={draft !== undefined}>{words}</span>;
  }
  const isEmpty = value.kind === 'none' || (value.kind === 'same' && isCleared(parameter, value.value));
  const text = isEmpty ? none : parameter.type === 'certificate' ? '✓' : sharedWords(row, value, none);
  return (
    <span className={classes['words']} data-changed={draft !== undefined} data-empty={isEmpty}>
      {text}
    </span>
  );
}
