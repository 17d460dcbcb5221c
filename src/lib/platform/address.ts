/**
 * What stands behind the question mark of an address. An id may have come in a file that somebody else wrote: whatever signs it has, it
 * comes out of the address as it went in.
 */
export const queryOf = (values: Record<string, string>): string => new URLSearchParams(values).toString();
