import { Suspense } from 'react';
import type { Template } from '../../api/types.ts';
import { lazyComponent } from '../../shared/components/lazy-component.ts';
import { NEW } from './template-search.ts';

const TemplateDialog = lazyComponent(async () => (await import('./template-dialog.tsx')).TemplateDialog);
const DuplicateDialog = lazyComponent(async () => (await import('./duplicate-dialog.tsx')).DuplicateDialog);
const DeleteDialog = lazyComponent(async () => (await import('./delete-dialog.tsx')).DeleteTemplatesDialog);
const ImportDialog = lazyComponent(async () => (await import('./import-dialog.tsx')).ImportTemplatesDialog);

/** A dialog of templates that has no address of its own. */
export type OpenDialog =
  | { kind: 'import' }
  | { kind: 'duplicate'; template: Template }
  | { kind: 'delete'; ids: readonly string[]; templates: readonly Template[] };

interface TemplateDialogsProps {
  /** Id of the template that is edited, or {@link NEW}. */
  edit: string | undefined;
  onEditClosed: () => void;
  onCreated?: (template: Template) => void;
  open: OpenDialog | null;
  onClose: () => void;
  onDeleted: () => void;
  onCopied: (copy: Template) => void;
}

/** The dialogs of the list and of a template's page. */
export function TemplateDialogs(props: TemplateDialogsProps) {
  const { edit, open, onClose, onCreated } = props;
  return (
    <Suspense fallback={null}>
      {edit === undefined ? null : (
        <TemplateDialog
          key={edit}
          id={edit === NEW ? null : edit}
          onSaved={(template) => {
            if (edit === NEW) onCreated?.(template);
            else props.onEditClosed();
          }}
          onClose={props.onEditClosed}
        />
      )}
      {open?.kind === 'import' ? <ImportDialog onClose={onClose} /> : null}
      {open?.kind === 'duplicate' ? (
        <DuplicateDialog template={open.template} onDone={props.onCopied} onClose={onClose} />
      ) : null}
      {open?.kind === 'delete' ? (
        <DeleteDialog ids={open.ids} templates={open.templates} onDone={props.onDeleted} onClose={onClose} />
      ) : null}
    </Suspense>
  );
}
