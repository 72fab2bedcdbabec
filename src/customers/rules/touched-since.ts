// Why a customer whom an import made is not removed with it: what was done with them since, as their history tells it. Pure.
import { type KeptReason, keptReasons } from '../import/model.ts';
import type { HistoryEvent } from '../model.ts';

/** `events`: all but the import's own. Null: nothing was done with them. */
export function touchedBy(events: HistoryEvent['type'][]): KeptReason | null {
  const reasons = new Set(events.map(reasonOf));
  return keptReasons.find((reason) => reasons.has(reason)) ?? null;
}

function reasonOf(type: HistoryEvent['type']): KeptReason {
  switch (type) {
    case 'inquiry-added':
    case 'inquiry-updated':
    case 'rule-chosen':
    case 'escalated':
      return 'inquiry';
    case 'merged':
    case 'merged-away':
    case 'merge-undone':
      return 'merged';
    case 'activity-added':
    case 'activity-undone':
    case 'activity-corrected':
      return 'activity';
    case 'task-added':
    case 'task-edited':
    case 'task-done':
    case 'task-reopened':
    case 'task-deleted':
    case 'task-restored':
      return 'task';
    case 'note-added':
    case 'note-edited':
    case 'note-deleted':
    case 'note-restored':
      return 'note';
    case 'imported':
    case 'import-undone':
      return 'imported';
    default:
      return 'changed';
  }
}
