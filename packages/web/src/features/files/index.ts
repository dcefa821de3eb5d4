import { lazyRouteComponent } from '@tanstack/react-router';

export { FilePicker } from './file-picker.tsx';
export { fileSummary, versionWords } from './file-words.ts';
export { fileQuery, followFiles } from './files.queries.ts';
export { readFilesSearch } from './files-search.ts';

export const FilesPage = lazyRouteComponent(() => import('./files-page.tsx'), 'FilesPage');
