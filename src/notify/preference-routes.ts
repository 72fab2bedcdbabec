// HTTP of how people are told: a person's own, their browsers, and the firm's default. No query here.
import { z } from '@hono/zod-openapi';
import { addAudit, type Caller, type Person, requireAdmin, requirePerson } from '../accounts/index.ts';
import { newId } from '../lib/ids.ts';
import { refuseOvertaken } from '../platform/as-seen.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, conflict, idParam, json, newRoutes, notFound, route, seen } from '../platform/http.ts';
import type { Sealer } from '../platform/sealing.ts';
import { type Letterhead, outgoingStates } from './model.ts';
import { notSentShape } from './not-sent-shape.ts';
import { preferences, preferencesShape } from './preferences/shapes.ts';
import {
  getDefaults,
  getPreferences,
  lockPreferences,
  setDefaults,
  setPreferences,
} from './preferences/store.ts';
import { addDevice, listDevices, removeDevice } from './push/devices.ts';
import { pushKey } from './push/keys.ts';
import { testPush } from './push/messages.ts';
import { whyNotSent } from './rules/why-not-sent.ts';
import { lastSaid, putMails } from './store.ts';

const ownShape = z
  .object({
    own: preferences.nullable().openapi({ description: 'Null: the firm’s default counts' }),
    defaults: preferencesShape,
    pushKey: z.string().openapi({ description: 'applicationServerKey of PushManager.subscribe()' }),
    devices: z.array(
      z.object({
        id: z.uuid(),
        label: z.string(),
        endpointKey: z.string().openapi({ description: 'SHA-256 of the endpoint, hex: which browser it is' }),
        createdAt: z.iso.datetime(),
        last: z
          .object({ state: z.enum(outgoingStates), error: notSentShape.nullable() })
          .nullable()
          .openapi({ description: 'What was last sent there' }),
      }),
    ),
  })
  .openapi('OwnNotices');

const defaultsEdit = preferences.extend({ was: seen(preferencesShape) }).openapi('NoticeDefaultsEdit');

const routes = {
  own: route('person', {
    method: 'get',
    path: '/me/notices',
    summary: '自分への知らせ方',
    responses: { 200: json(ownShape, 'How the caller is told') },
  }),
  setOwn: route('person', {
    method: 'put',
    path: '/me/notices',
    summary: '自分への知らせ方を変更する',
    request: body(
      z.object({ own: preferences.nullable(), was: seen(preferences.nullable()) }).openapi('OwnNoticesEdit'),
    ),
    responses: { 200: json(ownShape, 'How the caller is told from now on'), ...conflict },
  }),
  addDevice: route('person', {
    method: 'post',
    path: '/me/push-devices',
    summary: 'このブラウザーで通知を受け取る',
    request: body(
      z
        .object({
          endpoint: z.string().max(2_000),
          keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
          label: z.string().max(200),
        })
        .openapi('NewPushDevice'),
    ),
    responses: { 201: json(ownShape, 'With the browser') },
  }),
  removeDevice: route('person', {
    method: 'delete',
    path: '/me/push-devices/{id}',
    summary: 'ブラウザーへの通知をやめる',
    request: { params: idParam },
    responses: { 200: json(ownShape, 'Without it; done twice it is done once') },
  }),
  testDevice: route('person', {
    method: 'post',
    path: '/me/push-devices/{id}/test',
    summary: 'ブラウザーへテスト送信',
    request: { params: idParam },
    responses: { 202: json(ownShape, 'It is on its way: `last` says how far'), ...notFound },
  }),
  defaults: route('admin', {
    method: 'get',
    path: '/notice-defaults',
    summary: '会社の知らせ方の標準',
    responses: { 200: json(preferencesShape, 'For those who set nothing themselves') },
  }),
  setDefaults: route('admin', {
    method: 'put',
    path: '/notice-defaults',
    summary: '会社の知らせ方の標準を変更する',
    request: body(defaultsEdit),
    responses: { 200: json(preferencesShape, 'For those who set nothing themselves'), ...conflict },
  }),
};

interface Parts {
  db: Database;
  sealer: Sealer;
  letterhead: Letterhead;
  outboundAllow: readonly string[];
  onChanged: (organizationId: string) => void;
}

/** Routes of how people are told, mounted under /api/v1. `onChanged` is called after the commit. */
export function preferenceRoutes({ db, sealer, letterhead, outboundAllow, onChanged }: Parts) {
  const change = async (person: Person, verb: (tx: Tx, owner: Owner) => Promise<unknown>) => {
    const owner = ownerOf(person);
    const shown = await db.withOrganization(owner.organizationId, async (tx) => {
      await verb(tx, owner);
      return present(tx, sealer, owner);
    });
    onChanged(owner.organizationId);
    return shown;
  };
  return newRoutes<Caller>()
    .openapi(routes.own, async (c) => {
      const owner = ownerOf(requirePerson(c.get('principal')));
      return c.json(await db.withOrganization(owner.organizationId, (tx) => present(tx, sealer, owner)), 200);
    })
    .openapi(routes.setOwn, async (c) => {
      const { own, was } = c.req.valid('json');
      const shown = await change(requirePerson(c.get('principal')), async (tx, owner) => {
        await lockPreferences(tx, owner.organizationId);
        const now = await getPreferences(tx, owner);
        refuseOvertaken({ own: now }, { own: was }, { own }, now);
        await setPreferences(tx, owner, own, new Date());
      });
      return c.json(shown, 200);
    })
    .openapi(routes.addDevice, async (c) => {
      const given = c.req.valid('json');
      const shown = await change(requirePerson(c.get('principal')), (tx, owner) =>
        addDevice(tx, sealer, owner, given, outboundAllow),
      );
      return c.json(shown, 201);
    })
    .openapi(routes.removeDevice, async (c) => {
      const { id } = c.req.valid('param');
      const shown = await change(requirePerson(c.get('principal')), (tx, owner) =>
        removeDevice(tx, owner, id),
      );
      return c.json(shown, 200);
    })
    .openapi(routes.testDevice, async (c) => {
      const { id: address } = c.req.valid('param');
      const person = requirePerson(c.get('principal'));
      const shown = await change(person, async (tx, owner) => {
        const devices = await listDevices(tx, owner);
        if (!devices.some(({ id }) => id === address)) throw new AppError('not-found');
        const { organizationId, userId } = owner;
        await putMails(tx, organizationId, [
          {
            channel: 'push',
            kind: 'test',
            event: `test:${newId()}`,
            happenedAt: 'now',
            recipient: { userId, name: person.name, address },
            letter: testPush(letterhead),
          },
        ]);
      });
      return c.json(shown, 202);
    })
    .openapi(routes.defaults, async (c) => {
      const { organizationId } = requireAdmin(c.get('principal'));
      return c.json(await db.withOrganization(organizationId, (tx) => getDefaults(tx, organizationId)), 200);
    })
    .openapi(routes.setDefaults, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { organizationId } = caller;
      const { was, ...defaults } = c.req.valid('json');
      await db.withOrganization(organizationId, async (tx) => {
        await lockPreferences(tx, organizationId);
        refuseOvertaken(await getDefaults(tx, organizationId), was, defaults);
        await setDefaults(tx, organizationId, defaults);
        await addAudit(tx, organizationId, caller, 'notices.defaults-set', organizationId, { ...defaults });
      });
      onChanged(organizationId);
      return c.json(defaults, 200);
    });
}

type Owner = { organizationId: string; userId: string };

const ownerOf = ({ organizationId, userId }: Person): Owner => ({ organizationId, userId });

async function present(tx: Tx, sealer: Sealer, owner: Owner): Promise<z.infer<typeof ownShape>> {
  const devices = await listDevices(tx, owner);
  const said = await lastSaid(
    tx,
    owner.organizationId,
    devices.map(({ id }) => id),
  );
  return {
    own: await getPreferences(tx, owner),
    defaults: await getDefaults(tx, owner.organizationId),
    pushKey: (await pushKey(tx, sealer)).publicKey,
    devices: devices.map(({ createdAt, ...device }) => {
      const last = said.get(device.id);
      return {
        ...device,
        createdAt: createdAt.toISOString(),
        last: last ? { state: last.state, error: whyNotSent(last.lastError) } : null,
      };
    }),
  };
}
