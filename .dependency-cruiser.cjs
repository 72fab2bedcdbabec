// Who may import whom (ARCHITECTURE.md). test/architecture proves that each rule fails on a trespass.

/** Folder of src → what it may import besides itself, platform and lib. */
const stages = {
  accounts: [],
  connections: ['accounts', 'portal-kit'],
  intake: ['connections', 'accounts'],
  reading: ['intake', 'connections', 'accounts', 'portal-kit'],
  customers: ['reading', 'intake', 'connections', 'accounts', 'portal-kit'],
  notify: ['customers', 'connections', 'accounts'],
};
const all = Object.keys(stages);
const folder = (names) => `^src/(${names.join('|')})/`;

/** What reads a mail without a database: `digima parse` and `show` must not load one. */
const PURE_READERS = '^src/reading/(mime/index|read-mail)\\.ts$';

/** What the smtp part is made of. It must stay small, so it is not entered by doors that lead to everything else. */
const MAIL_DOOR = '^src/(intake/smtp|connections/find-inbox)\\.ts$';

const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: '^(src|web|simulator|test|bench)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('lib-imports-nothing', '^src/lib/', '^src/lib/'),
    only('platform-imports-lib', '^src/platform/', folder(['platform', 'lib'])),
    only('portal-kit-imports-lib', '^src/portal-kit/', folder(['portal-kit', 'lib'])),
    {
      name: 'a-portal-imports-portal-kit-lib-itself',
      severity: 'error',
      from: { path: '^src/portals/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(src|web|simulator|test|bench)/',
        pathNot: ['^src/(portal-kit|lib)/', '^src/portals/$1/'],
      },
    },
    ...all.map((stage) =>
      only(
        `${stage}-looks-up-the-stream`,
        `^src/${stage}/`,
        folder([stage, 'platform', 'lib', ...stages[stage]]),
      ),
    ),
    {
      name: 'a-stage-is-entered-by-its-door',
      comment:
        'Others import index.ts or events.ts; api also routes.ts. Commands that read files take the pure readers',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: folder(all),
        pathNot: [
          '^src/$1/',
          `^src/(${all.join('|')})/(index|events)\\.ts$`,
          `^src/(${all.join('|')})/[a-z-]*routes\\.ts$`,
          PURE_READERS,
          MAIL_DOOR,
        ],
      },
    },
    {
      name: 'pure-readers-are-for-commands',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(reading|commands)/', '\\.test\\.ts$'] },
      to: { path: PURE_READERS },
    },
    {
      name: 'the-mail-door-is-for-the-smtp-part',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(intake|connections)/', '^src/program/parts/smtp\\.ts$', '\\.test\\.ts$'],
      },
      to: { path: MAIL_DOOR },
    },
    {
      name: 'the-smtp-part-is-small',
      severity: 'error',
      from: { path: '^src/program/parts/smtp\\.ts$' },
      to: {
        path: '^src/(api|accounts|portals|reading|customers|notify)/|/(better-auth|hono|undici)/',
        reachable: true,
      },
    },
    {
      name: 'only-api-mounts-routes',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/api/', '\\.test\\.ts$'] },
      to: { path: `^src/(${all.join('|')})/[a-z-]*routes\\.ts$` },
    },
    only('api-imports-doors', '^src/api/', folder(['api', 'platform', 'lib', 'portal-kit', ...all])),
    {
      name: 'rules-and-portals-are-pure',
      severity: 'error',
      from: { path: '^src/(.*/rules|portals/[^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src/platform/|node:)', dependencyTypesNot: ['type-only'] },
    },
    only('web-imports-nothing-of-src', '^web/', '^web/'),
    only('simulator-plays-the-outside-world', '^simulator/', [
      '^simulator/',
      '^src/portals/[^/]+/sim\\.ts$',
      '^src/(portal-kit|lib)/',
    ]),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^web/dist/', 'node_modules'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
