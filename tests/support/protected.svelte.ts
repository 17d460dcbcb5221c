/** A browser that is asked to protect what is kept in it. */
export function protecting(agrees: boolean) {
  const app = $state({
    storage: 'kept' as const,
    persisted: false as boolean | null,
    learnProtection: async () => (app.persisted = agrees)
  });
  return app;
}
