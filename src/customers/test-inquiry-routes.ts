// HTTP of テスト反響: send one, and see how far it is. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requireAdmin } from '../accounts/index.ts';
import { AppError } from '../platform/errors.ts';
import { idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { type TestError, testErrors } from './model.ts';
import { sendTestInquiry, type TestParts } from './send-test-inquiry.ts';
import { getTest, type TestInquiry } from './test-inquiries.ts';

const instant = z.iso.datetime();
const name = z.string().nullable();

const shape = z
  .object({
    id: z.uuid(),
    sentAt: instant,
    receivedAt: instant.nullable(),
    readAt: instant.nullable(),
    result: z
      .object({
        customerName: z.string(),
        assignee: name,
        status: name,
        group: name,
        matched: name.openapi({ description: 'The customer it was taken for, or null: a new one' }),
      })
      .nullable()
      .openapi({ description: 'What taking it in made, before it was taken back' }),
    error: z
      .object({ code: z.enum(testErrors), text: z.string() })
      .nullable()
      .openapi({ description: 'Why there is no result yet, and what to check; one may still come' }),
    removedAt: instant.nullable().openapi({ description: 'When its mail was taken away again' }),
  })
  .openapi('TestInquiry');

const errorTexts: Record<TestError, string> = {
  'not-sent':
    'テスト反響を送信できませんでした。メールの受付（SMTP）が動いていないか、混み合っています。1分ほど待ってからもう一度お試しください。続く場合は、システムの運用担当の方にご連絡ください。',
  'not-received':
    '1分待ちましたが、テスト反響が届きませんでした。もう一度お試しください。続く場合は、メールの受付（SMTP）が動いているか、システムの運用担当の方にご確認ください。',
  'not-read':
    'テスト反響は届きましたが、1分以内に読み取れませんでした。たくさんのメールを処理している場合は、このままお待ちいただくと結果が表示されます。',
  'not-an-inquiry':
    'テスト反響は届きましたが、反響として読み取れませんでした。お手数ですが、サポート窓口へお問い合わせください。',
};

const routes = {
  send: route('admin', {
    method: 'post',
    path: '/connections/{id}/test-inquiry',
    summary: 'テスト反響を送る',
    description:
      'While one is under way, that one is answered. It makes nothing, tells nobody, and its mail goes.',
    request: { params: idParam },
    responses: { 202: json(z.object({ id: z.uuid() }), 'Sent, or under way'), ...notFound },
  }),
  one: route('member', {
    method: 'get',
    path: '/connections/{id}/test-inquiry/{testId}',
    summary: 'テスト反響の結果',
    request: { params: idParam.extend({ testId: z.uuid() }) },
    responses: { 200: json(shape, 'How far it is'), ...notFound },
  }),
};

function present({ id, sentAt, receivedAt, readAt, result, error, removedAt }: TestInquiry) {
  return {
    id,
    sentAt: sentAt.toISOString(),
    receivedAt: receivedAt?.toISOString() ?? null,
    readAt: readAt?.toISOString() ?? null,
    result,
    error: error && { code: error, text: errorTexts[error] },
    removedAt: removedAt?.toISOString() ?? null,
  };
}

/** Routes of テスト反響, mounted under /api/v1. */
export function testInquiryRoutes(parts: TestParts) {
  return newRoutes<Caller>()
    .openapi(routes.send, async (c) => {
      const { organizationId, userId } = requireAdmin(c.get('principal'));
      const id = await sendTestInquiry(parts, organizationId, c.req.valid('param').id, userId);
      return c.json({ id }, 202);
    })
    .openapi(routes.one, async (c) => {
      const { organizationId } = c.get('principal');
      const { id, testId } = c.req.valid('param');
      const test = await parts.db.withOrganization(organizationId, (tx) =>
        getTest(tx, organizationId, id, testId),
      );
      if (!test) throw new AppError('not-found');
      return c.json(present(test), 200);
    });
}
