import { HttpsConnection } from './https-connection.ts';
import type { ConnectionOptions, ProviderConnection, ProviderPlace } from './provider-connection.ts';
import { S3Connection } from './s3-connection.ts';

/** The way to talk to a provider; close it when it is not needed any more. */
export function openProvider(place: ProviderPlace, options: ConnectionOptions): ProviderConnection {
  return place.type === 's3' ? new S3Connection(place, options) : new HttpsConnection(place, options);
}
