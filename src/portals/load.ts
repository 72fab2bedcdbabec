// Finds the portals: every folder here with a portal.ts. No registry: one more portal is one more folder.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Portal, PortalDefinition } from '../portal-kit/define-portal.ts';

const here = new URL('./', import.meta.url);

/** This module, for threads that load the portals by themselves. */
export const portalsModule = new URL(import.meta.url);

/** Every installed portal, by id. Rejects with the folder's name when its portal.ts does not fit its folder. */
export async function loadPortals(): Promise<Portal[]> {
  const folders = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/portal.ts`, here)))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(folders.map(load));
}

async function load(folder: string): Promise<Portal> {
  const module = (await import(new URL(`${folder}/portal.ts`, here).href)) as {
    portal?: PortalDefinition;
  };
  if (module.portal?.id !== folder)
    throw new Error(`portals/${folder}/portal.ts does not export a portal with id '${folder}'`);
  const guide = new URL(`${folder}/guide.ja.md`, here);
  return { ...module.portal, guide: existsSync(guide) ? readFileSync(guide, 'utf8') : null };
}
