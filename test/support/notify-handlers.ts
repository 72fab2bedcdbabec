// The work of notify as a worker does it, for tests that hold its lease themselves: no relay, and nothing came.
import { notifyJobs } from '../../src/notify/index.ts';
import { openSealer } from '../../src/platform/sealing.ts';
import type { TestProgram } from './program.ts';

export const notifyHandlers = ({ db, url, secretKeys }: TestProgram) =>
  notifyJobs({
    db,
    letterhead: { productName: 'Digima', url, support: { name: '', hours: '', url: null } },
    sealer: openSealer(secretKeys),
    relay: null,
    from: 'no-reply@inbox.localhost',
    inboxDomain: 'inbox.localhost',
    givenUpSince: async () => ({ mails: 0, jobs: 0 }),
    arrivalsOf: async () => [],
    firstMailAt: async () => null,
    originalMail: async () => null,
    portalName: () => 'リガイド',
  });
