// HTTP of a customer's notes (メモ). No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import {
  body,
  conflict,
  idParam,
  json,
  newRoutes,
  notFound,
  route,
  seenVersion,
  typedRequired,
} from '../platform/http.ts';
import { addNote, deleteNote, editNote, pinnedNotes, presentNote, restoreNote } from './follow-up/notes.ts';
import { noteShape } from './follow-up/present-timeline.ts';
import { NOTE_MOST } from './model.ts';
import { getCustomers } from './queries.ts';

const refused = {
  ...notFound,
  409: {
    ...conflict[409],
    description:
      'changed-meanwhile: `data.current` is the note now; null: it was deleted · customer-merged: `data.into` says into whom',
  },
};

const routes = {
  pinned: route('member', {
    method: 'get',
    path: '/customers/{id}/pinned-notes',
    summary: '顧客のメモのうち、上に固定したもの (all are in the timeline)',
    request: { params: idParam },
    responses: { 200: json(z.object({ items: z.array(noteShape) }), 'The pinned notes'), ...notFound },
  }),
  add: route('person', {
    method: 'post',
    path: '/customers/{id}/notes',
    summary: 'メモを残す',
    request: {
      params: idParam,
      ...body(
        z.object({ text: typedRequired(NOTE_MOST, 'メモの内容を入力してください。') }).openapi('NewNote'),
      ),
    },
    responses: { 201: json(noteShape, 'The note'), ...refused },
  }),
  edit: route('person', {
    method: 'patch',
    path: '/notes/{id}',
    summary: 'メモを編集する、上に固定する',
    request: {
      params: idParam,
      ...body(
        z
          .object({
            text: typedRequired(NOTE_MOST, 'メモの内容を入力してください。').optional(),
            version: z.int().optional().openapi({ description: 'The one the text started from' }),
            isPinned: z.boolean().optional(),
          })
          .openapi('NoteEdit'),
      ),
    },
    responses: { 200: json(noteShape, 'The note now'), ...refused },
  }),
  remove: route('person', {
    method: 'delete',
    path: '/notes/{id}',
    summary: 'メモを削除する',
    request: { params: idParam, query: seenVersion },
    responses: { 204: { description: 'It is shown no more' }, ...refused },
  }),
  restore: route('person', {
    method: 'post',
    path: '/notes/{id}/restore',
    summary: 'メモの削除を取り消す',
    request: { params: idParam },
    responses: { 200: json(noteShape, 'It is back'), ...notFound },
  }),
};

/** Routes of notes, mounted under /api/v1. `onChanged` is called after the commit. */
export function noteRoutes(db: Database, onChanged: (organizationId: string) => void) {
  return newRoutes<Caller>()
    .openapi(routes.pinned, async (c) => {
      const { organizationId } = c.get('principal');
      const { id } = c.req.valid('param');
      const found = await db.withOrganization(organizationId, async (tx) => {
        if ((await getCustomers(tx, organizationId, [id])).length === 0) throw new AppError('not-found');
        return pinnedNotes(tx, organizationId, id);
      });
      return c.json({ items: found.map(presentNote) }, 200);
    })
    .openapi(routes.add, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { text } = c.req.valid('json');
      const made = await db.withOrganization(organizationId, (tx) =>
        addNote(tx, organizationId, { userId, name }, c.req.valid('param').id, text),
      );
      onChanged(organizationId);
      return c.json(presentNote(made), 201);
    })
    .openapi(routes.edit, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const now = await db.withOrganization(organizationId, (tx) =>
        editNote(tx, organizationId, { userId, name }, c.req.valid('param').id, c.req.valid('json')),
      );
      onChanged(organizationId);
      return c.json(presentNote(now), 200);
    })
    .openapi(routes.remove, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      await db.withOrganization(organizationId, (tx) =>
        deleteNote(
          tx,
          organizationId,
          { userId, name },
          c.req.valid('param').id,
          c.req.valid('query').version,
        ),
      );
      onChanged(organizationId);
      return c.body(null, 204);
    })
    .openapi(routes.restore, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const now = await db.withOrganization(organizationId, (tx) =>
        restoreNote(tx, organizationId, { userId, name }, c.req.valid('param').id),
      );
      onChanged(organizationId);
      return c.json(presentNote(now), 200);
    });
}
