/** Runs an effect as a component would, until it is ended. */
export function effectRoot(run: () => void): () => void {
  return $effect.root(() => {
    $effect(run);
  });
}
