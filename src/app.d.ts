declare global {
  namespace App {
    /** Where somebody is in an assessment, where they went there without a navigation; else the address tells. */
    interface PageState {
      /** Whether somebody comes from the last question. */
      readonly answered?: boolean;
      readonly place?: { readonly id: string | null; readonly at: string | null; readonly pause: string | null };
    }
  }
}

export {};
