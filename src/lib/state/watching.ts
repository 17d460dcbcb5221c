/** Follows what other tabs write to a store that may still be on its way. */

/**
 * @param listen asks the store to call back; gives a function that ends it
 * @returns a function that ends it, also before the store is there
 */
export function watching<S>(store: Promise<S>, listen: (store: S) => () => void): () => void {
  let ended = false;
  let end = () => {};
  store.then(
    (there) => {
      if (!ended) end = listen(there);
    },
    () => {} // Whoever reads from it says that it did not come.
  );
  return () => {
    ended = true;
    end();
  };
}
