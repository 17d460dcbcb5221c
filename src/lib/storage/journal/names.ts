/** Under what journals lie on a device. */

/** In the origin private file system: the folder of all journals. */
export const FOLDER = 'waymark-journal';
/** In localStorage: marks.ts. */
export const MARKS = 'waymark-marks';
