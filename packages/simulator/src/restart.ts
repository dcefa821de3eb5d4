import type { Item } from '@deskfleet/protocol';
import { findValue } from './messages.ts';

/** The vendor's fixed code (reference, section 10.3). */
const FACTORY_RESET_CODE = '124816';

/** What a Restart asks for; `wrong`: an unknown type or a wrong password. */
export function readRestart(items: readonly Item[]): 'restart' | 'factory-reset' | 'wrong' {
  const type = findValue(items, 'restart-type');
  if (type === undefined || type === '') return 'restart';
  const password = findValue(items, 'restart-password');
  return type === 'FactoryReset' && password === FACTORY_RESET_CODE ? 'factory-reset' : 'wrong';
}
