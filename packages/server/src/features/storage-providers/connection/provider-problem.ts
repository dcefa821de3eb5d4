import { ForbiddenAddressError, OutboundTimeoutError } from '../../../infra/outbound/index.ts';
import type { BothLanguages, ProblemKind, ProviderField } from './problem-kinds.ts';
import { tlsTexts } from './tls-texts.ts';

/** Why a provider could not be used, in words for administrators and without any secret. */
export class ProviderProblem extends Error {
  override readonly name = 'ProviderProblem';
  readonly kind: ProblemKind;
  readonly field: ProviderField;
  readonly text: BothLanguages;

  constructor(kind: ProblemKind, field: ProviderField, text: BothLanguages, cause?: unknown) {
    super(text.en, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.field = field;
    this.text = text;
  }
}

/** What an error of the network, of TLS or of our own limits means. */
export function problemOf(error: unknown, url: URL): ProviderProblem {
  if (error instanceof ProviderProblem) return error;
  const problem = (kind: ProblemKind, field: ProviderField, en: string, de: string) =>
    new ProviderProblem(kind, field, { en, de }, error);
  const host = url.hostname;
  const place = url.host;
  if (error instanceof ForbiddenAddressError) {
    const { address, place: what } = error;
    return problem(
      'forbidden-address',
      'url',
      `${host} leads to ${address}, which is ${what.en}: no storage provider can be there, unless the server's environment allows it (DESKFLEET_OUTBOUND_ALLOW).`,
      `${host} führt zu ${address}; das ist ${what.de}: Dort kann kein Speicheranbieter sein, außer die Umgebung des Servers erlaubt es (DESKFLEET_OUTBOUND_ALLOW).`,
    );
  }
  if (error instanceof OutboundTimeoutError) {
    return problem(
      'timed-out',
      'url',
      `${place} did not answer within ${error.seconds} seconds.`,
      `${place} hat nicht innerhalb von ${error.seconds} Sekunden geantwortet.`,
    );
  }
  const { code = '', name = '' } = (error ?? {}) as { readonly code?: string; readonly name?: string };
  const tls = tlsTexts(code, error);
  if (tls !== undefined) {
    return problem(
      'tls',
      tls.field,
      `The certificate of ${place} is not accepted: ${tls.en}`,
      `Das Zertifikat von ${place} wird nicht akzeptiert: ${tls.de}`,
    );
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return problem(
      'tls',
      'url',
      `${place} does not speak TLS, or none that this server speaks (TLS 1.2 or newer): check the port.`,
      `${place} spricht kein TLS oder keines, das dieser Server spricht (ab TLS 1.2): Prüfen Sie den Port.`,
    );
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'ENODATA':
      return problem(
        'dns',
        'url',
        `The name ${host} cannot be resolved: check its spelling and the DNS of the server.`,
        `Der Name ${host} lässt sich nicht auflösen: Prüfen Sie die Schreibweise und das DNS des Servers.`,
      );
    case 'ECONNREFUSED':
      return problem(
        'refused',
        'url',
        `${place} refuses the connection: nothing listens at this port.`,
        `${place} weist die Verbindung ab: An diesem Port ist kein Dienst erreichbar.`,
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return problem(
        'unreachable',
        'url',
        `${place} cannot be reached from the server: there is no way to this network.`,
        `${place} ist vom Server aus nicht erreichbar: Es gibt keinen Weg in dieses Netz.`,
      );
    case 'ETIMEDOUT':
    case 'ESOCKETTIMEDOUT':
      return timedOut(place, error);
  }
  if (name === 'TimeoutError') return timedOut(place, error);
  if (name === 'AbortError') {
    return problem('stopped', 'url', 'It was stopped.', 'Der Vorgang wurde angehalten.');
  }
  return problem(
    'broken',
    'url',
    `${place} broke the connection off or gave an answer that cannot be understood${code === '' ? '' : ` (${code})`}.`,
    `${place} hat die Verbindung abgebrochen oder eine unverständliche Antwort gegeben${code === '' ? '' : ` (${code})`}.`,
  );
}

function timedOut(place: string, cause: unknown): ProviderProblem {
  const text = {
    en: `${place} did not answer in time.`,
    de: `${place} hat nicht rechtzeitig geantwortet.`,
  };
  return new ProviderProblem('timed-out', 'url', text, cause);
}

/** A provider has more than anybody needs, or never ends. */
export function tooMuch(en: string, de: string): ProviderProblem {
  return new ProviderProblem('too-much', 'url', { en, de });
}
