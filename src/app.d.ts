declare global {
  namespace App {
    /** Where somebody is in an assessment, where they went there without a navigation; else the address tells. */
    interface PageState {
      readonly id?: string;
      readonly at?: string;
    }
  }
}

export {};
