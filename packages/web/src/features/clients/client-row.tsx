import { memo } from 'react';
import type { Client } from '../../api/types.ts';
import { RowCheckbox } from '../../shared/components/row-checkbox.tsx';
import table from '../../shared/components/table.module.css';
import { CLIENT_CELLS } from './client-cells.tsx';
import { clientName } from './client-name.ts';
import classes from './clients-table.module.css';
import { RowIcon } from './feature-icons.tsx';
import type { ClientColumn } from './list-columns.ts';
import type { RowTools } from './row-tools.ts';

interface ClientRowProps {
  client: Client;
  columns: readonly ClientColumn[];
  selected: boolean;
  /** How often the row changed while it was shown. */
  flash: number;
  tools: RowTools;
}

export const ClientRow = memo(function ClientRow({
  client,
  columns,
  selected,
  flash,
  tools,
}: ClientRowProps) {
  const { t, onOpen, onToggle, onVisit } = tools;
  const name = clientName(client);
  return (
    <tr
      data-link="true"
      data-selected={selected}
      // Two animations of the same look: changing the name is what starts it again.
      data-flash={flash === 0 ? undefined : flash % 2 === 0 ? 'even' : 'odd'}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null)
          return;
        if (window.getSelection()?.toString() !== '') return;
        onVisit(client.id);
      }}
    >
      <td className={classes['check']}>
        <RowCheckbox
          label={t('clients.selection.one', { name })}
          checked={selected}
          onChange={() => onToggle(client.id)}
        />
      </td>
      {columns.map((column) => (
        <td key={column} data-column={column} className={table['nowrap']}>
          {CLIENT_CELLS[column](client, tools)}
        </td>
      ))}
      <td className={classes['menu']}>
        <button
          type="button"
          className={classes['menuButton']}
          aria-label={t('clients.actionsOf', { name })}
          aria-haspopup="menu"
          onClick={(event) => onOpen(event.currentTarget, client, 'menu')}
        >
          <RowIcon name="menu" size={16} />
        </button>
      </td>
    </tr>
  );
});
