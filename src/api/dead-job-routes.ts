// HTTP of work in the background that was given up: seen in 要確認, done again or settled. Jobs are of every stage, so
// their words are here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import { CHECK_LOGIN } from '../connections/index.ts';
import {
  COMPLETE_NOTICE,
  CUSTOMER_IMPORT,
  FINISH_TEST_INQUIRY,
  FORGET_CUSTOMER_IMPORT,
  REPLAY,
  TELL_ASSIGNED,
  UNDO_CUSTOMER_IMPORT,
} from '../customers/index.ts';
import {
  ESCALATE,
  FORWARD_MAIL,
  POST_MESSAGE,
  RELEASE_HELD,
  REMIND_FIRST_MAIL,
  resendMail,
  SEND_MAIL,
  TELL_LOGIN,
  TELL_OWNER,
  WATCH_SILENCE,
} from '../notify/index.ts';
import type { Tx } from '../platform/database.ts';
import { type DeadJob, dropDeadJob, holdDeadJob, listDeadJobs, reviveJob } from '../platform/dead-jobs.ts';
import { AppError } from '../platform/errors.ts';
import { idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import type { AppParts } from './parts.ts';

const SHOWN = 100;

const titles = {
  [COMPLETE_NOTICE]: '通知だけのメールの詳細を、ポータルの画面から読み取る',
  [FINISH_TEST_INQUIRY]: 'テスト反響の結果を確かめる',
  [REPLAY]: '受信メールを再読み取りする',
  [CUSTOMER_IMPORT]: '顧客をCSVから取り込む',
  [FORGET_CUSTOMER_IMPORT]: '取り込んだCSVファイルを消去する',
  [UNDO_CUSTOMER_IMPORT]: 'CSV取り込みを取り消す',
  [CHECK_LOGIN]: 'ポータルサイトのログイン情報を確かめる',
  [TELL_OWNER]: '反響を担当者にお知らせする',
  [TELL_ASSIGNED]: '担当になった方にお知らせする',
  [TELL_LOGIN]: '連携の失敗や回復をお知らせする',
  [REMIND_FIRST_MAIL]: '最初のメールが届いたか確かめる',
  [SEND_MAIL]: 'お知らせメールを送信する',
  [POST_MESSAGE]: 'チャットやブラウザーに通知を送信する',
  [RELEASE_HELD]: 'まとめておいた反響をお知らせする',
  [ESCALATE]: '対応がない反響を次の人にお知らせする',
  [FORWARD_MAIL]: '届いたメールを転送する',
  [WATCH_SILENCE]: '連携にメールが届いているか確かめる',
};
type Kind = keyof typeof titles;
const kinds = Object.keys(titles) as Kind[];

const reasons = {
  'lease-expired': '処理の途中でプログラムが繰り返し止まりました。',
  other: '処理の途中で問題が起きました。',
};
const whys = ['lease-expired', 'other'] as const;

const shape = z
  .object({
    id: z.uuid(),
    kind: z.enum(kinds),
    title: z.string().openapi({ description: 'What was to be done, in Japanese' }),
    reason: z.string().openapi({ description: 'Why it was given up, in Japanese' }),
    why: z.enum(whys),
    code: z.string().nullable(),
    attempts: z.int(),
    givenUpAt: z.iso.datetime(),
    canReprocess: z.boolean().openapi({
      description: 'False for a login check: a password is sent again from its connection alone',
    }),
  })
  .openapi('DeadJob');

const conflict = { 409: { description: 'Somebody took care of it before' } };

const routes = {
  list: route('member', {
    method: 'get',
    path: '/dead-jobs',
    summary: '止まった処理 (the newest, up to 100)',
    responses: { 200: json(z.object({ items: z.array(shape) }), 'Work in the background that was given up') },
  }),
  reprocess: route('person', {
    method: 'post',
    path: '/dead-jobs/{id}/reprocess',
    summary: '止まった処理の再処理',
    request: { params: idParam },
    responses: {
      204: { description: 'It is done again at once, with all its tries' },
      ...notFound,
      ...conflict,
    },
  }),
  settle: route('person', {
    method: 'post',
    path: '/dead-jobs/{id}/settle',
    summary: '止まった処理を対応不要にする',
    request: { params: idParam },
    responses: { 204: { description: 'Nothing more is done about it' }, ...notFound, ...conflict },
  }),
};

function present({ id, kind, attempts, lastError, givenUpAt }: DeadJob) {
  const why = whys.find((one) => one === lastError) ?? 'other';
  return {
    id,
    kind: kind as Kind,
    title: titles[kind as Kind],
    reason: reasons[why],
    why,
    code: lastError,
    attempts,
    givenUpAt: givenUpAt.toISOString(),
    canReprocess: kind !== CHECK_LOGIN,
  };
}

type Parts = Pick<AppParts, 'db' | 'sealer' | 'onChanged'>;

/** Routes of jobs that were given up, mounted under /api/v1. `onChanged` is called after the commit. */
export function deadJobRoutes({ db, sealer, onChanged }: Parts) {
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const { organizationId } = c.get('principal');
      const rows = await db.withOrganization(organizationId, (tx) => listDeadJobs(tx, organizationId, SHOWN));
      return c.json({ items: rows.map(present) }, 200);
    })
    .openapi(routes.reprocess, async (c) => {
      const { organizationId } = requirePerson(c.get('principal'));
      await db.withOrganization(organizationId, async (tx) => {
        const job = await held(tx, organizationId, c.req.valid('param').id);
        if (job.kind === CHECK_LOGIN) throw new AppError('already-settled');
        if (job.kind !== SEND_MAIL && job.kind !== POST_MESSAGE) return reviveJob(tx, organizationId, job.id);
        // Its mail or message has ended with it: what goes out is a repeat, as by 再送.
        await resendMail(tx, sealer, organizationId, job.subjectId);
        await dropDeadJob(tx, organizationId, job.id);
      });
      onChanged(organizationId);
      return c.body(null, 204);
    })
    .openapi(routes.settle, async (c) => {
      const { organizationId } = requirePerson(c.get('principal'));
      await db.withOrganization(organizationId, async (tx) => {
        const job = await held(tx, organizationId, c.req.valid('param').id);
        await dropDeadJob(tx, organizationId, job.id);
      });
      onChanged(organizationId);
      return c.body(null, 204);
    });
}

async function held(tx: Tx, organizationId: string, id: string): Promise<DeadJob> {
  const job = await holdDeadJob(tx, organizationId, id);
  if (!job) throw new AppError('not-found');
  if (job === 'taken-up') throw new AppError('already-settled');
  return job;
}
