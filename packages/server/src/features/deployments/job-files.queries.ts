import type { ClientBase } from 'pg';
import type { OrderedFile } from './deployment-order.ts';

/** Notes which files a job uses, so that none of them is deleted while it is under way. */
export async function storeJobFiles(
  tx: ClientBase,
  jobId: string,
  files: readonly OrderedFile[],
): Promise<void> {
  await tx.query({
    name: 'store-job-files',
    text: `
      insert into job_files (job_id, place, file_id, type, name, action)
      select $1, i.place, f.id, i.type, i.name, i.action
      from jsonb_to_recordset($2::jsonb) as i (place int, file_id bigint, type text, name text, action text)
      left join files f on f.id = i.file_id
      order by i.place`,
    values: [
      jobId,
      JSON.stringify(
        files.map((file, place) => ({
          place,
          file_id: file.action === 'deploy' ? file.fileId : null,
          type: file.type,
          name: file.name,
          action: file.action,
        })),
      ),
    ],
  });
}
