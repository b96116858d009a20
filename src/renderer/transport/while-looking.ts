/** Options of a query that is asked again and again while somebody looks, and remembered by nobody afterwards. */
export function whileLooking(looking: boolean, eachMs: number) {
  return { enabled: looking, refetchInterval: eachMs, staleTime: 0, gcTime: 0, retry: false } as const;
}
