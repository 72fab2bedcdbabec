// The login form of a page, filled in: what a browser would send. Pure.
import { selectAll, selectOne } from 'css-select';
import { type AnyNode, type Document, type Element, isText } from 'domhandler';
import type { LoginDefinition } from '../../../portal-kit/login.ts';
import type { Credentials } from '../model.ts';
import { encodeForm, type Field } from './encode-form.ts';
import { isOfSite } from './site.ts';

/** A form ready to be sent: `body` for POST; for GET the fields stand in the address. */
export interface FilledForm {
  method: 'GET' | 'POST';
  url: URL;
  body: string | null;
}

/** Fills it in, or null where the page has no such form, or one that would send the login to another site. */
export function fillForm(
  page: { document: Document; url: URL; charset: string },
  { form: selector, fields }: Pick<LoginDefinition, 'form' | 'fields'>,
  credentials: Credentials,
): FilledForm | null {
  const form = selectOne<AnyNode, Element>(selector, page.document);
  if (!form || /multipart|text\/plain/i.test(form.attribs.enctype ?? '')) return null;
  const sent = controlsOf(form, page.document);
  const values = { [fields.userId]: credentials.userId, [fields.password]: credentials.password };
  if (Object.keys(values).some((name) => !sent.some((field) => field.name === name))) return null;

  const url = targetOf(form, page);
  if (!url) return null;
  const charset = form.attribs['accept-charset']?.split(/[\s,]+/)[0] || page.charset;
  const body = encodeForm(
    sent.map(({ name, value }) => ({ name, value: values[name] ?? value })),
    charset,
  );
  if (form.attribs.method?.toLowerCase() === 'post') return { method: 'POST', url, body };
  url.search = body;
  return { method: 'GET', url, body: null };
}

/** Whether the page asks for the login. */
export function hasLoginForm(
  document: Document,
  { form, fields }: Pick<LoginDefinition, 'form' | 'fields'>,
): boolean {
  const found = selectOne<AnyNode, Element>(form, document);
  if (!found) return false;
  const names = controlsOf(found, document).map(({ name }) => name);
  return names.includes(fields.userId) && names.includes(fields.password);
}

function targetOf(form: Element, page: { document: Document; url: URL }): URL | null {
  const base = selectOne<AnyNode, Element>('base[href]', page.document)?.attribs.href ?? '';
  const from = URL.canParse(base, page.url.href) ? new URL(base, page.url) : page.url;
  const action = form.attribs.action?.trim() ?? '';
  // An empty action is the page itself, whatever its base (HTML, form submission algorithm).
  const target = action === '' ? page.url.href : action;
  if (!URL.canParse(target, from.href)) return null;
  const url = new URL(target, from);
  url.hash = '';
  return isOfSite(page.url, url) ? url : null;
}

/** The controls that are sent, in the page's order, also those that stand elsewhere and name the form. */
function controlsOf(form: Element, document: Document): Field[] {
  const id = form.attribs.id;
  const inside = selectAll<AnyNode, Element>('input, select, textarea, button', form);
  const outside = id
    ? selectAll<AnyNode, Element>('input[form], select[form], textarea[form]', document).filter(
        ({ attribs }) => attribs.form === id,
      )
    : [];
  let submitted = false;
  return [...inside, ...outside].flatMap((control) => {
    const { name, attribs } = control;
    if (!attribs.name || 'disabled' in attribs) return [];
    const type = (attribs.type ?? (name === 'button' ? 'submit' : 'text')).toLowerCase();
    if (type === 'submit') {
      if (submitted) return []; // only the button that is pressed
      submitted = true;
      return [{ name: attribs.name, value: attribs.value ?? '' }];
    }
    const value = sentBy(control, type);
    return value === null ? [] : [{ name: attribs.name, value }];
  });
}

function sentBy({ name, attribs, children }: Element, type: string): string | null {
  if (name === 'button' || ['reset', 'button', 'image', 'file'].includes(type)) return null;
  if (type === 'checkbox' || type === 'radio') return 'checked' in attribs ? (attribs.value ?? 'on') : null;
  if (name === 'textarea') return textOf(children);
  if (name === 'select') {
    const options = selectAll<AnyNode, Element>('option', children);
    const chosen = options.find((option) => 'selected' in option.attribs) ?? options[0];
    return chosen ? (chosen.attribs.value ?? textOf(chosen.children).trim()) : null;
  }
  return attribs.value ?? '';
}

const textOf = (children: Element['children']) =>
  children.map((child) => (isText(child) ? child.data : '')).join('');
