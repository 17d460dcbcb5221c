/** What Waymark stands in, as the course says. */
import type { Course } from '#lib/domain/course/course.ts';
import type { Platform } from '#lib/domain/course/platform.ts';

/** @returns `null` where there is none around this page @throws PlatformError */
export async function platformFor({ standsIn }: Pick<Course, 'standsIn'>): Promise<Platform | null> {
  if (standsIn === 'scorm12' || standsIn === 'scorm2004') return (await import('#lib/holder/scorm.ts')).scormAround(standsIn, window);
  if (standsIn === 'cmi5') return (await import('#lib/holder/cmi5.ts')).cmi5From(location, sessionStorage);
  return null;
}
