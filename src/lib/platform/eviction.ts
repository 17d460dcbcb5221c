/** What browsers do to the data of sites that are not visited. */

/** Whether this browser erases a site's data after seven days of its use without a visit: WebKit does, except for installed apps. */
export function erasesUnvisited(): boolean {
  const installed = matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true;
  return navigator.vendor.startsWith('Apple') && !installed;
}
