/** Every error code of the admin API with its HTTP status: a new code does not compile without one. */
export const errorStatus = {
  'request.invalid': 400,
  'request.not_found': 404,
  'request.too_large': 413,
  'request.unsupported_media_type': 415,
  'request.cross_site': 403,
  'server.internal': 500,
  'server.unavailable': 503,
  'session.required': 401,
  'session.invalid_credentials': 401,
  'session.setup_code_required': 401,
  'session.setup_code_wrong': 401,
  'session.too_many_attempts': 429,
  'account.password_change_required': 403,
  'account.password_policy': 400,
  'account.wrong_password': 403,
  'client.not_found': 404,
  'job.not_found': 404,
  'job.already_finished': 409,
  'job.no_clients': 400,
  'job.invalid_value': 400,
  'notification.not_found': 404,
  'event.too_many_streams': 429,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;
