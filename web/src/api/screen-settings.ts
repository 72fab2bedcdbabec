// How a person has the screen, kept by the server.
import { answerOf, api } from './client.ts';
import type { components } from './schema.gen.ts';

/** What is not given stays. */
export function keepScreenSettings(body: components['schemas']['ScreenSettings']) {
  return answerOf(api.PATCH('/api/v1/me/screen', { body }));
}
