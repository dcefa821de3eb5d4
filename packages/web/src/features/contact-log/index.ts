import { lazyComponent } from '../../shared/components/lazy-component.ts';

export { type ContactWords, contactsAsText } from './contact-text.ts';
export { useContactWords } from './use-contact-words.ts';

/** Contacts of a client with everything that was said in them. */
export const ContactList = lazyComponent(async () => (await import('./contact-list.tsx')).ContactList);
