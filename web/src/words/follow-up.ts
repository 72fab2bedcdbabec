// Words of what is done for a customer. Apart from the others, for they come with their pages and not with the first one.
import { notes } from './ja/notes.ts';
import { tasks } from './ja/tasks.ts';
import { timeline } from './ja/timeline.ts';

export const followUp = { notes, tasks, timeline };
