import { useMemo } from 'react';
import type { ParameterList } from '../../parameters/index.ts';
import type { BlockProps } from './block-props.ts';
import type { Block } from './blocks.ts';
import { EntryTable } from './entry-table.tsx';
import { GrowingRows } from './growing-rows.tsx';
import { buildList } from './list-model.ts';
import { RankedEditor } from './ranked-editor.tsx';
import { rankEntries } from './ranked-model.ts';
import { ValueGrid } from './value-grid.tsx';

interface BlockEditorProps extends Omit<BlockProps, 'rows'> {
  block: Exclude<Block, { kind: 'row' }>;
}

/** The editor for lines that belong together. */
export function BlockEditor({ block, ...rest }: BlockEditorProps) {
  return block.kind === 'grid' ? (
    <ValueGrid {...rest} rows={block.rows} grid={block.grid} />
  ) : (
    <ListEditor {...rest} rows={block.rows} structure={block.structure} />
  );
}

/** Up to this many columns of simple text an entry is edited in its line, without a dialog. */
const IN_LINE = 2;

function ListEditor({ structure, ...props }: BlockProps & { structure: ParameterList }) {
  const { rows, drafts } = props;
  const list = useMemo(() => buildList(structure, rows, drafts), [structure, rows, drafts]);
  const ranked = useMemo(
    () => (list === null || structure.kind !== 'ranked' ? null : rankEntries(list)),
    [list, structure],
  );
  if (list === null) return null;
  if (ranked !== null) return <RankedEditor {...props} ranked={ranked} />;
  const simple = list.columns.every(({ type, secret, readOnly }) => type === 'text' && !secret && !readOnly);
  return structure.kind === 'entries' && simple && list.columns.length <= IN_LINE ? (
    <GrowingRows {...props} list={list} />
  ) : (
    <EntryTable {...props} list={list} />
  );
}
