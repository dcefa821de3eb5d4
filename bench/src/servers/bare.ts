import { encodeServerMessage } from '@deskfleet/protocol';
import { serveReference } from './reference-server.ts';

/** *Bare*: reads each message and answers it with a constant. Nothing on this platform can be faster. */
const text = encodeServerMessage({ nonce: '0'.repeat(32), action: 'CleanUp', items: [] });
serveReference(() => ({ text }));
