import type { FieldError } from '../../infra/errors/index.ts';
import { invalidRequest } from '../../infra/http/validation.ts';

/**
 * The address of a server as it is stored: scheme, host and port, without the port when it is the usual one (443).
 *
 * @param field its place in the settings, e.g. `files.publicUrl`
 * @throws AppError `request.invalid` for anything else, `http` included: phones fetch in no other way
 */
export function readOrigin(text: string, field: string): string {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.href !== `${url.origin}/`) {
    throw invalidRequest([noOrigin(text, field)]);
  }
  return url.origin;
}

function noOrigin(text: string, field: string): FieldError {
  const sentence = {
    en: `“${text}” is no address of a server: write it as https://phones.example.org:18443, without a path.`,
    de: `„${text}“ ist keine Adresse eines Servers: Schreiben Sie https://telefone.example.org:18443, ohne Pfad.`,
  };
  return { field, message: sentence.en, code: 'settings.public_url', text: sentence };
}
