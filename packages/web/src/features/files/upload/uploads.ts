import { useSyncExternalStore } from 'react';
import { answer, api, done } from '../../../api/client.ts';
import { ApiError } from '../../../api/problem.ts';
import { sendPortion } from '../../../api/send-portion.ts';
import type { FileType, StoredFile } from '../../../api/types.ts';
import { createUploadQueue, isOpen, type Upload, type UploadTransport } from './upload-queue.ts';

export type FileUpload = Upload<StoredFile>;

const ONE = '/api/v1/file-uploads/{id}';

const transport: UploadTransport<StoredFile, FileType> = {
  begin: async ({ name, size }, signal) =>
    (await answer(api.POST('/api/v1/file-uploads', { body: { name, size }, signal }))).id,
  received: async (id, signal) => {
    try {
      return (await answer(api.GET(ONE, { params: { path: { id } }, signal }))).offset;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'file.upload_not_found') return null;
      throw error;
    }
  },
  send: async (id, portion, signal) => {
    const { upload, file } = await sendPortion(`/api/v1/file-uploads/${id}`, portion, signal);
    return { received: upload?.offset ?? portion.offset + portion.bytes.size, stored: file };
  },
  finish: (id, type) =>
    answer(api.POST('/api/v1/file-uploads/{id}/finish', { params: { path: { id } }, body: { type } })),
  lookUp: async ({ name, size }, signal) => {
    const query = { search: name, sort: 'createdAt', order: 'desc', pageSize: 25 } as const;
    const { items } = await answer(api.GET('/api/v1/files', { params: { query }, signal }));
    const recent = Date.now() - 60 * 60 * 1000;
    return (
      items.find((file) => file.name === name && file.size === size && Date.parse(file.createdAt) > recent) ??
      null
    );
  },
  abandon: (id) => done(api.DELETE(ONE, { params: { path: { id } } })),
};

/** The uploads of this window; they go on while other pages of the app are shown. */
export const uploads = createUploadQueue(transport);

window.addEventListener('online', () => uploads.online());

// Closing the window would end them; the browser asks in its own words.
window.addEventListener('beforeunload', (event) => {
  if (uploads.uploads().some(isOpen)) event.preventDefault();
});

export function useUploads(): readonly FileUpload[] {
  return useSyncExternalStore(uploads.subscribe, uploads.uploads);
}
