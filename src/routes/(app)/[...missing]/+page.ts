import { error } from '@sveltejs/kit';

/** Addresses that lead nowhere come here, so that they are told so within the app's header and footer. */
export const prerender = false;
export const ssr = false;
export const load = () => error(404);
