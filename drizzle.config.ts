import { defineConfig } from 'drizzle-kit';

// npx drizzle-kit generate writes the next file of migrations/ from the stages' tables; row-level security and
// functions are added by `npx drizzle-kit generate --custom`.
export default defineConfig({ dialect: 'postgresql', schema: './src/**/tables.ts', out: './migrations' });
