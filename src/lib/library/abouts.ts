export { default as abouts } from 'virtual:rubric-abouts';
