import type { ClientBase } from 'pg';
import type { Assignment } from './assignments.ts';

/**
 * Notes that clients have got templates with files; jobs bring them there (see the feature template-files). Software goes
 * along only where somebody has applied the template, or the phone is new: of groups it waits for the maintenance window.
 */
export async function markFilesDue(
  tx: ClientBase,
  assignments: readonly Pick<Assignment, 'clientId' | 'templateId' | 'origin'>[],
  now: Date,
): Promise<void> {
  if (assignments.length === 0) return;
  await tx.query({
    name: 'mark-template-files-due',
    text: `
      insert into template_files_due as d (client_id, template_id, with_software, since)
      select i.client_id, i.template_id, bool_or(i.with_software), $4
      from unnest($1::bigint[], $2::bigint[], $3::boolean[]) as i (client_id, template_id, with_software)
      where exists (select from template_files f where f.template_id = i.template_id)
      group by i.client_id, i.template_id order by i.client_id, i.template_id
      on conflict (client_id, template_id) do update set
        with_software = d.with_software or excluded.with_software, since = excluded.since`,
    values: [
      assignments.map(({ clientId }) => clientId),
      assignments.map(({ templateId }) => templateId),
      assignments.map(({ origin }) => origin !== 'group'),
      now,
    ],
  });
}
