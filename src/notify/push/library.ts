// The library of Web Push, loaded once somebody is to be told by it: most installations never need it.

/** web-push, a CommonJS module. */
export const loadWebPush = async () => (await import('web-push')).default;
