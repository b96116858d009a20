/** The two halves of a removal, so that several things can go in one transaction. */
export interface Removal {
  /** Removes it from the store, inside the transaction. */
  store(): void;
  /** The transaction is kept: forgets it, and tells that it is gone. */
  tell(): void;
}
