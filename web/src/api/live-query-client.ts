// A change that comes while an answer is on its way is asked about once that answer is there.
import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryClientConfig,
} from '@tanstack/react-query';

const WAIT_MS = 2_000;

/**
 * TanStack Query drops an answer under way and asks anew only where there is an older one to show and it may be cancelled: any
 * other query takes what is under way for the answer to the invalidation, though the server may have given it before the change.
 * Of such a change nothing would be seen until the next one.
 */
export class LiveQueryClient extends QueryClient {
  private readonly overtaken = new WeakSet<Query>();

  constructor(config?: QueryClientConfig) {
    super(config);
    this.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      const { query, action } = event;
      if (action.type === 'error') this.overtaken.delete(query);
      // The next page of a list was asked for in place of all that is shown.
      if (action.type === 'fetch' && action.meta?.fetchMore && query.state.isInvalidated)
        this.overtaken.add(query);
      if (action.type === 'success' && !action.manual && this.overtaken.delete(query))
        void this.invalidateQueries({ predicate: (one) => one === query });
    });
  }

  /** Resolves when what is shown was answered, or after two seconds: whoever waits for it has saved already. */
  override async invalidateQueries<Key extends readonly unknown[]>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    for (const query of this.getQueryCache().findAll(filters)) {
      // Its next try waits for somebody to look at the page: one that only counts what arrives would wait for ever.
      if (query.state.fetchStatus === 'paused') void query.cancel({ revert: true });
      const isReplaced =
        options?.cancelRefetch !== false && query.state.data !== undefined && query.isActive();
      if (query.state.fetchStatus !== 'idle' && !isReplaced) this.overtaken.add(query);
    }
    const late = new Promise<void>((resolve) => setTimeout(resolve, WAIT_MS));
    await Promise.race([super.invalidateQueries(filters, options), late]);
  }
}
