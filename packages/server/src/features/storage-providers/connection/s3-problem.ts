import type { ProblemKind, ProviderField } from './problem-kinds.ts';
import type { ProviderPlace } from './provider-connection.ts';
import { ProviderProblem, problemOf } from './provider-problem.ts';

interface S3Error {
  readonly name?: string;
  readonly Region?: string;
  readonly Code?: string;
  readonly Endpoint?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  readonly cause?: unknown;
}

/** What an error of the SDK means: the endpoint's own codes first, then status, then what happened on the way. */
export function problemOfS3(
  error: unknown,
  url: URL,
  { bucket, region, user }: ProviderPlace,
): ProviderProblem {
  if (error instanceof ProviderProblem) return error;
  const { name = '', Code = name, Region, Endpoint = '', $metadata, $response } = (error ?? {}) as S3Error;
  const status = $metadata?.httpStatusCode ?? 0;
  const problem = (kind: ProblemKind, field: ProviderField, en: string, de: string) =>
    new ProviderProblem(kind, field, { en, de }, error);
  switch (Code) {
    case 'InvalidAccessKeyId':
      return problem(
        'credentials',
        'user',
        `${url.host} does not know the access key ${user}.`,
        `${url.host} kennt den Zugriffsschlüssel ${user} nicht.`,
      );
    case 'SignatureDoesNotMatch':
      return problem(
        'credentials',
        'secret',
        `The secret does not belong to the access key ${user}.`,
        `Der geheime Schlüssel gehört nicht zum Zugriffsschlüssel ${user}.`,
      );
    case 'NoSuchBucket':
      return problem(
        'bucket',
        'bucket',
        `There is no bucket “${bucket}” at ${url.host}.`,
        `Bei ${url.host} gibt es keinen Bucket „${bucket}“.`,
      );
    case 'InvalidBucketName':
      return problem(
        'bucket',
        'bucket',
        `“${bucket}” cannot be the name of a bucket.`,
        `„${bucket}“ kann kein Name eines Buckets sein.`,
      );
    case 'AuthorizationHeaderMalformed':
    case 'InvalidRegionName':
    case 'IllegalLocationConstraintException':
      return regionProblem(Region);
    case 'PermanentRedirect':
    case 'TemporaryRedirect':
      return redirectProblem(Region ?? $response?.headers?.['x-amz-bucket-region'], Endpoint);
    case 'RequestTimeTooSkewed':
      return problem(
        'clock',
        'url',
        `The clock of this server and that of ${url.host} differ too much: set them.`,
        `Die Uhr dieses Servers und die von ${url.host} weichen zu stark voneinander ab: Stellen Sie sie.`,
      );
    case 'NoSuchKey':
    case 'NotFound':
      return problem(
        'not-found',
        'bucket',
        `The object is not in the bucket “${bucket}” any more.`,
        `Das Objekt liegt nicht mehr im Bucket „${bucket}“.`,
      );
  }
  if (Code === 'AccessDenied' || status === 403 || status === 401) {
    return problem(
      'denied',
      'user',
      `The access key ${user} may not list or not read the bucket “${bucket}”.`,
      `Der Zugriffsschlüssel ${user} darf den Bucket „${bucket}“ nicht auflisten oder nicht lesen.`,
    );
  }
  if (status >= 300 && status < 400) return redirectProblem($response?.headers?.['x-amz-bucket-region'], '');
  if (status === 404) {
    return problem(
      'bucket',
      'bucket',
      `${url.host} has no bucket “${bucket}”, or is no S3 endpoint.`,
      `${url.host} hat keinen Bucket „${bucket}“ oder ist kein S3-Endpunkt.`,
    );
  }
  if (status >= 400) {
    const said = /^\w{1,60}$/.test(Code) ? ` (${Code})` : '';
    return problem(
      'broken',
      'url',
      `${url.host} answers with status ${status}${said}.`,
      `${url.host} antwortet mit Status ${status}${said}.`,
    );
  }
  if (status === 200) return noS3(url, error);
  return problemOf(error, url);

  function regionProblem(right: string | undefined): ProviderProblem {
    const known = right === undefined ? '' : ` “${right}”`;
    const bekannt = right === undefined ? '' : ` „${right}“`;
    return problem(
      'region',
      'region',
      `“${region}” is not the region of the bucket: ${right === undefined ? 'ask for the right one.' : `it is${known}.`}`,
      `„${region}“ ist nicht die Region des Buckets: ${right === undefined ? 'Erfragen Sie die richtige.' : `Sie heißt${bekannt}.`}`,
    );
  }

  function redirectProblem(right: string | undefined, target: string): ProviderProblem {
    if (right !== undefined && right !== region) return regionProblem(right);
    const to = /^[\w.:-]{1,200}$/.test(target) ? target : undefined;
    return problem(
      'redirect',
      'url',
      `${url.host} redirects to ${to ?? 'another address'}, which is not followed: enter the address of the bucket's endpoint itself.`,
      `${url.host} leitet um nach ${to ?? 'einer anderen Adresse'}; dem wird nicht gefolgt: Geben Sie die Adresse des Endpunkts selbst an.`,
    );
  }
}

/** Something answers that is no S3 endpoint. */
export function noS3(url: URL, cause?: unknown): ProviderProblem {
  const text = {
    en: `${url.host} does not answer as an S3 endpoint does: check the address.`,
    de: `${url.host} antwortet nicht wie ein S3-Endpunkt: Prüfen Sie die Adresse.`,
  };
  return new ProviderProblem('broken', 'url', text, cause);
}
