// The service worker: shows what is pushed, and brings its page to the front when it is pressed. Nothing is cached.

self.addEventListener('push', (event) => {
  const { title = '', body = '', url = '/', tag } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang: 'ja', data: { url } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data.url, self.location.origin)));
});

/** An open page of ours goes there; else a new one. */
async function open(url) {
  // Whatever was pushed, it leads nowhere else.
  if (url.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) {
    const shown = await page.focus().catch(() => null);
    const moved = await shown?.navigate(url.href).catch(() => null);
    if (moved) return;
  }
  await self.clients.openWindow(url.href);
}
