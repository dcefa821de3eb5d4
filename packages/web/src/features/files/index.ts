import { lazyRouteComponent } from '@tanstack/react-router';

export { ChosenFiles } from './chosen-files.tsx';
export { FilePicker } from './file-picker.tsx';
export { fileSummary, versionWords } from './file-words.ts';
export { fileListQuery, fileQuery, followFiles } from './files.queries.ts';
export { FILE_TYPES, readFilesSearch } from './files-search.ts';

export const FilesPage = lazyRouteComponent(() => import('./files-page.tsx'), 'FilesPage');
