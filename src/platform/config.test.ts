import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, settings } from './config.ts';

const KEY = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('none needs to be given', () => {
    expect(loadConfig({})).toMatchObject({
      databaseUrl: null,
      http: { host: '127.0.0.1', port: 3000 },
      smtp: { port: 2525 },
      productName: 'Digima',
    });
  });

  test('an empty variable is one that is not given', () => {
    expect(loadConfig({ HTTP_PORT: ' ', PUBLIC_URL: '' })).toMatchObject({
      http: { port: 3000 },
      publicUrl: null,
    });
  });

  test('all mistakes are told at once, each with its variable and an example', () => {
    const problems = problemsOf({
      HTTP_PORT: '70000',
      SMTP_PORT: 'x',
      PUBLIC_URL: 'firm',
      LOG_LEVEL: 'loud',
      INBOX_DOMAIN: 'a b',
    });
    expect(problems.map((p) => p.split(' ')[0])).toEqual([
      'HTTP_PORT',
      'SMTP_PORT',
      'PUBLIC_URL',
      'INBOX_DOMAIN',
      'LOG_LEVEL',
    ]);
    for (const problem of problems) expect(problem).toMatch(/Example: \w+=/);
  });

  test('a given database needs its key given too', () => {
    const DATABASE_URL = 'postgres://u:p@db.example.jp/digima';
    expect(problemsOf({ DATABASE_URL })).toEqual([expect.stringMatching(/^SECRET_KEYS must be given/)]);
    expect(problemsOf({ DATABASE_URL, SECRET_KEYS: KEY })).toEqual([]);
  });

  test('no problem shows a secret', () => {
    const text = problemsOf({
      DATABASE_URL: 'mysql://u:hidden1@h/d',
      SECRET_KEYS: 'k1:hidden2',
      SMTP_URL: 'http://u:hidden3@h',
    }).join('\n');
    expect(text).not.toMatch(/hidden/);
  });

  test('every example is a valid value', () => {
    const env = Object.fromEntries(settings.map((s) => [s.variable, s.example]));
    expect(problemsOf(env)).toEqual([]);
  });
});
