// RE-Guide's sample for テスト反響: as its mails are thought to look (README.md).
import { type TestOrder, testRequest } from '../../portal-kit/sim/test-request.ts';
import { simMail } from './sim.ts';

/** The mail's bytes. */
export function testMail(order: TestOrder): Uint8Array {
  const { to, sentAt } = order;
  return simMail({
    truth: testRequest(order),
    what: 'full',
    layout: 'plain',
    charset: 'utf-8',
    shape: 'plain',
    to,
    sentAt,
    n: 0,
  });
}
