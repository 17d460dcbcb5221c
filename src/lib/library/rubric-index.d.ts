declare module 'virtual:rubric-index' {
  const index: unknown;
  export default index;
}
