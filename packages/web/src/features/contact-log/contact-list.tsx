import type { LoggedContact } from '../../api/types.ts';
import { ContactEntry } from './contact-entry.tsx';
import classes from './contacts.module.css';
import { useContactWords } from './use-contact-words.ts';

/** Contacts of a client with everything that was said in them. */
export function ContactList({ contacts }: { contacts: readonly LoggedContact[] }) {
  const words = useContactWords();
  return (
    <ol className={classes['entries']}>
      {contacts.map((contact) => (
        <ContactEntry key={contact.id} contact={contact} words={words} />
      ))}
    </ol>
  );
}
