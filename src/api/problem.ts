// Every refusal and every bug as problem+json (RFC 9457). A bug shows nothing of itself but its number in the log.
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AppError, type ProblemCode } from '../platform/errors.ts';
import { type Log, stackOf } from '../platform/log.ts';
import { answerCode, isDatabaseTrouble } from '../platform/pool.ts';

type Problem = {
  status: number;
  code: ProblemCode;
  title: string;
  detail: string;
  errors?: Record<string, string> | undefined;
  data?: unknown;
};

function answer(c: Context, { status, code, title, detail, errors, data }: Problem): Response {
  const body = { type: 'about:blank', title, status, code, detail, ...(errors && { errors }), data };
  return c.body(JSON.stringify(body), status as 400, {
    'Content-Type': 'application/problem+json',
    ...(status === 503 && { 'Retry-After': '30' }),
  });
}

/** The answer to an error thrown by a route. */
export function problemOf(c: Context, error: Error, log: Log): Response {
  if (error instanceof AppError)
    return answer(c, {
      status: error.status,
      code: error.code,
      title: error.code,
      detail: error.text,
      errors: error.fields,
      data: error.data,
    });
  if (isReferenceGone(error)) {
    log.warn(
      { method: c.req.method, route: c.req.routePath },
      'what a request referred to was deleted meanwhile',
    );
    return problemOf(c, new AppError('changed-meanwhile'), log);
  }
  if (isDatabaseTrouble(error)) {
    log.warn(
      { method: c.req.method, route: c.req.routePath, code: answerCode(error) },
      'the database could not do what a request asked for just now',
    );
    return problemOf(c, new AppError('unavailable'), log);
  }
  if (error instanceof HTTPException && error.status < 500)
    return answer(c, {
      status: error.status,
      code: 'request-invalid',
      title: 'Bad request',
      detail: 'リクエストの形式が正しくありません。',
    });
  const id = randomUUID();
  const number = id.slice(0, 8);
  log.error({ id, method: c.req.method, route: c.req.routePath, stack: stackOf(error) }, 'a request failed');
  return answer(c, {
    status: 500,
    code: 'internal',
    title: 'Internal error',
    detail: `処理中に問題が発生しました。時間をおいてもう一度お試しください。続く場合は番号 ${number} をお知らせください。`,
    data: { number },
  });
}

/** PostgreSQL 23503: a row that was there when it was chosen is gone, or one to be deleted came into use. */
function isReferenceGone({ cause }: Error): boolean {
  return cause instanceof Error && (cause as { code?: string }).code === '23503';
}

/** The answer where there is nothing. */
export function nothingHere(c: Context): Response {
  const error = new AppError('not-found');
  return answer(c, { status: 404, code: error.code, title: error.code, detail: error.text });
}
