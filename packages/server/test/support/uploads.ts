import { request } from 'node:https';
import type { ApiClient } from './running-server.ts';

/** A file as the API shows it, as far as tests look at it. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** Uploads a file in one portion. */
export async function uploadFile(
  api: ApiClient,
  name: string,
  content: Buffer,
  type?: string,
): Promise<UploadedFile> {
  const upload = await api.post<{ id: string }>('/file-uploads', {
    name,
    size: content.length,
    ...(type === undefined ? {} : { type }),
  });
  const step = await sendPortion(api, upload.id, content);
  if (step.file === null) throw new TypeError(`${name} was not taken: ${JSON.stringify(step)}`);
  return step.file;
}

function sendPortion(
  api: ApiClient,
  id: string,
  content: Buffer,
): Promise<{ readonly file: UploadedFile | null }> {
  const { port, cookie } = api.connection;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: `/api/v1/file-uploads/${id}`,
        method: 'PATCH',
        rejectUnauthorized: false,
        headers: {
          'x-requested-with': 'deskfleet',
          cookie,
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': content.length,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(JSON.parse(text) as { file: UploadedFile | null }));
      },
    );
    sent.on('error', reject);
    sent.end(content);
  });
}
