import type { Item } from '@deskfleet/protocol';

/** The vendor's fixed code (reference, section 10.3). */
const FACTORY_RESET_CODE = '124816';

/** What a Restart asks for; `wrong`: an unknown type or a wrong password. */
export function readRestart(items: readonly Item[]): 'restart' | 'factory-reset' | 'wrong' {
  const type = items.find((item) => item.name === 'restart-type')?.value;
  if (type === undefined || type === '') return 'restart';
  const password = items.find((item) => item.name === 'restart-password')?.value;
  return type === 'FactoryReset' && password === FACTORY_RESET_CODE ? 'factory-reset' : 'wrong';
}
