const forms = new Set<symbol>();

/** Notes that a form holds what nobody has saved yet, until the returned function is called. */
export function holdForm(): () => void {
  const form = Symbol('form');
  forms.add(form);
  return () => forms.delete(form);
}

/** Whether leaving now would lose what was typed into a form. */
export const isFormOpen = (): boolean => forms.size > 0;
