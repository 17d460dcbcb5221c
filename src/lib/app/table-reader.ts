/**
 * Our own reader of a whole table. Pages of trainers hand it to what they make: a module that other pages share must not name it, or everybody
 * would keep it for use without a connection (vite.config.ts).
 */
export const tableReader = async () => (await import('#lib/exchange/bytes/many-apart.ts')).readManyApart;
