/**
 * Makes a field as high as its text where `field-sizing: content` is not known, as in WebKit: otherwise the upper lines are out of sight as
 * soon as there are more than `rows`. Whoever drags it may only make it higher still.
 *
 * @param _text what it holds: where that is changed from outside, the field is measured anew
 * @returns what ends it; for an attachment or an effect
 */
export function growing(field: HTMLTextAreaElement, _text: string): (() => void) | undefined {
  if (CSS.supports('field-sizing', 'content')) return;
  let width = 0;
  const grow = () => {
    const { height } = field.style;
    field.style.height = 'auto';
    field.style.minHeight = '';
    const edges = field.offsetHeight - field.clientHeight;
    field.style.minHeight = `${field.scrollHeight + edges}px`;
    field.style.height = height;
  };
  // Its first report comes at once; a field that was folded away gets its width when it is unfolded.
  const observer = new ResizeObserver(() => {
    if (field.clientWidth === width) return;
    width = field.clientWidth;
    // In the next frame: an observer that changes what it observes is reported as a fault.
    requestAnimationFrame(grow);
  });
  observer.observe(field);
  field.addEventListener('input', grow);
  return () => {
    observer.disconnect();
    field.removeEventListener('input', grow);
  };
}
