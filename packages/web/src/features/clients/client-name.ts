import type { Client } from '../../api/types.ts';

/** What a client is called: its number, or its device ID while it has none. */
export function clientName(client: Pick<Client, 'e164' | 'deviceId'>): string {
  return client.e164 === '' ? client.deviceId : client.e164;
}

/** "SIP V1 R11.4", as the guide writes it. */
export function softwareWords(client: Pick<Client, 'softwareType' | 'softwareVersion'>): string {
  return [client.softwareType, client.softwareVersion].filter((part) => part !== '').join(' ');
}

/**
 * The address of the phone's own web pages, if it is one that a link may lead to.
 *
 * It is built from what a phone said of itself, so nothing but plain web addresses passes.
 */
export function wbmLink(client: Pick<Client, 'wbmUrl'>): string | null {
  if (client.wbmUrl === null || !URL.canParse(client.wbmUrl)) return null;
  const { protocol, href } = new URL(client.wbmUrl);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
