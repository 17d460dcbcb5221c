/** What only a frame in a page needs. Its page names this script, and no package has it. */
export { default as Refused } from './Refused.svelte';
export { frameOf, look } from './frame.ts';
